/** A browser engine. */
export type Engine = 'chromium' | 'firefox' | 'webkit'

/** Tells whether the browser at hand departs from the standard in this way. */
export type Departs = (id: DepartureId) => boolean

/** Where engines do something else than the standard. */
export interface Departure {
  readonly engines: readonly Engine[]
  /** The anchor of the rule. */
  readonly spec: string
  /** What the standard says, and what these engines do: two short sentences. */
  readonly standard: string
  readonly actual: string
}

export type DepartureId = 'authorization-under-wildcard' | 'blocked-response-keeps-preflight'

export const departures: Readonly<Record<DepartureId, Departure>> = {
  'authorization-under-wildcard': {
    engines: ['chromium', 'firefox', 'webkit'],
    spec: 'https://fetch.spec.whatwg.org/#cors-non-wildcard-request-header-name',
    standard: 'The value * of Access-Control-Allow-Headers does not cover Authorization.',
    actual: 'It does.',
  },
  'blocked-response-keeps-preflight': {
    engines: ['chromium', 'firefox', 'webkit'],
    spec: 'https://fetch.spec.whatwg.org/#concept-main-fetch',
    standard: 'A network error after a preflight clears the cached preflight.',
    actual: 'It stays.',
  },
}

/** How long an engine keeps a preflight at most, in seconds: https://fetch.spec.whatwg.org/#cors-preflight-fetch-0, step 7.10 */
export const maxAgeLimits: Readonly<Record<Engine | 'standard', number>> = {
  standard: 86_400,
  chromium: 7200,
  firefox: 86_400,
  webkit: 600,
}
