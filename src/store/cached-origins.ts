import { LRUCache } from 'lru-cache'
import { parseOrigin } from '../origin/grammar.ts'
import { ignoreRejection } from '../server/thenable.ts'
import { createAnswers, isLeftAlone, isWithin, judgeAnswer } from './answers.ts'
import type { CachedOriginsOptions, OriginSource, OriginsEvent } from './options.ts'
import { createOutages } from './outages.ts'
import { readSettings } from './settings.ts'
import { askSource, type Outcome, toTimeout } from './source.ts'

/** A source's origins, kept for a while. */
export interface CachedOrigins<C = unknown> {
  /**
   * Tells whether an origin may read the responses: a policy's `lookup`. It rejects if the source fails, so that the
   * policy refuses the origin and lets nobody cache that.
   *
   * @param origin - a serialized origin; anything else is refused, and the source is not asked
   * @param context - what `tenant` and `waitUntil` get
   * @returns `true` if the source admits the origin
   * @throws what the source threw, or an error that says what it should have returned
   */
  readonly lookup: (origin: string, context: C) => Promise<boolean>
  /**
   * Forgets what is known, so that the next look-up asks the source. A read that is under way still answers those who
   * wait for it, and is not kept.
   *
   * @param origin - the origin to forget; all, if it is left out or is no serialized origin
   * @param tenant - the tenant to forget it for; every one, if left out, which takes a look at everything that is kept
   * @example
   * ```ts
   * import { cachedOrigins } from 'fetch-cors/origins'
   *
   * const tenants = new Set(['https://acme.example'])
   * const origins = cachedOrigins(async (origin) => tenants.has(origin))
   * console.log(await origins.lookup('https://acme.example', undefined)) // true
   * tenants.clear()
   * origins.invalidate('https://acme.example')
   * console.log(await origins.lookup('https://acme.example', undefined)) // false
   * ```
   */
  readonly invalidate: (origin?: string, tenant?: string) => void
}

/** A read that is under way. */
interface Flight {
  readonly origin: string
  readonly tenant: string
  readonly startedAt: number
  /** Its place in the order of all reads: a clock may be set back. */
  readonly place: number
  readonly outcome: Promise<Outcome>
}

/**
 * Turns a source of origins into a policy's `lookup` that asks it seldom: answers are kept for a while, and however many
 * requests wait for an origin, the source is asked once.
 *
 * @param source - asks the store
 * @param options - how long answers are kept, and who hears of what happens
 * @returns the `lookup`, and a function that forgets; frozen, and they need no `this`
 * @throws TypeError with everything that is wrong with the options, and what to write instead
 * @example
 * ```ts
 * import { createCors } from 'fetch-cors'
 * import { cachedOrigins } from 'fetch-cors/origins'
 *
 * const rows = new Map([['https://acme.example', { plan: 'free' }]])
 * const origins = cachedOrigins(async (origin) => rows.has(origin), { maxAge: 60, onError: console.error })
 * const cors = createCors({ lookup: origins.lookup, credentials: true })
 *
 * const request = new Request('https://api.example.com/', { headers: { origin: 'https://acme.example' } })
 * console.log((await cors.headers(request)).get('access-control-allow-origin')) // https://acme.example
 * ```
 */
