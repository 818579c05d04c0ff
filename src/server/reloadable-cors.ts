import { CorsConfigError, toIssue } from './config-error.ts'
import type { AnyCors, AsyncCors, Cors } from './cors.ts'
import { toCors } from './create-cors.ts'
import type { IssueKind } from './issues.ts'
import type { AsyncCorsOptions, CorsOptions } from './options.ts'

/** The code of an issue that only `reload` reports. */
export type ReloadIssueCode = 'lookup-changed' | 'policy-of-itself'

/** A policy that can be replaced while it runs. `C` is the context that its predicates get. */
export interface ReloadableCors<C = unknown> {
  /** Answers by the policy of the moment. A request that is under way keeps the one that it met first. */
  readonly cors: Cors<C>
  /**
   * Replaces the policy.
   *
   * @param policy - options or a policy, without a `lookup`
   * @throws CorsConfigError if they are wrong; then the policy stays that is in force
   * @example
   * ```ts
   * import { createReloadableCors } from 'fetch-cors'
   *
   * const { cors, reload } = createReloadableCors({ origin: 'https://app.example.com' })
   * reload({ origin: 'https://new.example.com' })
   * console.log(cors.options.origin) // https://new.example.com
   * ```
   */
  readonly reload: (policy: CorsOptions<C> | Cors<C>) => void
}

/** A policy with a `lookup` that can be replaced while it runs. `C` is the context that its predicates get. */
export interface AsyncReloadableCors<C = unknown> {
  /** Answers by the policy of the moment. A request that is under way keeps the one that it met first. */
  readonly cors: AsyncCors<C>
  /**
   * Replaces the policy.
   *
   * @param policy - options or a policy, with a `lookup`
   * @throws CorsConfigError if they are wrong; then the policy stays that is in force
   * @example
   * ```ts
   * import { createReloadableCors } from 'fetch-cors'
   *
   * const { cors, reload } = createReloadableCors({ lookup: async (origin) => origin === 'https://app.example.com' })
   * reload({ origin: 'https://app.example.com', lookup: async () => false })
   * console.log(cors.options.origin) // https://app.example.com
   * ```
   */
  readonly reload: (policy: AsyncCorsOptions<C> | AsyncCors<C>) => void
}

/**
 * Creates a policy with a `lookup` that can be replaced while it runs.
 *
 * @param policy - options or a policy, with a `lookup`
 * @returns the policy, and what replaces it; both frozen
 * @throws CorsConfigError with everything that is wrong with the options
 */
export function createReloadableCors<C = unknown>(policy: AsyncCorsOptions<C> | AsyncCors<C>): AsyncReloadableCors<C>
/**
 * Creates a policy that can be replaced while it runs. A request sees one policy from first to last, however long it
 * takes, and wrong options leave the policy in force that was there.
 *
 * @param policy - options, or a policy such as `createCorsRoutes` makes
 * @returns the policy, which goes wherever one of `createCors` does, and what replaces it; both frozen
 * @throws CorsConfigError with everything that is wrong with the options
 * @example
 * ```ts
 * import { createReloadableCors } from 'fetch-cors'
 *
 * const { cors, reload } = createReloadableCors({ origin: ['https://app.example.com'] })
 * export default { fetch: cors.wrap(() => new Response('hello')) }
 *
 * try {
 *   reload({ origin: ['https://app.example.com', 'https://new.example.com/'] })
 * } catch (error) {
 *   console.error(error) // says what to write instead; the policy of before stays in force
 * }
 * ```
 */
export function createReloadableCors<C = unknown>(policy: CorsOptions<C> | Cors<C>): ReloadableCors<C>
export function createReloadableCors<C>(policy: CorsOptions<C> | AsyncCorsOptions<C> | Cors<C> | AsyncCors<C>): {
  readonly cors: unknown
  readonly reload: unknown
} {
  let current = toCors<C>(policy)
  const isAsync = hasLookup(current)
  type Name = Exclude<keyof AnyCors<C>, 'options' | 'wrap'>
  const delegate =
    (name: Name) =>
    (...args: readonly unknown[]): unknown =>
      (current[name] as (...args: readonly unknown[]) => unknown)(...args)
  const cors = {
    get options() {
      return current.options
    },
    headers: delegate('headers'),
    decide: delegate('decide'),
    apply: delegate('apply'),
    handle: delegate('handle'),
    wrap(handler: unknown, options?: unknown) {
      const wrap = (): Handler => (current.wrap as (...args: readonly unknown[]) => Handler)(handler, options)
      let wrapped = { by: current, run: wrap() }
      // With a first parameter: Deno looks at how many there are and passes no request to a function with none.
      return function (this: unknown, request: unknown, ...args: readonly unknown[]): unknown {
        if (wrapped.by !== current) wrapped = { by: current, run: wrap() }
        return wrapped.run.call(this, request, ...args)
      }
    },
  }
  const reload = (next: CorsOptions<C> | AsyncCorsOptions<C> | Cors<C> | AsyncCors<C>): void => {
    const replacement = toCors<C>(next)
    if (leadsTo(replacement, cors)) throw toError('policy-of-itself', 'policy', next)
    // Whoever calls the policy has been told once whether to expect promises.
    if (hasLookup(replacement) !== isAsync) {
      const { lookup } = replacement.options
      const suggestion = isAsync ? 'Add lookup: async () => false' : 'Remove it'
      throw toError('lookup-changed', 'lookup', lookup, suggestion)
    }
    current = replacement
  }
  standIns.set(cors, () => current)
  return Object.freeze({ cors: Object.freeze(cors), reload })
}

type Handler = (this: unknown, ...args: readonly unknown[]) => unknown

function hasLookup<C>({ options }: AnyCors<C>): boolean {
  return options.lookup !== undefined
}

/** What stands behind the policies that can be replaced, at the moment. */
const standIns = new WeakMap<object, () => object>()

/** Tells whether a policy asks another one, through routes or policies that can be replaced. */
function leadsTo(policy: object, other: object): boolean {
  const { routes = {} }: { readonly routes?: Readonly<Record<string, readonly object[]>> } = policy
  const asked = [standIns.get(policy)?.() ?? [], ...Object.values(routes)].flat()
  return policy === other || asked.some((next) => leadsTo(next, other))
}

function toError(code: ReloadIssueCode, path: string, value: unknown, suggestion?: string): CorsConfigError {
  return new CorsConfigError([toIssue(reloadIssueKinds[code], code, path, value, suggestion)])
}

const spec = 'https://fetch.spec.whatwg.org/#http-cors-protocol'

/** Every mistake that `reload` reports beside those inside a policy, by its code. */
export const reloadIssueKinds: Readonly<Record<ReloadIssueCode, IssueKind>> = {
  'lookup-changed': {
    message: 'A policy has a lookup for as long as it runs or never: its answers are promises or none are',
    suggestion: (replacement) => replacement,
    spec,
  },
  'policy-of-itself': {
    message: 'A policy cannot stand behind itself',
    suggestion: 'Write options, or a policy that does not lead back to this one',
    spec,
  },
}
