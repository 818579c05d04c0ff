import { strip, tabOrSpace } from './white-space.ts'

/** Names and values as they stand on the wire: https://fetch.spec.whatwg.org/#concept-header-list */
export type HeaderList = readonly (readonly [name: string, value: string])[]

/** Implements https://fetch.spec.whatwg.org/#concept-header-list-get */
export function getHeader(list: HeaderList, name: string): string | null {
  // 1. If list does not contain name, then return null.
  const values = getLines(list, name)
  if (values.length === 0) return null
  // 2. Return the values of all headers in list whose name is name, separated by `, `, in order.
  return values.join(', ')
}

/** Lists the values of a header, one for each line on the wire. */
export function getLines(list: HeaderList, name: string): string[] {
  return list.filter(([other]) => other.toLowerCase() === name.toLowerCase()).map(([, value]) => value)
}

/** What a header's ABNF allows: https://fetch.spec.whatwg.org/#http-new-header-syntax */
const syntax: Readonly<Record<string, RegExp>> = {
  // #method and #field-name: tokens, separated by commas; empty members are to be ignored.
  'access-control-allow-methods': /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/,
  'access-control-allow-headers': /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/,
  'access-control-expose-headers': /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/,
}

/**
 * Implements https://fetch.spec.whatwg.org/#extract-header-list-values for the CORS headers whose ABNF is a list
 *
 * @returns `null` if there is no such header, `'failure'` if one does not match its ABNF
 */
export function extractListValues(name: keyof typeof syntax & string, list: HeaderList): string[] | null | 'failure' {
  // 1. If list does not contain name, then return null.
  const value = getHeader(list, name)
  if (value === null) return null
  // 2. The ABNF allows more than one header.
  // 3. Let values be an empty list. 4. For each header, extract its values; if that fails, return failure.
  const values = value
    .split(',')
    .map((member) => strip(member, tabOrSpace))
    .filter((member) => member !== '')
  // 5. Return values.
  return values.every((member) => syntax[name]?.test(member)) ? values : 'failure'
}

/** Implements https://fetch.spec.whatwg.org/#extract-header-list-values for `Access-Control-Max-Age` */
export function extractMaxAge(list: HeaderList): number | null | 'failure' {
  // 1. If list does not contain name, then return null.
  const values = getLines(list, 'access-control-max-age')
  const [value] = values
  if (value === undefined) return null
  // 2. If the ABNF for name allows a single header and list contains more than one, then return failure.
  if (values.length > 1) return 'failure'
  // 4. Parse delta-seconds.
  return /^[0-9]+$/.test(value) ? Number(value) : 'failure'
}
