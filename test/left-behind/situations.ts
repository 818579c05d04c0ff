import { app, evil, type LeavablePolicy, policies } from './policies.ts'

/** What a client does with a policy's server. */
export interface Situation extends LeavablePolicy {
  readonly method: string
  readonly headers: Readonly<Record<string, string>>
  /** When the client goes: after all of the answer, after its first chunk, or before any of it. */
  readonly leaves: 'after all' | 'after a chunk' | 'at once'
}

const asking = { 'access-control-request-method': 'PUT', 'access-control-request-headers': 'x-a' }

const requests = [
  { name: 'allowed', origin: app, method: 'GET' },
  { name: 'refused', origin: evil, method: 'GET' },
  { name: 'a preflight', origin: app, method: 'OPTIONS' },
  { name: 'a refused preflight', origin: evil, method: 'OPTIONS' },
]

export const situations: readonly Situation[] = policies.flatMap((policy) =>
  requests.flatMap(({ name, origin, method }) =>
    (['after all', 'after a chunk', 'at once'] as const).map((leaves) => ({
      cors: policy.cors,
      name: `${policy.name}: ${name}, left ${leaves}`,
      method,
      headers: { origin, ...asking },
      leaves,
    })),
  ),
)
