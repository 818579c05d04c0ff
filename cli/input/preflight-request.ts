import type { PageRequest } from '../../src/explain.ts'
import { getHeader, type HeaderList } from '../../src/user-agent/header-list.ts'

/** What a preflight says of the request that comes after it. */
interface Announced extends Pick<PageRequest, 'method' | 'mode'> {
  readonly headers: HeaderList
  readonly assumed: readonly string[]
}

/** Reads a preflight: only the request that it announces is a page's own. */
export function readAnnounced(headers: HeaderList): Announced {
  const method = getHeader(headers, 'access-control-request-method') ?? 'GET'
  const names = readAnnouncedNames(headers)
  const values = names.length === 0 ? '' : `; nor does it tell the values of ${names.join(', ')}, so they are made up`
  return {
    method,
    mode: 'cors',
    headers: names.map((name) => [name, makeValue(name)]),
    assumed: [
      `This is a preflight, and what is explained is the ${method} request that it announces; it never tells whether the page asks for cookies (if it does, add --credentials include)${values}`,
    ],
  }
}

/** Lists the names of `Access-Control-Request-Headers`, in lower case. */
export function readAnnouncedNames(headers: HeaderList): string[] {
  const list = getHeader(headers, 'access-control-request-headers') ?? ''
  return list
    .split(',')
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== '')
}

/** Makes a value for a header whose name only is known: one that is not safelisted, as it was announced. */
export function makeValue(name: string): string {
  if (name === 'content-type') return 'application/json'
  if (name === 'authorization') return 'Bearer unknown'
  // https://fetch.spec.whatwg.org/#cors-unsafe-request-header-byte: a quote is one.
  return '"unknown"'
}
