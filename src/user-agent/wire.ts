import type { HeaderList } from './header-list.ts'
import type { RequestBody } from './page-request.ts'

/** A request on the wire. */
export interface WireRequest {
  readonly method: string
  readonly url: string
  readonly headers: HeaderList
  readonly body?: RequestBody | null
}

/** A response on the wire. */
export interface WireResponse {
  readonly status: number
  readonly statusText?: string
  /** As its lines stand on the wire: a repeated name is repeated here. */
  readonly headers: HeaderList
  readonly body?: ReadableStream | null
}

/** Sends a request and gives its response; a rejection is a network error. */
export type Server = (request: WireRequest) => Promise<WireResponse>

/** One request and its response; none if the server could not be reached. */
export interface WireExchange {
  readonly request: WireRequest
  readonly response: WireResponse | null
}
