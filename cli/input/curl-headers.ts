import { CommandError } from '../exit-codes.ts'
import type { CurlArgument } from './curl-arguments.ts'
import { readNamedFile } from './curl-body.ts'
import { toExcerpt } from './excerpt.ts'

/**
 * Lists the headers that a command of curl sends, those of its other options included.
 *
 * @param userinfo - the user name and the password of the URL, `null` if it has none
 * @throws CommandError for a line that is no header
 */
export function toCurlHeaders(list: readonly CurlArgument[], userinfo: string | null): [string, string][] {
  const lines = list
    .filter(({ effect }) => effect === 'header')
    .flatMap((argument) => (argument.value.startsWith('@') ? readLines(argument) : [argument.value]))
  const written = lines.map(parseHeaderLine)
  const headers = written.flatMap(([name, value]): [string, string][] => (value === null ? [] : [[name, value]]))
  const own = [...toAuthorization(list, userinfo), ...toRange(list), ...toReferrer(list), ...toTypes(list)]
  // A line of -H takes the place of what curl writes itself, also one that removes it.
  const missing = own.filter(([name]) => !written.some(([other]) => other.toLowerCase() === name))
  const cookies = list.filter(({ effect }) => effect === 'cookie').map(checkCookie)
  return [...headers, ...missing, ...(cookies.length === 0 ? [] : [['cookie', cookies.join('; ')] as [string, string]])]
}

function findValue(list: readonly CurlArgument[], effect: string): string | null {
  return list.findLast((one) => one.effect === effect)?.value ?? null
}

function toAuthorization(list: readonly CurlArgument[], userinfo: string | null): [string, string][] {
  const bearer = findValue(list, 'bearer')
  const user = findValue(list, 'user') ?? userinfo
  if (bearer !== null) return [['authorization', `Bearer ${bearer}`]]
  if (user === null) return []
  return [['authorization', `Basic ${Buffer.from(user.includes(':') ? user : `${user}:`).toString('base64')}`]]
}

function toRange(list: readonly CurlArgument[]): [string, string][] {
  const range = findValue(list, 'range')
  return range === null ? [] : [['range', `bytes=${range}`]]
}

function toReferrer(list: readonly CurlArgument[]): [string, string][] {
  const referrer = findValue(list, 'referrer')
  return referrer === null ? [] : [['referer', referrer.replace(/;auto$/, '')]]
}

/** Gives the types that curl takes bodies for. */
function toTypes(list: readonly CurlArgument[]): [string, string][] {
  const data = list.filter(({ effect }) => effect === 'body')
  const isInQuery = list.findLast(({ effect }) => effect === 'get')?.isOn ?? false
  if (data.some(({ name }) => name === 'json')) {
    return [
      ['content-type', 'application/json'],
      ['accept', 'application/json'],
    ]
  }
  return data.length === 0 || isInQuery ? [] : [['content-type', 'application/x-www-form-urlencoded']]
}

function readLines(argument: CurlArgument): string[] {
  const text = new TextDecoder().decode(readNamedFile(argument.value.slice(1), argument))
  return text.split(/\r?\n/).filter((line) => line.trim() !== '')
}

/** Reads a line of `-H`: `Name: value`, `Name;` for an empty value, and `Name:` for none at all. */
function parseHeaderLine(line: string): [string, string | null] {
  const [, name, sign, value = ''] = /^([^:;]+?)\s*([:;])([\s\S]*)$/.exec(line) ?? []
  if (name === undefined || (sign === ';' && value.trim() !== '')) {
    throw new CommandError(
      `-H "${toExcerpt(line)}" is no header: write one such as -H "content-type: application/json"`,
    )
  }
  if (sign === ';') return [name, '']
  return [name, value.trim() === '' ? null : value.trim()]
}

function checkCookie({ value, written }: CurlArgument): string {
  if (value.includes('=')) return value
  throw new CommandError(
    `${written} "${toExcerpt(value)}" is a file of cookies: write them, such as ${written} "name=value"`,
  )
}
