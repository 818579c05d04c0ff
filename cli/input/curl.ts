import type { PageRequest } from '../../src/explain.ts'
import { CommandError } from '../exit-codes.ts'
import { type CopiedRequest, toCopiedRequest } from './copied-request.ts'
import { type CurlArgument, readCurlArguments } from './curl-arguments.ts'
import { joinBody, readNamedFile, toFormData } from './curl-body.ts'
import { toCurlHeaders } from './curl-headers.ts'
import { toExcerpt } from './excerpt.ts'
import { splitWords } from './shell-words.ts'

/**
 * Reads a command of curl, as DevTools copy it or as people write it. Files that it names are read; nothing is sent.
 *
 * @throws CommandError that says what to paste instead
 */
export function parseCurl(text: string): CopiedRequest {
  const { words, rest } = splitWords(text.replace(/^\s*[$%#>]\s+/, ''))
  const list = readCurlArguments(dropProgram(words, text))
  const having = (...effects: string[]): CurlArgument[] => list.filter(({ effect }) => effects.includes(effect))
  const isOn = (effect: string): boolean => having(effect).at(-1)?.isOn ?? false
  const data = having('body')
  const query = having('query', ...(isOn('get') ? ['body'] : []))
  const body = isOn('get') ? null : toBody(data, having('form'), having('upload'))
  const { url, userinfo } = readUrl(having('url'), query, isOn('globoff'))
  const headers = toCurlHeaders(list, userinfo)
  const copied = toCopiedRequest({ url, method: toMethod(list, isOn('head'), body), headers, body })
  const isFollowing = isOn('location')
  return {
    ...copied,
    request: { ...copied.request, ...(isFollowing ? { redirect: 'follow' } : {}) },
    insecure: isOn('insecure'),
    ignored: [
      ...[...having('ignored', 'user-agent').map(show), ...rest].map((one) => toExcerpt(one)),
      ...copied.ignored,
    ],
  }
}

type Body = Exclude<PageRequest['body'], undefined> & (string | Uint8Array<ArrayBuffer> | FormData | null)

function show({ written, value }: CurlArgument): string {
  return value === '' ? written : `${written} ${value}`
}

/** Takes the name of the program away, and what may stand before it. */
function dropProgram(words: readonly string[], text: string): readonly string[] {
  const start = words.findIndex((word) => /(?:^|[\\/])curl(?:\.exe)?$/i.test(word))
  const isFirst = words.slice(0, start).every((word) => /^(?:sudo|time|env|command|\w+=.*)$/s.test(word))
  if (start === -1 || !isFirst) throw new CommandError(toAdvice(text))
  const own = words.slice(start + 1)
  if (own.length === 0) throw new CommandError('There is nothing after curl: paste the whole command')
  return own
}

function toAdvice(text: string): string {
  const instead = 'in DevTools, right-click the request and take "Copy as cURL"'
  if (/^\s*(?:await\s+)?fetch\s*\(/.test(text)) return 'This is a call of fetch: pass it with --fetch'
  if (/^\s*\{/.test(text)) return 'This is JSON: a HAR file is read with --har file.har'
  if (/Invoke-(?:WebRequest|RestMethod)/i.test(text)) return `This is for PowerShell: ${instead}`
  return `This is no command of curl: ${instead}`
}

interface CurlUrl {
  readonly url: string
  readonly userinfo: string | null
}

function readUrl(urls: readonly CurlArgument[], query: readonly CurlArgument[], isPlain: boolean): CurlUrl {
  const [first, second] = urls.map(({ value }) => value)
  if (first === undefined) throw new CommandError('The command has no URL: paste the whole command')
  if (second !== undefined) {
    const isCommand = /^curl(?:\.exe)?$/i.test(second)
    throw new CommandError(
      isCommand
        ? 'These are several commands: paste one of them'
        : `There is a second URL, "${toExcerpt(second)}": leave one`,
    )
  }
  // curl takes http where no scheme is written, and a backslash keeps it from reading brackets as a pattern.
  const unescaped = isPlain ? first : first.replace(/\\([[\]{}])/g, '$1')
  const whole = /^[a-z][a-z0-9+.-]*:\/\//i.test(unescaped) ? unescaped : `http://${unescaped}`
  if (!URL.canParse(whole)) {
    throw new CommandError(`"${toExcerpt(first)}" is no URL: write one such as "https://api.example.com/items"`)
  }
  const { username, password } = new URL(whole)
  const userinfo = username === '' ? null : `${decodeURIComponent(username)}:${decodeURIComponent(password)}`
  const url = userinfo === null ? whole : whole.replace(/^([^:]+:\/\/)[^/?#]*@/, '$1')
  return { url: query.length === 0 ? url : addQuery(url, joinBody(query)), userinfo }
}

function addQuery(url: string, data: string | Uint8Array<ArrayBuffer>): string {
  const query = typeof data === 'string' ? data : new TextDecoder().decode(data)
  const [, before = '', fragment = ''] = /^([^#]*)(#.*)?$/s.exec(url) ?? []
  return `${before}${before.includes('?') ? '&' : '?'}${query}${fragment}`
}

function toBody(data: readonly CurlArgument[], form: readonly CurlArgument[], uploads: readonly CurlArgument[]): Body {
  const [upload] = uploads
  if ([data, form, uploads].filter(({ length }) => length > 0).length > 1) {
    throw new CommandError('The command has -d, -F and -T, and a request has one body: leave one of them')
  }
  if (upload !== undefined) return readNamedFile(upload.value, upload)
  if (form.length > 0) return toFormData(form)
  return data.length > 0 ? joinBody(data) : null
}

function toMethod(list: readonly CurlArgument[], isHead: boolean, body: Body): string {
  const written = list.findLast(({ effect }) => effect === 'method')?.value
  if (written !== undefined) return written
  if (isHead) return 'HEAD'
  if (list.some(({ effect }) => effect === 'upload')) return 'PUT'
  return body === null ? 'GET' : 'POST'
}
