import type { Ports } from '../lab/hosts.ts'

/** A browser that runs the lab's pages. */
export interface Browser {
  /** Names it: `Chromium 156.0.7934.61`. */
  readonly version: string
  /** What it said so far of calls that failed. */
  reasons(): readonly Reason[]
  /** What it printed in its console so far, as it stands there. */
  printed(): readonly string[]
  /** Waits until it has said what it has to say of calls that have ended by now. */
  settle(): Promise<void>
  /** Resolves when it has ended. */
  readonly ended: Promise<Error>
  /** Makes an error that has its last lines in it. */
  toError(message: string): Error
  close(): Promise<void>
}

/** What a browser said of a call that failed. */
export interface Reason {
  /** The URL of the request that failed: after redirects, not the one that was called. */
  readonly url: string
  readonly reason: string
  /** When, by the page's clock: not before the call begins, and not after the next one does. */
  readonly time: number
  /** True if the reason only says that the call failed. */
  readonly isVague: boolean
}

/** A way to start one. */
export interface Engine {
  /** The programs that it needs, by the names that they may have. */
  readonly programs: readonly (readonly string[])[]
  /** Starts it, and opens a page. */
  open(url: string, ports: Ports): Promise<Browser>
}
