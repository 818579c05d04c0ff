import type { HeaderList } from './header-list.ts'

/** Implements https://fetch.spec.whatwg.org/#cors-safelisted-method */
export function isSafelistedMethod(method: string): boolean {
  return method === 'GET' || method === 'HEAD' || method === 'POST'
}

/** Implements https://fetch.spec.whatwg.org/#cors-unsafe-request-header-names */
export function findUnsafeNames(headers: HeaderList): string[] {
  // 1. Let unsafeNames be a new list. 2. Let potentiallyUnsafeNames be a new list. 3. Let safelistValueSize be 0.
  const unsafeNames: string[] = []
  const potentiallyUnsafeNames: string[] = []
  let safelistValueSize = 0
  // 4. For each header of headers:
  for (const [name, value] of headers) {
    // 4.1. If header is not a CORS-safelisted request-header, then append header's name to unsafeNames.
    if (!isSafelistedRequestHeader(name, value)) unsafeNames.push(name)
    // 4.2. Otherwise, append header's name to potentiallyUnsafeNames and increase safelistValueSize.
    else {
      potentiallyUnsafeNames.push(name)
      safelistValueSize += value.length
    }
  }
  // 5. If safelistValueSize is greater than 1024, then append each name of potentiallyUnsafeNames to unsafeNames.
  if (safelistValueSize > 1024) unsafeNames.push(...potentiallyUnsafeNames)
  // 6. Return the result of convert header names to a sorted-lowercase set with unsafeNames.
  return [...new Set(unsafeNames.map((name) => name.toLowerCase()))].sort()
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: the standard names these bytes
const unsafeByte = /[\x00-\x08\x0a-\x1f"():<>?@[\\\]{}\x7f]/

/** Implements https://fetch.spec.whatwg.org/#cors-safelisted-request-header */
export function isSafelistedRequestHeader(name: string, value: string): boolean {
  // 1. If value's length is greater than 128, then return false.
  if (value.length > 128) return false
  // 2. Byte-lowercase name and switch on the result:
  switch (name.toLowerCase()) {
    case 'accept':
      return !unsafeByte.test(value)
    case 'accept-language':
    case 'content-language':
      return /^[0-9A-Za-z *,\-.;=]*$/.test(value)
    case 'content-type':
      return !unsafeByte.test(value) && isSafelistedEssence(parseEssence(value))
    case 'range':
      return isSafelistedRange(value)
    default:
      return false
  }
}

function isSafelistedEssence(essence: string | null): boolean {
  return (
    essence === 'application/x-www-form-urlencoded' || essence === 'multipart/form-data' || essence === 'text/plain'
  )
}

/** Implements the essence of https://mimesniff.spec.whatwg.org/#parse-a-mime-type: parameters cannot make it fail. */
function parseEssence(value: string): string | null {
  const [type = '', subtype] = value
    .replace(/;.*$/s, '')
    .replace(/^[\t\n\r ]+|[\t\n\r ]+$/g, '')
    .split(/\/(.*)/s)
  const token = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/
  if (subtype === undefined || !token.test(type) || !token.test(subtype)) return null
  return `${type}/${subtype}`.toLowerCase()
}

/** Implements https://fetch.spec.whatwg.org/#simple-range-header-value without white space, and a start required */
function isSafelistedRange(value: string): boolean {
  const [, start, end] = /^bytes=([0-9]+)-([0-9]*)$/.exec(value) ?? []
  return start !== undefined && (end === '' || Number(start) <= Number(end))
}
