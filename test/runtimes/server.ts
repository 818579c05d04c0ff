import type { Send } from '../tables/check-outcome.ts'

/** A server that runs every row of the table of outcomes, each under its own path. */
export interface RunningServer {
  /** The server's origin, on loopback. */
  readonly origin: string
  readonly send: Send
  close(): Promise<void>
}

/** A way to run the table. */
export interface Target {
  readonly name: string
  start(): Promise<RunningServer>
}
