import { cors } from '@remix-run/cors-middleware'
import { createRouter, type Middleware } from '@remix-run/fetch-router'
import type { BenchPolicy, Contender } from '../contender.ts'

export const remix: Contender = {
  name: '@remix-run/cors-middleware',
  create(policy, handler) {
    // The middleware is typed with the router that it depends on itself, an earlier one.
    const middleware = policy === null ? [] : [configure(policy) as unknown as Middleware]
    const router = createRouter({ middleware })
    router.map('/items', ({ request }) => handler(request))
    return (request) => router.fetch(request)
  },
  configure,
}

function configure({ origin, credentials, methods, headers, maxAge }: BenchPolicy): ReturnType<typeof cors> {
  return cors({
    origin: typeof origin === 'string' || origin instanceof RegExp ? origin : [...origin],
    credentials,
    methods: [...methods],
    allowedHeaders: [...headers],
    maxAge,
  })
}
