/** What reached the program under test of a request, as it tells in each answer. */
export interface Received {
  readonly method: string
  readonly url: string
  readonly host: string | null
  readonly origin: string | null
  readonly site: string | null
  readonly requestMethod: string | null
  /** No more of it than `mostTold`. */
  readonly requestHeaders: string | null
  readonly requestHeadersLength: number
}

/** The response header that tells it. */
export const receivedHeader = 'x-received'

/** How many characters of a value are told. */
export const mostTold = 400

/** Writes what reached the program as the value of a header, in ASCII. */
export function describeReceived(method: string, url: string, get: (name: string) => string | null): string {
  const tell = (name: string): string | null => get(name)?.slice(0, mostTold) ?? null
  const received: Received = {
    method,
    url: url.slice(0, mostTold),
    host: tell('host'),
    origin: tell('origin'),
    site: tell('sec-fetch-site'),
    requestMethod: tell('access-control-request-method'),
    requestHeaders: tell('access-control-request-headers'),
    requestHeadersLength: get('access-control-request-headers')?.length ?? 0,
  }
  return encodeURIComponent(JSON.stringify(received))
}

/** Reads what the program told. */
export function parseReceived(value: string): Received {
  return JSON.parse(decodeURIComponent(value))
}
