import {
  type AsyncCors,
  type AsyncCorsOptions,
  type Cors,
  type CorsOptions,
  createReloadableCors,
} from '../../src/index.ts'

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

/**
 * The policies of a generation; each says its generation in every answer that is shared.
 *
 * @param isMixed - true for a fault that must be found: the origins of one generation under the name of the next
 */
export function toPolicies(generation: number, isMixed = false): Policies {
  const origin = [app, toGenerationOrigin(isMixed ? generation - 1 : generation)]
  const told = { exposedHeaders: [`x-generation-${generation}`], maxAge: generation, methods: ['PUT'] }
  return {
    main: { ...told, origin, credentials: true, allowedHeaders: ['x-a'] },
    store: { ...told, lookup: (asked: string) => lookup(asked, generation), lookupTimeout },
    guard: { ...told, origin, rejectDisallowed: true },
  }
}

/** The policies in force, and what a server is told to do with them. */
export interface Running {
  readonly main: Cors
  readonly store: AsyncCors
  readonly guard: Cors
  /** What can be asked for under `/control/`, by name. */
  readonly control: Readonly<Record<string, () => unknown>>
}

/** Puts the first generation into force. */
export function startPolicies(): Running {
  const first = toPolicies(1)
  const main = createReloadableCors(first.main)
  const store = createReloadableCors(first.store)
  const guard = createReloadableCors(first.guard)
  let generation = 1
  let isMixed = false
  const control = {
    reload: () => {
      generation++
      const next = toPolicies(generation, isMixed)
      main.reload(next.main)
      store.reload(next.store)
      guard.reload(next.guard)
      return generation
    },
    // What is wrong does not get into force.
    break: () => {
      try {
        main.reload({ origin: 'https://app.example.com/' })
        return 'accepted'
      } catch {
        return generation
      }
    },
    fault: () => {
      isMixed = true
      return isMixed
    },
  }
  return { main: main.cors, store: store.cors, guard: guard.cors, control }
}
