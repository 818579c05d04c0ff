import type { RequestListener } from 'node:http'
import { type CorsOptions, H3, handleCors } from 'h3'
import { toNodeHandler } from 'h3/node'
import { app, type Case } from './case.ts'

function toListener(api: H3): RequestListener {
  api.get('/items', () => [])
  api.put('/items', () => '')
  return toNodeHandler(api) as RequestListener
}

function withCors(options: CorsOptions): RequestListener {
  const api = new H3()
  api.use((event) => {
    const answer = handleCors(event, options)
    return answer === false ? undefined : answer
  })
  return toListener(api)
}

export const h3Cases: readonly Case[] = [
  {
    server: 'h3',
    configuration: 'a function that admits everybody, with credentials',
    serve: () => withCors({ origin: () => true, credentials: true }),
    by: 'audit',
    fault: 'origin-reflected',
    severity: 'critical',
  },
  {
    server: 'h3',
    configuration: 'includes',
    serve: () => withCors({ origin: (origin) => origin.includes('example.com'), credentials: true }),
    by: 'audit',
    fault: 'origin-substring-trusted',
    severity: 'high',
    also: ['insecure-origin-trusted'],
  },
  {
    server: 'h3',
    configuration: 'a list with null',
    serve: () => withCors({ origin: [app, 'null'] }),
    by: 'audit',
    fault: 'null-trusted',
    severity: 'low',
  },
  {
    server: 'h3',
    configuration: 'handleCors in the handler of GET only',
    serve: () => {
      const api = new H3()
      api.get('/items', (event) => {
        handleCors(event, { origin: [app] })
        return []
      })
      return toListener(api)
    },
    method: 'PUT',
    by: 'audit',
    fault: 'preflight-status',
    severity: 'medium',
  },
  {
    server: 'h3',
    configuration: 'ten years of max-age',
    serve: () => withCors({ origin: [app], maxAge: '315360000' }),
    by: 'audit',
    fault: 'max-age-too-large',
    severity: 'low',
  },
  {
    server: 'h3',
    configuration: 'any port',
    serve: () => withCors({ origin: (origin) => /^https:\/\/app\.example\.com(?::\d+)?$/.test(origin) }),
    by: 'audit',
    fault: 'port-trusted',
    severity: 'info',
  },
  {
    server: 'h3',
    configuration: 'the page is on another port',
    serve: () => withCors({ origin: [app] }),
    by: 'explain',
    fault: 'allow-origin-missing',
    page: `${app}:8443`,
    request: {},
  },
  {
    server: 'h3',
    configuration: 'the defaults',
    serve: () => withCors({}),
    by: 'audit',
    fault: null,
  },
  {
    server: 'h3',
    configuration: 'a list with credentials',
    serve: () =>
      withCors({ origin: [app], credentials: true, methods: ['GET', 'PUT'], allowHeaders: ['content-type'] }),
    method: 'PUT',
    by: 'audit',
    fault: null,
  },
]
