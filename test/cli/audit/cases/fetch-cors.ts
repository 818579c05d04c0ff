import type { RequestListener } from 'node:http'
import { cors } from '../../../../adapters/node.ts'
import type { CorsOptions } from '../../../../src/index.ts'
import { app, type Case } from './case.ts'

function withCors(options: CorsOptions): RequestListener {
  const middleware = cors(options)
  return (request, response) => middleware(request, response, () => response.end('[]'))
}

/** What this library serves must pass its own audit. */
export const fetchCorsCases: readonly Case[] = [
  {
    server: 'fetch-cors',
    configuration: 'everybody',
    serve: () => withCors({ origin: '*', methods: '*', allowedHeaders: ['*', 'authorization'] }),
    method: 'PUT',
    headers: [['authorization', 'Bearer right']],
    by: 'audit',
    fault: null,
  },
  {
    server: 'fetch-cors',
    configuration: 'patterns, wildcards and credentials',
    serve: () =>
      withCors({
        origin: [app, 'https://*.preview.example.com'],
        methods: '*',
        allowedHeaders: '*',
        credentials: true,
        maxAge: 600,
      }),
    method: 'PUT',
    by: 'audit',
    fault: null,
  },
]
