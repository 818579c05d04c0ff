const forbiddenNames: ReadonlySet<string> = new Set([
  'accept-charset',
  'accept-encoding',
  'access-control-request-headers',
  'access-control-request-method',
  'connection',
  'content-length',
  'cookie',
  'cookie2',
  'date',
  'dnt',
  'expect',
  'host',
  'keep-alive',
  'origin',
  'referer',
  'set-cookie',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'via',
])

/** Implements https://fetch.spec.whatwg.org/#forbidden-request-header */
export function isForbiddenRequestHeader(name: string, value: string): boolean {
  const lowerCase = name.toLowerCase()
  // 1. If name is one of the forbidden ones, then return true.
  if (forbiddenNames.has(lowerCase)) return true
  // 2. If name starts with `proxy-` or `sec-`, then return true.
  if (lowerCase.startsWith('proxy-') || lowerCase.startsWith('sec-')) return true
  // 3. If name overrides the method: return true if one of the parsed values is a forbidden method.
  if (!/^x-(?:http-method|http-method-override|method-override)$/.test(lowerCase)) return false
  return value.split(',').some((method) => isForbiddenMethod(method.trim()))
}

/** Implements https://fetch.spec.whatwg.org/#forbidden-method */
export function isForbiddenMethod(method: string): boolean {
  return /^(?:connect|trace|track)$/i.test(method)
}
