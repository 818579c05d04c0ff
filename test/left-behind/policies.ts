import { type AsyncCors, type Cors, createCors, createReloadableCors } from '../../src/index.ts'
import { cachedOrigins } from '../../src/origins.ts'
import { createCorsRoutes } from '../../src/routes.ts'

export const app = 'https://app.example.com'
export const evil = 'https://evil.example'

/** A policy that a request may leave something with. */
export interface LeavablePolicy {
  readonly name: string
  readonly cors: Cors | AsyncCors
}

const hang = (): Promise<never> => new Promise(() => {})
const fail = (): boolean => {
  throw new Error('on purpose')
}
const some = [app, 'https://other.example.com']

/** They stay for as long as the tests do, as the policies of a server do. */
export const policies: readonly LeavablePolicy[] = [
  { name: 'a list', cors: createCors({ origin: some }) },
  { name: 'a list, whoever is not on it rejected', cors: createCors({ origin: some, rejectDisallowed: true }) },
  { name: 'onRefuse', cors: createCors({ origin: some, onRefuse: () => {} }) },
  { name: 'a rule that fails', cors: createCors({ origin: [app, fail] }) },
  {
    name: 'everything echoed',
    cors: createCors({ origin: some, methods: '*', allowedHeaders: '*', credentials: true }),
  },
  { name: 'a look-up', cors: createCors({ origin: app, lookup: async () => false }) },
  { name: 'a look-up that hangs', cors: createCors({ origin: app, lookup: hang, lookupTimeout: 20 }) },
  {
    name: 'a store that hangs',
    cors: createCors({ origin: app, lookup: cachedOrigins(hang, { timeout: 20, retryAfter: 0 }).lookup }),
  },
  { name: 'paths', cors: createCorsRoutes({ '/*': { origin: some } }) },
  { name: 'paths, a list of policies', cors: createCorsRoutes({ '/*': [{ origin: some }, { origin: fail }] }) },
  { name: 'one that may be replaced', cors: createReloadableCors({ origin: some }).cors },
]
