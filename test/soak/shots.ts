import { app, evil, isOutage, storeOrigins, toGenerationOrigin } from './policies.ts'
import { recovered, routes } from './routes.ts'

/** A request of the mixed traffic. */
export interface Shot {
  readonly policy: 'main' | 'store' | 'recovering'
  readonly route: string
  readonly method: string
  readonly origin: string | null
}

type Random = () => number

/** Makes numbers from 0 to 1, the same for the same seed. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0
  return () => {
    // mulberry32
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

const ordinary = ['text', 'vary', 'large', 'cookies', 'empty', 'unchanged', 'missing', 'upstream', 'slowly', 'events']

function pick<Value>(random: Random, values: readonly [Value, ...Value[]]): Value
function pick<Value>(random: Random, values: readonly Value[]): Value | undefined
function pick<Value>(random: Random, values: readonly Value[]): Value | undefined {
  return values[Math.floor(random() * values.length)]
}

/**
 * Draws a request: allowed, refused, a preflight, without `Origin`, a stream, an error, or one that asks the store.
 *
 * @param generation - the generation that is in force, as far as is known
 * @param special - the routes that only some runtimes have
 */
export function drawShot(random: Random, generation: number, special: readonly string[]): Shot {
  const luck = random()
  const page = pick(random, [
    app,
    app,
    evil,
    'null',
    null,
    toGenerationOrigin(generation),
    toGenerationOrigin(generation - 1),
  ])
  const route = pick(random, ordinary) ?? 'text'
  if (luck < 0.2) return { policy: 'main', route, method: 'OPTIONS', origin: page ?? app }
  if (luck < 0.35) {
    const asked = random() < 0.02 ? 'https://hanging.tenants.example' : pick(random, storeOrigins.slice(0, -1))
    return { policy: 'store', route: 'text', method: pick(random, ['GET', 'OPTIONS']), origin: asked ?? app }
  }
  if (luck < 0.4) return { policy: 'main', route: 'late', method: 'GET', origin: page }
  if (luck < 0.45) return { policy: 'main', route: 'endless', method: 'GET', origin: page }
  if (luck < 0.5) return { policy: 'recovering', route: 'throw', method: 'GET', origin: page }
  if (luck < 0.55) return { policy: 'main', route: pick(random, special) ?? route, method: 'GET', origin: page }
  return { policy: 'main', route, method: pick(random, ['GET', 'GET', 'GET', 'HEAD']), origin: page }
}

/** What an answer must be under a generation. */
export interface ExpectedShot {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  /** `null` if it is not compared, as it comes from the runtime. */
  readonly body: string | null
  readonly cookies: number
}

const ours = ['access-control-', 'vary', 'cache-control']

/** Tells a header that is about CORS, as far as these policies write it. */
export function isOurs(name: string): boolean {
  return ours.some((one) => name.startsWith(one))
}

/** Says what must come of a request under a generation of the policy. */
export function expectShot({ policy, route, method, origin }: Shot, generation: number): ExpectedShot {
  const isAllowed = policy === 'store' ? isInStore(origin, generation) : isListed(origin, generation)
  const credentials = policy === 'store' ? {} : { 'access-control-allow-credentials': 'true' }
  const shared = { 'access-control-allow-origin': String(origin), ...credentials, vary: 'Origin' }
  if (method === 'OPTIONS') {
    const lists = policy === 'store' ? {} : { 'access-control-allow-headers': 'x-a' }
    const allowed = {
      ...shared,
      ...lists,
      'access-control-allow-methods': 'PUT',
      'access-control-max-age': `${generation}`,
    }
    const refused = { 'cache-control': 'no-store', vary: 'Origin' }
    return { status: isAllowed ? 204 : 403, headers: isAllowed ? allowed : refused, body: '', cookies: 0 }
  }
  if (route === 'throw' && policy !== 'recovering') return { status: 500, headers: {}, body: null, cookies: 0 }
  const plan =
    route === 'redirect' ? { status: 302, headers: [], body: '' } : route === 'throw' ? recovered : routes[route]
  if (plan === undefined) throw new Error(`There is no route ${route}`)
  const vary = plan.headers.find(([name]) => name === 'vary')?.[1]
  const told = { 'access-control-expose-headers': `x-generation-${generation}` }
  const isFailure = policy === 'store' && !isAllowed && !isAnswered(origin, generation)
  return {
    status: plan.status,
    headers: {
      ...(isAllowed ? { ...shared, ...told } : isFailure ? { 'cache-control': 'no-store' } : {}),
      vary: vary === undefined ? 'Origin' : `${vary}, Origin`,
    },
    // What comes in pieces is cut at its spaces.
    body: method === 'HEAD' ? '' : 'pieces' in plan ? (plan.body ?? '').replaceAll(' ', '') : (plan.body ?? ''),
    cookies: plan.headers.filter(([name]) => name === 'set-cookie').length,
  }
}

function isListed(origin: string | null, generation: number): boolean {
  return origin === app || origin === toGenerationOrigin(generation)
}

function isInStore(origin: string | null, generation: number): boolean {
  return !isOutage(generation) && (origin === 'https://ok.tenants.example' || origin === 'https://slow.tenants.example')
}

/** Tells whether the store says yes or no, so that a refusal is none of a failure. */
function isAnswered(origin: string | null, generation: number): boolean {
  return !isOutage(generation) && ['ok', 'no', 'slow'].some((label) => origin === `https://${label}.tenants.example`)
}
