import { rm, writeFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { pathToFileURL } from 'node:url'
import type { APIGatewayProxyResult, LambdaEvent } from 'hono/aws-lambda'
import { listenOnLoopback } from '../browsers/lab/listen.ts'
import { connect } from '../runtimes/client.ts'
import { bundleExample, makeFolder } from './build-example.ts'
import type { RunningRecipe } from './check-recipe.ts'

/** A function as Lambda calls it. */
type Handler = (event: LambdaEvent, context: object) => Promise<APIGatewayProxyResult & { readonly cookies?: string[] }>

/**
 * Loads an example as Lambda does, behind a server that makes events of requests, and responses of results, as an HTTP
 * API with payload format 2.0 does.
 */
export async function startLambda(file: string): Promise<RunningRecipe> {
  const folder = await makeFolder()
  const bundle = join(folder, 'lambda.mjs')
  await writeFile(bundle, await bundleExample(file, 'external'))
  const { handler }: { handler: Handler } = await import(pathToFileURL(bundle).href)
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { statusCode, headers, cookies, body, isBase64Encoded } = await handler(await toEvent(request), {})
    response.writeHead(statusCode, {
      ...(headers as Record<string, string>),
      ...(cookies && { 'set-cookie': cookies }),
    })
    response.end(Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8'))
  }
  const server = await listenOnLoopback(() =>
    createServer((request, response) => {
      // The gateway's own answer to a function that fails.
      serve(request, response).catch(() => response.writeHead(500).end('{"message":"Internal Server Error"}'))
    }),
  )
  const origin = `http://127.0.0.1:${server.port}`
  const client = connect(origin)
  const close = async (): Promise<void> => {
    await client.close()
    await server.close()
    await rm(folder, { recursive: true, force: true })
  }
  return { origin, send: client.send, close }
}

async function toEvent(request: IncomingMessage): Promise<LambdaEvent> {
  const { pathname, search } = new URL(request.url ?? '/', 'http://gateway')
  const { cookie, ...others } = request.headers
  const headers = Object.fromEntries(
    Object.entries(others).map(([name, value]) => [name, [value ?? ''].flat().join(',')]),
  )
  const body = await buffer(request)
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath: pathname,
    rawQueryString: search.slice(1),
    headers,
    ...(cookie !== undefined && { cookies: cookie.split('; ') }),
    body: body.length > 0 ? body.toString('base64') : null,
    isBase64Encoded: body.length > 0,
    requestContext: {
      accountId: '1',
      apiId: 'api',
      authentication: null,
      authorizer: {},
      domainName: headers['host'] ?? '',
      domainPrefix: 'api',
      http: {
        method: request.method ?? 'GET',
        path: pathname,
        protocol: 'HTTP/1.1',
        sourceIp: '127.0.0.1',
        userAgent: '',
      },
      requestId: crypto.randomUUID(),
      routeKey: '$default',
      stage: '$default',
      time: '',
      timeEpoch: 0,
    },
  }
}
