import type { HeaderList } from '../user-agent/header-list.ts'
import type { RequestBody } from '../user-agent/page-request.ts'

/** The page that makes the request. */
export interface Page {
  /** Its origin, serialized: `https://app.example.com`; `null` for a sandboxed frame, a `data:` URL or a file. */
  readonly origin: string
  /**
   * Cookies that the browser already holds for the host of the request's URL, each as its server set it:
   * `session=1; Secure; SameSite=Lax`.
   *
   * @defaultValue none
   */
  readonly cookies?: readonly string[] | undefined
}

/** What `Response` takes for a body: its name in the types of browsers, `BodyInit`, is unknown in those of Node.js. */
type BodyInput = ConstructorParameters<typeof Response>[0]

/** What a page passes to `fetch`, or does with an XMLHttpRequest. */
export interface PageRequest {
  /** Relative to the page's origin, or whole. */
  readonly url: string | URL
  /**
   * The method, spelled as the page spells it.
   *
   * @defaultValue GET
   */
  readonly method?: string | undefined
  /** The headers that the page sets. */
  readonly headers?: Headers | Iterable<readonly [string, string]> | Readonly<Record<string, string>> | undefined
  /**
   * Whether cookies go with the request; `include` is `withCredentials` of XMLHttpRequest.
   *
   * @defaultValue same-origin
   */
  readonly credentials?: 'omit' | 'same-origin' | 'include' | undefined
  /**
   * Whether the page means to read what another origin answers.
   *
   * @defaultValue cors
   */
  readonly mode?: 'cors' | 'no-cors' | 'same-origin' | undefined
  /**
   * What becomes of a redirect.
   *
   * @defaultValue follow
   */
  readonly redirect?: 'follow' | 'error' | 'manual' | undefined
  /**
   * How much of the page's URL the server sees.
   *
   * @defaultValue strict-origin-when-cross-origin
   */
  readonly referrerPolicy?: string | undefined
  /** The body, as `fetch` takes it. */
  readonly body?: BodyInput | undefined
  /**
   * Which API the page uses.
   *
   * @defaultValue fetch
   */
  readonly api?: 'fetch' | 'xhr' | undefined
  /** XMLHttpRequest only: whether the page listens to events of its `upload`, which forces a preflight. */
  readonly uploadListener?: boolean | undefined
}

/**
 * Reads a page's origin.
 *
 * @throws TypeError that says what to write instead
 */
export function parsePageOrigin(origin: string): string {
  if (origin === 'null') return origin
  if (typeof origin !== 'string' || !URL.canParse(origin)) {
    throw new TypeError(`origin: ${show(origin)} is not an origin: write one such as "https://app.example.com"`)
  }
  const { protocol, host, origin: parsed } = new URL(origin)
  if (/^[\w.-]+:\d+\/?$/.test(origin)) {
    throw new TypeError(`origin: ${show(origin)} has no scheme: write "http://${origin.replace('/', '')}"`)
  }
  // Schemes that the URL standard does not know (capacitor:, chrome-extension:) have an origin all the same.
  const serialized = parsed !== 'null' || host === '' ? parsed : `${protocol}//${host}`
  if (serialized !== origin) {
    throw new TypeError(`origin: ${show(origin)} is not a serialized origin: write "${serialized}"`)
  }
  return origin
}

/** Lists headers as a page may write them. */
export function toHeaderList(headers: PageRequest['headers']): HeaderList {
  if (headers === undefined || headers === null) return []
  const pairs = isIterable(headers) ? [...headers] : Object.entries(headers)
  if (typeof headers !== 'object' || !pairs.every((pair) => pair.length === 2)) {
    throw new TypeError('headers: write { name: value }, or a list of [name, value]')
  }
  return pairs.map(([name, value]) => [String(name), String(value)] as const)
}

function isIterable(headers: object): headers is Iterable<readonly [string, string]> {
  return Symbol.iterator in Object(headers)
}

const choices = {
  api: ['fetch', 'xhr'],
  credentials: ['omit', 'same-origin', 'include'],
  mode: ['cors', 'no-cors', 'same-origin'],
  redirect: ['follow', 'error', 'manual'],
  referrerPolicy: [
    '',
    'no-referrer',
    'no-referrer-when-downgrade',
    'same-origin',
    'origin',
    'strict-origin',
    'origin-when-cross-origin',
    'strict-origin-when-cross-origin',
    'unsafe-url',
  ],
} as const

/** @throws TypeError that names the first member whose value `fetch` would refuse */
export function checkChoices(request: PageRequest): void {
  for (const name of ['api', 'credentials', 'mode', 'redirect', 'referrerPolicy'] as const) {
    const value = request[name]
    const allowed: readonly string[] = choices[name]
    if (value !== undefined && !allowed.includes(value)) {
      const listed = allowed.filter((one) => one !== '').map((one) => `"${one}"`)
      throw new TypeError(`${name}: ${show(value)} is none of ${listed.join(', ')}`)
    }
  }
}

/** Implements https://fetch.spec.whatwg.org/#concept-bodyinit-extract with the runtime's own */
export async function toRequestBody(body: BodyInput): Promise<RequestBody | null> {
  if (body === null || body === undefined) return null
  if (typeof body === 'object' && 'getReader' in body) return { source: null, stream: body, type: null }
  const extracted = new Response(body)
  // In Bun a string has no type, and no body has one once it is read.
  const type = typeof body === 'string' ? 'text/plain;charset=UTF-8' : extracted.headers.get('content-type')
  return { source: new Uint8Array(await extracted.arrayBuffer()), type }
}

function show(value: unknown): string {
  return typeof value === 'string' ? `"${value}"` : String(value)
}
