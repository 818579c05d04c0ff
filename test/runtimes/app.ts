import type { AsyncCorsOptions, CorsOptions } from '../../src/index.ts'

/** Puts a policy before a handler, by the adapter of the runtime under test. */
export type Adapt<Handler> = (options: CorsOptions | AsyncCorsOptions, handler: Handler) => Handler

/** A handler in the shape of Fetch. */
export type FetchHandler = (request: Request) => Response | Promise<Response>

/** A module with a program that runs on every runtime. */
export interface App<Handler = FetchHandler> {
  readonly createApp: (adapt: Adapt<Handler>) => Handler
}
