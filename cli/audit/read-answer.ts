import { getHeader, type HeaderList } from '../../src/user-agent/header-list.ts'

/** Tells whether `Vary` names a request header, or all of them. */
export function readVary(headers: HeaderList, name: string): boolean {
  return listNames(headers, 'vary').some((one) => one === name || one === '*')
}

/** Lists the members of a header that is a list of names, in lower case. */
export function listNames(headers: HeaderList, name: string): readonly string[] {
  const members = (getHeader(headers, name) ?? '').split(',').map((member) => member.trim().toLowerCase())
  return members.filter((member) => member !== '')
}

/** Implements https://fetch.spec.whatwg.org/#redirect-status */
export function isRedirectStatus(status: number): boolean {
  return [301, 302, 303, 307, 308].includes(status)
}
