/** A browser whose DevTools can be asked for what they would copy. */
export interface DevTools {
  readonly version: string
  goTo(url: string): Promise<void>
  /** Runs an expression in the page, and waits for its promise. */
  run(expression: string): Promise<unknown>
  /** Asks for all that can be copied. */
  copy(): Promise<Copies>
  close(): Promise<void>
}

/** What DevTools copy. */
export interface Copies {
  readonly texts: readonly CopiedTexts[]
  /** HAR files, by what they are called. */
  readonly hars: Readonly<Record<string, object>>
}

/** What DevTools copy of one request. */
export interface CopiedTexts {
  readonly url: string
  readonly method: string
  readonly bash: string
  readonly cmd: string
  readonly fetch: string
  /** Chromium's "Copy as fetch (Node.js)". */
  readonly node?: string
}
