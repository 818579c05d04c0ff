/**
 * What servers may take a request's path for. One router tells `/API/x` and `/api/x` apart and the next does not; one
 * decodes `%2f` before it splits, another after; one cuts off what follows a semicolon; and `new URL('//a/b', base)`
 * takes the first segment for a host.
 */
export interface PathReadings {
  /** The path as it came. */
  readonly exact: string
  /** The path as lenient servers read it, as keys for lenient patterns; none if all servers read it alike. */
  readonly lenient: readonly string[]
  /** True if the path has dot segments once it is decoded, or a host and parameters: it is anybody's guess. */
  readonly isHidden: boolean
}

/** The longest path, in characters, that is read in every way: many servers take no longer one. */
const longest = 4096

/**
 * Reads the path of a request's URL in every way. Browsers have resolved it; what `node:http` has is as it came.
 *
 * @returns `null` if that would take too long
 */
export function readPath(url: string, isCaseSensitive: boolean): PathReadings | null {
  const path = toPathname(url)
  const exact = toKey(withoutSlash(path))
  const isUnusual = unusual.test(path)
  if (!isCaseSensitive && !isUnusual) return { exact, lenient: [], isHidden: false }
  if (isUnusual && path.length > longest) return null
  const texts = new Set(path.startsWith('//') ? [path, withoutHost(path)] : cut(path, ';'))
  const decoded = new Set([...texts].map(decodeWholly).flatMap((text) => cut(text, ';?#')))
  const parsed = new Set([...decoded].flatMap((text) => [text, withoutHost(text), withoutWhitespace(text)]))
  const splits = [...parsed].map((text) => text.toLowerCase().split(/[/\\]/))
  return {
    exact,
    lenient: [
      ...[...texts].map((text) => withoutSlash(text).split('/').map(toLenientKey).join('/')),
      ...splits.map((segments) => `/${resolve(segments).map(toKey).join('/')}`),
    ],
    isHidden:
      splits.some((segments) => segments.includes('.') || segments.includes('..')) ||
      [...decoded].some((text) => decode(text) !== text) ||
      (path.startsWith('//') && decodeWholly(path).includes(';')),
  }
}

/** Reads a path as it is, without the parameters of its segments, and as if it ended where the first begins. */
function cut(path: string, starts: string): readonly string[] {
  return [
    path,
    path.replace(new RegExp(`[${starts}][^/\\\\]*`, 'g'), ''),
    path.replace(new RegExp(`[${starts}].*`, 's'), ''),
  ]
}

/** Takes away what two slashes in front make a host. */
function withoutHost(path: string): string {
  return path.replace(/^[/\\]{2,}[^/\\]*/, '') || '/'
}

/** Implements https://url.spec.whatwg.org/#concept-basic-url-parser, steps 1.3 and 3, for the path of a URL */
function withoutWhitespace(path: string): string {
  const text = path.replace(/[\t\n\r]/g, '')
  let end = text.length
  while (text.charCodeAt(end - 1) <= 0x20) end--
  return text.slice(0, end)
}

/** What makes readings differ: upper case, parameters, encoded or other characters, empty and dot segments. */
const unusual = /[^!$&-/0-9:=@_a-z~]|\/\/|\/\.\.?(?:\/|$)/

/** Takes the path out of a URL, which need not be one that can be parsed. */
function toPathname(url: string): string {
  const path = url.replace(/^[^:/?#]+:\/\/[^/\\?#]*|[?#].*$/gs, '')
  return path.startsWith('/') ? path : `/${path}`
}

/** Resolves dot segments and leaves out empty ones. */
export function resolve(segments: readonly string[]): string[] {
  const resolved: string[] = []
  for (const segment of segments) {
    if (segment === '..') resolved.pop()
    else if (segment !== '' && segment !== '.') resolved.push(segment)
  }
  return resolved
}

/** Takes away one slash at the end, which most servers ignore. */
function withoutSlash(path: string): string {
  return path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path
}

/**
 * Writes a path or a segment in characters that mean nothing to the router.
 *
 * Serves https://url.spec.whatwg.org/#percent-encoded-byte: its digits are the same in either case.
 */
export function toKey(text: string): string {
  if (!/[^\w~./-]/.test(text)) return text
  const upper = text.replace(/%[0-9a-f]{2}/gi, (byte) => byte.toUpperCase())
  return upper.replace(/[^\w~./-]/g, (character) => `%${character.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

/** Writes a segment so that all spellings that a lenient server takes for the same are the same. */
export function toLenientKey(segment: string): string {
  return toKey(decode(segment).toLowerCase()).replaceAll('/', '%002f')
}

/** How often a path is decoded: a proxy and a server may do it in turn. */
const mostRounds = 3

function decodeWholly(path: string): string {
  let decoded = path
  for (let round = 0; round < mostRounds; round++) decoded = decode(decoded)
  return decoded
}

/** Decodes what is UTF-8 and leaves each other byte. */
export function decode(text: string): string {
  return text.replace(encoded, decodeURIComponent)
}

/** Implements https://www.rfc-editor.org/rfc/rfc3629#section-4 : errors of what only tries take long. */
const encoded =
  /%[0-7][\da-f]|%(?:c[2-9a-f]|d[\da-f])%[89ab][\da-f]|%(?:e0%[ab]|e[1-9a-cef]%[89ab]|ed%[89])[\da-f]%[89ab][\da-f]|%(?:f0%[9ab]|f[1-3]%[89ab]|f4%8)[\da-f](?:%[89ab][\da-f]){2}/gi
