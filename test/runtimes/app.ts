import type { AsyncCors, AsyncCorsOptions, Cors, CorsOptions } from '../../src/index.ts'

/** A policy, or the options of one. */
export type Policy = CorsOptions | AsyncCorsOptions | Cors | AsyncCors

/**
 * Puts a policy before a handler, by the adapter of the runtime under test; `null` stands for none, and leaves what else
 * is before a handler there.
 */
export type Adapt<Handler> = (policy: Policy | null, handler: Handler) => Handler

/** A handler in the shape of Fetch. */
export type FetchHandler = (request: Request) => Response | Promise<Response>

/** Upgrades a request to a WebSocket that sends each message back, and gives what the runtime wants returned then. */
export type Upgrade = (request: Request) => Response

/** A module with a program that runs on every runtime. */
export interface App<Handler = FetchHandler> {
  readonly createApp: (adapt: Adapt<Handler>, upgrade: Upgrade) => Handler
}
