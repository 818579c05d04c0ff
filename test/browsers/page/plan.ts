import type { Observation, PageCall } from '../browser-case.ts'

/** A case's calls by one API, with their URLs. */
export interface PlannedRun {
  /** The case and the API: `allow-origin-missing-blocked fetch`. */
  readonly key: string
  readonly api: 'fetch' | 'xhr'
  readonly calls: readonly PlannedCall[]
}

/** A call and its URL. */
export interface PlannedCall extends PageCall {
  readonly url: string
}

/** What the page saw of a call. */
export interface CallResult {
  readonly outcome: Observation['outcome']
  readonly readable: readonly string[]
  /** When it began, in milliseconds since 1970. */
  readonly begun: number
  /** False if the API threw instead of sending anything. */
  readonly sent: boolean
  /** True if the call was given up. */
  readonly late: boolean
}

/** What a page saw of its calls, by the runs' keys. */
export type PageResults = Readonly<Record<string, readonly CallResult[]>>
