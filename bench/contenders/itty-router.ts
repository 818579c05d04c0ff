import { type CorsPair, cors, Router } from 'itty-router'
import type { BenchPolicy, Contender } from '../contender.ts'

export const ittyRouter: Contender = {
  name: 'itty-router',
  create(policy, handler) {
    if (policy === null) return Router().all('/items', handler).fetch
    const { preflight, corsify } = configure(policy)
    return Router({ before: [preflight], finally: [corsify] }).all('/items', handler).fetch
  },
  configure,
}

function configure({ origin, credentials, methods, headers, maxAge }: BenchPolicy): CorsPair {
  return cors({
    origin: typeof origin === 'string' || origin instanceof RegExp ? origin : [...origin],
    ...(credentials && { credentials }),
    allowMethods: [...methods],
    allowHeaders: [...headers],
    maxAge,
  }) as CorsPair
}
