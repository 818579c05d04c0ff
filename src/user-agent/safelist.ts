import type { Departs } from './departures.ts'
import type { HeaderList } from './header-list.ts'
import { httpWhitespace, strip } from './white-space.ts'

/** Implements https://fetch.spec.whatwg.org/#cors-safelisted-method */
export function isSafelistedMethod(method: string): boolean {
  return method === 'GET' || method === 'HEAD' || method === 'POST'
}

/** Implements https://fetch.spec.whatwg.org/#cors-unsafe-request-header-names */
export function findUnsafeNames(list: HeaderList, departs: Departs): string[] {
  const isRepeated = new Set(list.map(([name]) => name.toLowerCase())).size < list.length
  const headers = isRepeated && departs('header-values-are-combined') ? combineHeaders(list) : list
  // 1. Let unsafeNames be a new list. 2. Let potentiallyUnsafeNames be a new list. 3. Let safelistValueSize be 0.
  const unsafeNames: string[] = []
  const potentiallyUnsafeNames: string[] = []
  let safelistValueSize = 0
  // 4. For each header of headers:
  for (const [name, value] of headers) {
    // 4.1. If header is not a CORS-safelisted request-header, then append header's name to unsafeNames.
    if (!isSafelistedRequestHeader(name, value, departs)) unsafeNames.push(name)
    // 4.2. Otherwise, append header's name to potentiallyUnsafeNames and increase safelistValueSize.
    else {
      potentiallyUnsafeNames.push(name)
      safelistValueSize += value.length
    }
  }
  // 5. If safelistValueSize is greater than 1024, then append each name of potentiallyUnsafeNames to unsafeNames.
  if (safelistValueSize > 1024 && !departs('no-limit-of-1024-bytes')) unsafeNames.push(...potentiallyUnsafeNames)
  // 6. Return the result of convert header names to a sorted-lowercase set with unsafeNames.
  const names = unsafeNames.map((name) => name.toLowerCase()).sort()
  const distinct = [...new Set(names)]
  return distinct.length < names.length && departs('unsafe-names-are-repeated') ? names : distinct
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: the standard names these bytes
const unsafeByte = /[\x00-\x08\x0a-\x1f"():<>?@[\\\]{}\x7f]/

/** Implements https://fetch.spec.whatwg.org/#cors-safelisted-request-header */
export function isSafelistedRequestHeader(name: string, value: string, departs: Departs): boolean {
  // 1. If value's length is greater than 128, then return false.
  if (value.length > 128) return false
  const isUnsafe = (): boolean => unsafeByte.test(value) || (latin1.test(value) && departs('latin-1-is-unsafe'))
  // 2. Byte-lowercase name and switch on the result:
  switch (name.toLowerCase()) {
    case 'accept':
      return !isUnsafe()
    case 'accept-language':
    case 'content-language':
      return /^[0-9A-Za-z *,\-.;=]*$/.test(value)
    case 'content-type':
      return !isUnsafe() && isSafelistedEssence(parseEssence(value)) && !isStrange(value, departs)
    case 'range':
      return isSafelistedRange(value, departs)
    default:
      return isClientHint(name.toLowerCase(), value) && departs('client-hints-are-safelisted')
  }
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: the range is meant
const latin1 = /[^\x00-\x7f]/

/** Tells whether a Content-Type has parameters that Firefox does not parse. */
function isStrange(value: string, departs: Departs): boolean {
  const hasEmptyLast = value.endsWith(';') && value.indexOf(';') < value.length - 1
  return (value.includes(',') || hasEmptyLast) && departs('content-type-is-parsed-strictly')
}

/** The client hints that Chromium takes for safelisted, and their syntax. */
const clientHints: Readonly<Record<string, RegExp>> = {
  'device-memory': /^\d+(?:\.\d+)?$/,
  downlink: /^\d+(?:\.\d+)?$/,
  dpr: /^\d+(?:\.\d+)?$/,
  ect: /^(?:slow-2g|2g|3g|4g)$/,
  intervention: /^/,
  rtt: /^\d+$/,
  'save-data': /^on$/i,
  'viewport-width': /^\d+$/,
  width: /^\d+$/,
}

function isClientHint(name: string, value: string): boolean {
  return clientHints[name]?.test(value) ?? false
}

function isSafelistedEssence(essence: string | null): boolean {
  return (
    essence === 'application/x-www-form-urlencoded' || essence === 'multipart/form-data' || essence === 'text/plain'
  )
}

/** Implements the essence of https://mimesniff.spec.whatwg.org/#parse-a-mime-type: parameters cannot make it fail. */
export function parseEssence(value: string): string | null {
  const [type = '', subtype] = strip(value.replace(/;.*$/s, ''), httpWhitespace).split(/\/(.*)/s)
  const token = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/
  if (subtype === undefined || !token.test(type) || !token.test(subtype)) return null
  return `${type}/${subtype}`.toLowerCase()
}

/** Implements https://fetch.spec.whatwg.org/#simple-range-header-value without white space, and a start required */
function isSafelistedRange(value: string, departs: Departs): boolean {
  const [, start, end = ''] = /^bytes=\+?([0-9]+)-(?:\+?([0-9]+))?$/i.exec(value) ?? []
  if (start === undefined) return false
  if (!/^bytes=[0-9]+-[0-9]*$/.test(value) && !departs('range-unit-of-any-case')) return false
  const highest = [start, end].map((number) => BigInt(number)).reduce((a, b) => (a > b ? a : b))
  if (highest >= 2n ** 63n - 1n && departs('range-is-63-bits')) return false
  if (highest >= 2n ** 64n && departs('range-is-64-bits')) return false
  return end === '' || BigInt(start) <= BigInt(end)
}

/** Combines the values of repeated names: https://fetch.spec.whatwg.org/#concept-header-list-combine */
export function combineHeaders(list: HeaderList): HeaderList {
  const values = new Map<string, string>()
  for (const [name, value] of list) {
    const key = name.toLowerCase()
    const before = values.get(key)
    values.set(key, before === undefined ? value : `${before}, ${value}`)
  }
  return [...values]
}
