import type { Ports } from '../lab/hosts.ts'

/** A browser that runs the lab's pages. */
export interface Browser {
  /** Names it: `Chromium 156.0.7934.61`. */
  readonly version: string
  /** What it said so far of calls that failed, in its order. */
  reasons(): readonly Reason[]
  /** Resolves if it ends by itself. */
  readonly ended: Promise<Error>
  close(): Promise<void>
}

/** What a browser said of a call that failed. */
export interface Reason {
  /** The URL of the request that failed: after redirects, not the one that was called. */
  readonly url: string
  readonly reason: string
}

/** A way to start one. */
export interface Engine {
  /** The programs that it needs, by the names that they may have. */
  readonly programs: readonly (readonly string[])[]
  /** Starts it, and opens a page. */
  open(url: string, ports: Ports): Promise<Browser>
}
