import type { RawResponse } from '../../src/explain.ts'

/** What a handler answers. */
export interface Answer {
  readonly status: number
  readonly headers: readonly (readonly [name: string, value: string])[]
  readonly body: string | Uint8Array<ArrayBuffer> | null
  /** Whether the body comes in pieces, each a while after the one before. */
  readonly isStream?: boolean
  /** Whether the handler throws, and something that hears of errors answers this. */
  readonly isThrown?: boolean
  /** The response itself, where a handler returns the same object again. */
  readonly response?: Response
}

/** A server under test. */
export type Send = (request: Request) => Promise<RawResponse>
