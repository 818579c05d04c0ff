import type { AsyncCorsOptions, CorsOptions } from '../../src/index.ts'

export const app = 'https://app.example.com'
export const evil = 'https://evil.example'

/** How long the store may take, in milliseconds. */
export const lookupTimeout = 1000

/** The origin that only one generation of the policy admits. */
export function toGenerationOrigin(generation: number): string {
  return `https://g${generation}.example.com`
}

/** Tells whether the store is down for a whole generation. */
export function isOutage(generation: number): boolean {
  return generation % 5 === 4
}

/** What the store does about an origin, which its first label says. */
export const storeOrigins = ['ok', 'no', 'slow', 'failing', 'throwing', 'hanging'].map(
  (label) => `https://${label}.tenants.example`,
)

function lookup(origin: string, generation: number): Promise<boolean> {
  const label = /^https:\/\/([a-z]+)\.tenants\.example$/.exec(origin)?.[1]
  if (isOutage(generation) || label === 'failing') return Promise.reject(new Error('The store is down'))
  if (label === 'throwing') throw new Error('The store is broken')
  if (label === 'hanging') return new Promise(() => {})
  if (label === 'slow') return new Promise((answer) => setTimeout(() => answer(true), 20))
  return Promise.resolve(label === 'ok')
}

interface Policies {
  readonly main: CorsOptions
  readonly store: AsyncCorsOptions
  readonly guard: CorsOptions
}

/** The policies of a generation; each says its generation in every answer that is shared. */
export function toPolicies(generation: number): Policies {
  const origin = [app, toGenerationOrigin(generation)]
  const told = { exposedHeaders: [`x-generation-${generation}`], maxAge: generation, methods: ['PUT'] }
  return {
    main: { ...told, origin, credentials: true, allowedHeaders: ['x-a'] },
    store: { ...told, lookup: (asked: string) => lookup(asked, generation), lookupTimeout },
    guard: { ...told, origin, rejectDisallowed: true },
  }
}
