// Stands in for tough-cookie in the page, where no state has cookies: see docs/decisions/0055.

/** A cookie, of which there is none. */
export const Cookie = {
  /** Finds none. */
  parse(): undefined {},
}

/** A jar that keeps nothing. */
export class CookieJar {
  /** Finds nothing to send. */
  async getCookieString(): Promise<string> {
    return ''
  }

  /** Finds nothing. */
  async getCookies(): Promise<readonly []> {
    return []
  }
}
