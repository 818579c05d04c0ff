import { Agent, type Dispatcher, H2CClient } from 'undici'
import type { FullResponse, Send } from '../tables/check-outcome.ts'

/** A client that can send any header, which `fetch` cannot. */
export interface Client {
  readonly send: Send
  close(): Promise<void>
}

/** Connects to a server by HTTP/1.1, or by HTTP/2 without TLS. */
export function connect(origin: string, version: 'http/1.1' | 'h2c' = 'http/1.1'): Client {
  const timeouts = { headersTimeout: 20_000, bodyTimeout: 20_000 }
  const dispatcher: Dispatcher = version === 'h2c' ? new H2CClient(origin, timeouts) : new Agent(timeouts)
  return {
    async send({ url, method, headers, body }) {
      const { pathname, search } = new URL(url)
      const answer = await dispatcher.request({
        origin,
        path: pathname + search,
        method: method as Dispatcher.HttpMethod,
        headers: headers.flat(),
        body: body?.source ?? null,
      })
      return { status: answer.statusCode, headers: toPairs(answer.headers), body: await answer.body.text() }
    },
    close: () => dispatcher.close(),
  }
}

function toPairs(headers: Readonly<Record<string, string | string[] | undefined>>): FullResponse['headers'] {
  return Object.entries(headers).flatMap(([name, value]) => [value ?? []].flat().map((one) => [name, one] as const))
}
