import { lookup } from 'node:dns'
import type { LookupFunction } from 'node:net'
import type { Dispatcher } from 'undici'
import type { RawResponse, ServerFunction } from '../src/explain.ts'
import { toFetchMetadata } from './fetch-metadata.ts'
import { type Http2Lines, watchHttp2Lines } from './http2-lines.ts'
import { toNetworkError } from './network-error.ts'
import { openRoutes, type Routes } from './proxies.ts'

/** How requests go out. */
export interface NetworkOptions {
  /** Whether certificates are not checked. */
  readonly insecure?: boolean | undefined
  /** Whether HTTP/2 is not offered. */
  readonly http1?: boolean | undefined
}

/** Connections to servers, which are kept until they are closed. */
export interface Network {
  /** Makes the server function for one fetch of a page of this origin, redirects and preflight included. */
  serverFor(origin: string, mode: string): ServerFunction
  close(): Promise<void>
}

/** The longest head of an answer, in bytes: as much as Chromium reads. */
const longestHead = 256 * 1024
/** How much of a body is read, in bytes, so that its connection can be used again; nobody needs the body itself. */
const longestBody = 256 * 1024

/** Some servers and firewalls do not answer without one. */
const userAgent = 'Mozilla/5.0 (compatible; fetch-cors)'

/** Opens a network on which requests have the headers of a browser's. Its errors are sentences for people. */
export function createNetwork({ insecure = false, http1 = false }: NetworkOptions): Network {
  const routes = openRoutes({
    allowH2: !http1,
    maxHeaderSize: longestHead,
    // The user agent and who calls it know how long is too long.
    headersTimeout: 0,
    bodyTimeout: 0,
    connect: { rejectUnauthorized: !insecure, timeout: 0, lookup: lookUp, autoSelectFamily: true },
  })
  const lines = watchHttp2Lines()
  return {
    serverFor(origin, mode) {
      const urls: URL[] = []
      return async (request) => {
        urls.push(new URL(request.url))
        const body = request.body === null ? null : Buffer.from(await request.arrayBuffer())
        const headers = {
          ...Object.fromEntries(request.headers),
          'user-agent': userAgent,
          'accept-encoding': 'gzip, deflate, br',
          ...toFetchMetadata(origin, mode, urls),
        }
        const sent = { method: request.method, url: new URL(request.url), headers, body, signal: request.signal }
        return await send(routes, lines, sent)
      }
    },
    async close() {
      lines.close()
      await routes.destroy()
    },
  }
}

/** In browsers every host under `localhost` is this machine. */
const lookUp: LookupFunction = (hostname, options, callback) => {
  lookup(/\.localhost\.?$/i.test(hostname) ? 'localhost' : hostname, options, callback)
}

interface Sent {
  readonly method: string
  readonly url: URL
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer | null
  readonly signal: AbortSignal
}

/** Sends a request, and gives the head of its answer. */
async function send(routes: Routes, http2: Http2Lines, sent: Sent): Promise<RawResponse> {
  const { method, url, headers, body, signal } = sent
  return await new Promise<RawResponse>((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason)
    let length = 0
    const handler: Dispatcher.DispatchHandler = {
      onRequestStart(controller) {
        if (signal.aborted) controller.abort(signal.reason)
        signal.addEventListener('abort', () => controller.abort(signal.reason), { once: true })
      },
      onResponseStart({ rawHeaders }, status, parsed, statusText = '') {
        // 103 and its like come before the answer.
        if (status < 200) return
        const raw = Array.isArray(rawHeaders) ? rawHeaders : http2.find(parsed)
        const lines = raw === undefined ? toPairs(parsed) : toLines(raw).filter(([name]) => !name.startsWith(':'))
        resolve({ status, statusText, headers: lines, body: null })
      },
      onResponseData(controller, chunk) {
        length += chunk.length
        if (length > longestBody) controller.abort(new Error('The body is not needed'))
      },
      onResponseEnd() {},
      onResponseError(_, error) {
        reject(toNetworkError(error, url))
      },
    }
    try {
      const path = `${url.pathname}${url.search}`
      const options = { origin: url.origin, path, method: method as Dispatcher.HttpMethod, headers, body }
      routes.to(url).dispatch(options, handler)
    } catch (error) {
      reject(toNetworkError(error, url))
    }
  })
}

/** Reads names and values that take turns, as they stand on the wire; bytes are Latin-1. */
function toLines(raw: readonly (Buffer | string)[]): [string, string][] {
  const texts = raw.map((part) => (typeof part === 'string' ? part : part.toString('latin1')))
  return texts.flatMap((name, at): [string, string][] => (at % 2 === 0 ? [[name, texts[at + 1] ?? '']] : []))
}

/** Reads headers of HTTP/2, which Node.js has joined, or dropped, where a name stands twice. */
function toPairs(headers: Readonly<Record<string, string | string[] | undefined>>): [string, string][] {
  return Object.entries(headers).flatMap(([name, values]): [string, string][] =>
    [values ?? []].flat().map((value) => [name, String(value)]),
  )
}
