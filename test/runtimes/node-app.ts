import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Http2ServerRequest, Http2ServerResponse } from 'node:http2'

export type NativeRequest = IncomingMessage | Http2ServerRequest
export type NativeResponse = ServerResponse | Http2ServerResponse

/** A handler in the shape of Node.js. */
export type NodeHandler = (request: NativeRequest, response: NativeResponse) => void
