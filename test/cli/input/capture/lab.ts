import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A request as the server got it. */
export interface Sent {
  readonly method: string
  readonly url: string
  readonly headers: readonly (readonly [name: string, value: string])[]
}

/** A page and an API, on `localhost` and `127.0.0.1`, which are two sites. */
export interface Lab {
  readonly page: string
  readonly api: string
  /** Takes what the API got since it was asked last. */
  takeSent(): Sent[]
  /** Writes the ports as those of the fixtures. */
  normalize(text: string): string
  close(): void
}

/** The ports that stand in the fixtures. */
const ports = { page: '8080', api: '8081' }

export async function startLab(): Promise<Lab> {
  const sent: Sent[] = []
  const record = (request: IncomingMessage): void => {
    const { method = '', url = '', rawHeaders } = request
    const names = rawHeaders.filter((_, index) => index % 2 === 0)
    sent.push({ method, url, headers: names.map((name, index) => [name, rawHeaders[2 * index + 1] ?? '']) })
  }
  const pages = await listen((request, response) => {
    if (request.url !== '/app') record(request)
    response.setHeader('content-type', 'text/html')
    if (request.url === '/app') response.setHeader('set-cookie', ['session=abc; Path=/', 'theme=dark=1; Path=/'])
    response.end('<!doctype html><title>page</title><link rel="icon" href="data:,">')
  })
  const api = await listen((request, response) => {
    record(request)
    answer(request, response)
  })
  const port = (server: Server): number => (server.address() as AddressInfo).port
  return {
    page: `http://localhost:${port(pages)}`,
    api: `http://127.0.0.1:${port(api)}`,
    takeSent: () => sent.splice(0),
    normalize: (text) =>
      text.replaceAll(`:${port(pages)}`, `:${ports.page}`).replaceAll(`:${port(api)}`, `:${ports.api}`),
    close() {
      for (const server of [pages, api]) {
        server.close()
        server.closeAllConnections()
      }
    },
  }
}

const answer: RequestListener = (request, response) => {
  const { searchParams } = new URL(request.url ?? '', 'http://lab.invalid')
  const isPreflight = request.method === 'OPTIONS'
  const allow = searchParams.get('allow')
  const preflight = searchParams.get('preflight')
  const redirect = searchParams.get('redirect')
  const origin = request.headers.origin ?? '*'
  if (allow === 'twice') response.setHeader('access-control-allow-origin', ['*', '*'])
  else if (allow !== null) response.setHeader('access-control-allow-origin', allow === 'any' ? '*' : origin)
  else if (redirect !== null || (isPreflight && preflight !== null))
    response.setHeader('access-control-allow-origin', origin)
  if (isPreflight && preflight !== null) response.setHeader('access-control-allow-headers', preflight)
  if (redirect !== null) response.setHeader('location', `/${redirect}`)
  response.setHeader('vary', 'Origin')
  response.writeHead(isPreflight ? 204 : redirect === null ? 200 : 302)
  response.end(isPreflight || request.method === 'HEAD' ? undefined : '{}')
}

async function listen(listener: RequestListener): Promise<Server> {
  const server = createServer(listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return server
}
