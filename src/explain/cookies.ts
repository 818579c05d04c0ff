import { Cookie, CookieJar } from 'tough-cookie'
import { isSameSite } from '../origin/site.ts'
import type { CookieStore } from '../user-agent/course.ts'
import { departsAs, type Engine } from '../user-agent/departures.ts'
import type { WireResponse } from '../user-agent/wire.ts'

/** The cookies of one browser. */
export interface Cookies extends CookieStore {
  /** Keeps a cookie as if the server of that URL had set it while the user was there. */
  add(url: string, setCookie: string): Promise<void>
  /** Names the cookies of that URL that `SameSite` keeps from a request of the origin, or that were never kept. */
  findWithheld(url: string, origin: string): Promise<readonly string[]>
}

/**
 * Keeps cookies as browsers do.
 *
 * Implements https://www.rfc-editor.org/rfc/rfc6265 through tough-cookie, with the `SameSite` of its successor
 */
export function createCookies(engine: Engine | null): Cookies {
  const jar = new CookieJar(undefined, { looseMode: true, prefixSecurity: 'silent' })
  const toContext = (url: string, origin: string): 'strict' | 'none' =>
    isSameSite(new URL(url), origin) ? 'strict' : 'none'
  // Firefox and WebKit send a cookie without SameSite everywhere; the standard and Chromium read it as Lax.
  const isLaxByDefault = engine === null || engine === 'chromium'
  const isRefused = (url: string, { sameSite, secure }: Cookie): boolean =>
    engine === 'webkit'
      ? // For WebKit, plain http is not secure on loopback either.
        secure && url.startsWith('http:')
      : // For the others, a cookie for other sites has to be secure.
        sameSite === 'none' && !secure
  const refused: { readonly hostname: string; readonly key: string }[] = []
  const keep = async (url: string, setCookie: string, sameSiteContext: 'strict' | 'none'): Promise<void> => {
    const cookie = Cookie.parse(setCookie, { loose: true })
    if (cookie === undefined) return
    if (isRefused(url, cookie)) {
      refused.push({ hostname: new URL(url).hostname, key: cookie.key })
      return
    }
    if (isLaxByDefault && (cookie.sameSite === undefined || cookie.sameSite === null)) cookie.sameSite = 'lax'
    await jar.setCookie(cookie, url, { sameSiteContext, ignoreError: true })
  }
  return {
    async get(url, origin, isTainted) {
      const departs = departsAs(engine)
      const isSeparate = isTainted && !departs('strict-cookies-after-cross-site-redirect')
      const header = await jar.getCookieString(url, { sameSiteContext: isSeparate ? 'none' : toContext(url, origin) })
      return header === '' ? null : header
    },
    async store(url: string, origin: string, { headers }: WireResponse) {
      for (const [name, value] of headers) {
        if (name.toLowerCase() === 'set-cookie') await keep(url, value, toContext(url, origin))
      }
    },
    async add(url, setCookie) {
      await keep(url, setCookie, 'strict')
    },
    async findWithheld(url, origin) {
      const all = await jar.getCookies(url)
      const sent = await jar.getCookies(url, { sameSiteContext: toContext(url, origin) })
      const { hostname } = new URL(url)
      const kept = all.filter((cookie) => !sent.includes(cookie))
      return [...new Set([...kept, ...refused.filter((one) => one.hostname === hostname)].map(({ key }) => key))]
    },
  }
}
