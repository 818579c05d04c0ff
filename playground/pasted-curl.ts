import { readLiteral, toValue } from './policy/literal.ts'

/** What a command of curl sends, named as `fetch` names it. */
export interface CurlCall {
  readonly url: string
  readonly init: Readonly<Record<string, unknown>>
}

/** Tells whether a text is a command of curl. */
export function isCurl(text: string): boolean {
  return /^\s*(?:\$ )?curl\b/.test(text)
}

/** What is not bare within a word: three kinds of quotes, and a single character. */
const quoted = /\$('(?:[^'\\]|\\.)*')|'([^']*)'|("(?:[^"\\]|\\.)*")|\\(.)/gs
const word = new RegExp(`(?:${quoted.source}|[^\\s'"\\\\])+`, 'gs')

/** Options that have a value. */
const valued =
  /^-(?:[HXdFbueAomxcwET]|-(?:header|request|data(?:-\w+)?|json|form|cookie|user|url|user-agent|output|referer|max-time|proxy))$/

/**
 * Reads a command of curl as DevTools copy it, for a POSIX shell or for that of Windows.
 *
 * @returns `null` if it has no URL, or no end
 * @throws LiteralError if a text in quotes cannot be read
 */
export function readCurl(text: string): CurlCall | null {
  // The shell of Windows has ^ before all that it would read itself.
  const plain = /\^"/.test(text) ? text.replace(/\^([\s\S])/g, '$1') : text
  const line = plain.replace(/\\[ \t]*\r?\n/g, ' ')
  const words = [...line.matchAll(word)].map(([one]) => unquote(one))
  const headers: [name: string, value: string][] = []
  let [url, method, body]: (string | undefined)[] = []
  for (let index = words.indexOf('$') + 2; index < words.length; index += 1) {
    const [, name = '', attached = ''] = /^(--[\w-]+|-\w)?(.*)$/s.exec(words[index] ?? '') ?? []
    if (name === '') url ??= attached
    else if (/^-(?:I|-head)$/.test(name)) method ??= 'HEAD'
    if (!valued.test(name)) continue
    const value = attached || (words[++index] ?? '')
    if (/^-(?:X|-request)$/.test(name)) method = value
    else if (/^-(?:H|-header)$/.test(name)) headers.push(toHeader(value))
    else if (/^-(?:b|-cookie)$/.test(name)) headers.push(['cookie', value])
    else if (/^-(?:u|-user)$/.test(name)) headers.push(['authorization', 'Basic …'])
    else if (/^-(?:[dF]|-data.*|-json|-form)$/.test(name)) body = value
    else if (name === '--url') url ??= value
    if (name === '--json') headers.push(['content-type', 'application/json'])
  }
  if (!url || url.startsWith('$') || line.replace(word, '').trim() !== '') return null
  // A backslash keeps curl from reading brackets as a pattern.
  const whole = (/^\w+:\/\//.test(url) ? url : `http://${url}`).replace(/\\([[\]{}])/g, '$1')
  if (!URL.canParse(whole)) return null
  const init = { method: method ?? (body === undefined ? 'GET' : 'POST'), headers: Object.fromEntries(headers), body }
  return { url: whole, init }
}

function unquote(one: string): string {
  return one.replace(quoted, (_, ansi, single, double, character) => {
    return single ?? character ?? String(toValue(readLiteral((ansi ?? double).replaceAll('\n', ' '), 0)))
  })
}

function toHeader(line: string): [name: string, value: string] {
  const [, name = '', value = ''] = /^([^:;]*)[:;]\s*(.*)$/s.exec(line) ?? []
  return [name, value]
}
