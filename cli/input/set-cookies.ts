import { isSameSite } from '../../src/origin/site.ts'
import { isLoopback } from '../../src/user-agent/blocking.ts'

/**
 * Makes of a `Cookie` header what its server may have set: these cookies were sent, so they have attributes with which
 * they are sent again.
 */
export function toSetCookies(cookie: string, url: string, origin: string | null): string[] {
  const attributes = `; Path=/${findAttributes(url, origin)}`
  return cookie
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair !== '')
    .map((pair) => `${pair}${attributes}`)
}

function findAttributes(url: string, origin: string | null): string {
  const forAll = '; Secure; SameSite=None'
  if (!URL.canParse(url) || url.startsWith('https:')) return forAll
  const target = new URL(url)
  // Over plain http a cookie for other sites has no way but on loopback, where it may be secure all the same.
  const isNear = origin !== null && isSameSite(target, origin)
  return !isNear && isLoopback(target.hostname) ? forAll : ''
}
