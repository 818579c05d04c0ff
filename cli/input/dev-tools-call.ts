import { type CopiedRequest, toCopiedRequest } from './copied-request.ts'
import type { WrittenCall } from './fetch-call.ts'

/**
 * Reads a call that DevTools wrote: it has headers that the browser set itself, and its `mode` and `credentials` are
 * made up from what went over the wire.
 *
 * @returns `null` if a person wrote it
 */
export function readDevToolsCall({ url, init }: WrittenCall): CopiedRequest | null {
  const { method, headers = {}, body, credentials, referrer } = init
  const lines = Object.entries(Object(headers)).map(([name, value]) => [name, String(value)] as const)
  const isMarked =
    'referrer' in init || lines.some(([name]) => /^(?:accept-language|referer|sec-fetch-\w+)$/i.test(name))
  if (typeof method !== 'string' || !isMarked) return null
  const sent = typeof referrer === 'string' ? [...lines, ['referer', referrer] as const] : lines
  const copied = toCopiedRequest({ url, method, headers: sent, body: typeof body === 'string' ? body : null })
  if (credentials !== 'include' || copied.request.credentials === 'include') return copied
  // DevTools write "include" where there was a cookie or an Authorization header, and leave the cookie out.
  const isSure = !lines.some(([name]) => name.toLowerCase() === 'authorization')
  const sentence =
    'DevTools write credentials "include" also where there is only an Authorization header; if the page does not ask for cookies, add --credentials same-origin'
  const others = copied.assumed.filter((one) => !one.startsWith('No cookie was sent'))
  return {
    ...copied,
    request: { ...copied.request, credentials },
    assumed: isSure ? others : [...others, sentence],
  }
}