export function cachedOrigins<C = unknown>(
  source: OriginSource,
  options: CachedOriginsOptions<C> = {},
): CachedOrigins<C> {
  const settings = readSettings(source, options)
  const { maxEntries, timeout, tenant: toTenant, waitUntil, now } = settings
  const answers = createAnswers(maxEntries)
  const flights = new LRUCache<string, Flight>({ max: maxEntries })
  let reads = 0
  const outages = createOutages(
    (failure) => tell(settings.onError, failure),
    (failure) => tell(settings.onRecover, failure),
  )
  const emit = (type: OriginsEvent['type'], origin: string, tenant: string): void =>
    tell(settings.onEvent, { type, origin, tenant })

  const findFlight = (key: string): Flight | null => {
    const flight = flights.get(key)
    // On Workers a read dies with its request, and nobody hears of it.
    return flight !== undefined && isWithin(now() - flight.startedAt, timeout) ? flight : null
  }

  const startFlight = (key: string, origin: string, tenant: string, context: C): Promise<Outcome> => {
    emit('read', origin, tenant)
    const { outcome, settle } = createOutcome()
    const flight = { origin, tenant, startedAt: now(), place: ++reads, outcome }
    flights.set(key, flight)
    // Last, as a source may look up or forget the origin in its turn.
    settle(askSource(source, origin, tenant))
    const landed = land(key, flight)
    tell((promise) => waitUntil?.(promise, context), landed)
    return landed
  }

  /** Waits for a read as long as it may take. Each who waits has a timer, as the one who asked may be gone. */
  const land = async (key: string, flight: Flight): Promise<Outcome> => {
    const { origin, tenant, startedAt } = flight
    const late = (): Outcome => toTimeout(origin, tenant, timeout)
    const outcome = await waitFor(flight.outcome, startedAt + timeout - now(), late)
    if (flights.peek(key) === flight) {
      flights.delete(key)
      keep(key, flight, outcome)
    }
    return outcome
  }

  const keep = (key: string, { origin, tenant, startedAt, place }: Flight, outcome: Outcome): void => {
    if (typeof outcome === 'boolean') {
      answers.set(key, { allowed: outcome, readAt: startedAt, failedAt: null })
      outages.recover(key, place)
      return
    }
    const at = now()
    const { allowed, readAt } = answers.get(key) ?? { allowed: false, readAt: Number.NEGATIVE_INFINITY }
    answers.set(key, { allowed, readAt, failedAt: at, error: outcome.error })
    emit('error', origin, tenant)
    outages.fail(outcome, key, reads)
  }

  const lookup = async (origin: string, context: C): Promise<boolean> => {
    if (!isOrigin(origin)) {
      emit('malformed', String(origin), '')
      return false
    }
    const tenant = toTenant === undefined ? '' : readTenant(toTenant(context))
    const key = toKey(origin, tenant)
    const answer = answers.get(key)
    const at = now()
    const use = judgeAnswer(answer, at, settings)
    if (answer !== undefined && use !== 'miss') {
      emit(use, origin, tenant)
      if (use === 'failing') throw answer.error
      if (use === 'stale' && !isLeftAlone(answer, at, settings) && findFlight(key) === null) {
        startFlight(key, origin, tenant, context)
      }
      return answer.allowed
    }
    const flight = findFlight(key)
    emit(flight === null ? 'miss' : 'joined', origin, tenant)
    const outcome = await (flight === null ? startFlight(key, origin, tenant, context) : land(key, flight))
    if (typeof outcome === 'boolean') return outcome
    const known = answers.get(key)
    if (known !== undefined && /^(?:hit|stale)$/.test(judgeAnswer(known, now(), settings))) return known.allowed
    throw outcome.error
  }

  const invalidate = (origin?: string, tenant?: string): void => {
    // Rather a read too many than a revoked origin that stays: what is no origin was meant to name one.
    if (!isOrigin(origin)) {
      answers.clear()
      flights.clear()
      return
    }
    for (const key of findKeys(origin, tenant)) {
      answers.delete(key)
      flights.delete(key)
    }
  }

  const findKeys = (origin: string, tenant: string | undefined): readonly string[] => {
    if (toTenant === undefined) return [toKey(origin, '')]
    if (tenant !== undefined) return [toKey(origin, tenant)]
    const end = toKey(origin, '')
    return [...answers.keys(), ...flights.keys()].filter((key) => key.endsWith(end))
  }

  return Object.freeze({ lookup, invalidate })
}

function isOrigin(value: unknown): value is string {
  return typeof value === 'string' && parseOrigin(value) !== null
}

/** An origin has no space in it, so that what stands before one is the tenant. */
function toKey(origin: string, tenant: string): string {
  return `${tenant} ${origin}`
}

/** Makes an outcome that is known later. */
function createOutcome(): {
  readonly outcome: Promise<Outcome>
  readonly settle: (outcome: PromiseLike<Outcome>) => void
} {
  const resolvers: ((outcome: PromiseLike<Outcome>) => void)[] = []
  const outcome = new Promise<Outcome>((resolve) => resolvers.push(resolve))
  return {
    outcome,
    settle(known) {
      for (const resolve of resolvers) resolve(known)
    },
  }
}

const longestTenant = 256

function readTenant(tenant: unknown): string {
  if (typeof tenant === 'string' && tenant !== '' && tenant.length <= longestTenant) return tenant
  ignoreRejection(tenant)
  throw new TypeError(`The option "tenant" returns a text of 1 to ${longestTenant} characters`)
}

async function waitFor(outcome: Promise<Outcome>, milliseconds: number, late: () => Outcome): Promise<Outcome> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const timedOut = new Promise<Outcome>((resolve) => {
    timer = setTimeout(() => resolve(late()), milliseconds)
  })
  try {
    return await Promise.race([outcome, timedOut])
  } finally {
    clearTimeout(timer)
  }
}

/** Tells a hook something. What hooks do never changes an answer. */
function tell<Value>(hook: ((value: Value) => unknown) | undefined, value: Value): void {
  try {
    ignoreRejection(hook?.(value))
  } catch {}
}
