import type { RawResponse, ServerFunction } from '../../src/explain.ts'
import type { HarExchange } from './har-exchange.ts'
import { readAnnouncedNames } from './preflight-request.ts'

/** Finds what a server answered, in a file. */
export interface HarTape {
  /** The preflight of a request: the nearest in time that announces what the request has. */
  findPreflight(exchange: HarExchange): HarExchange | null
  /** The request that a redirect led to. */
  findNext(exchange: HarExchange): HarExchange | null
  /** Plays the answers to one request, to its preflight and to what comes of it. */
  play(first: HarExchange, preflight: HarExchange | null): Playing
}

/** The answers to one request. */
export interface Playing {
  readonly server: ServerFunction
  /** What had to be answered and was not: requests that are not in the file, or have no answer there. */
  readonly missing: ReadonlySet<string>
  /** Whether a preflight is not in the file, and its request is: the browser had the answer in its cache. */
  readonly isPreflightCached: () => boolean
}

/** Puts exchanges in order, for look-ups that do not get slower with their number. */
export function createTape(exchanges: readonly HarExchange[]): HarTape {
  const byKey = new Map<string, HarExchange[]>()
  for (const exchange of exchanges) {
    const key = toKey(exchange.method, exchange.url, exchange.announces)
    const list = byKey.get(key)
    if (list === undefined) byKey.set(key, [exchange])
    else list.push(exchange)
  }
  const findNearest = (key: string, time: number): HarExchange | null => nearest(byKey.get(key) ?? [], time, () => true)
  const findPreflight = (exchange: HarExchange): HarExchange | null => {
    const list = byKey.get(toKey('OPTIONS', exchange.url, exchange.method)) ?? []
    return nearest(list, exchange.time, (one) => isPreflightOf(one, exchange))
  }
  const findNext = ({ location, method, time }: HarExchange): HarExchange | null => {
    if (location === null) return null
    // A redirect may turn the method into GET.
    const lists = [...new Set([method, 'GET'])].map((one) => byKey.get(toKey(one, location, null)) ?? [])
    const found = lists.flatMap((list) => list.slice(findIndex(list, time)).slice(0, 1))
    return nearest(found, time, () => true)
  }

  const play = (first: HarExchange, preflight: HarExchange | null): Playing => {
    const missing = new Set<string>()
    let isCached = false
    const server: ServerFunction = ({ method, url, headers }) => {
      const announced = method === 'OPTIONS' ? headers.get('access-control-request-method') : null
      const target = url.replace(/#.*$/s, '')
      const isFirst = target === first.url && (announced ?? method) === first.method
      const known = announced === null ? first : preflight
      const found = isFirst ? known : findNearest(toKey(method, target, announced), first.time)
      if (found?.answer != null) return found.answer
      const other = announced === null ? null : findNearest(toKey(announced, target, null), first.time)
      const sent = isFirst ? first : other
      if (announced !== null && found === null && sent?.answer != null) {
        isCached = true
        return toPassed(headers)
      }
      missing.add(`${method} ${target}`)
      throw new Error(`The file has no answer to ${method} ${target}`)
    }
    return { server, missing, isPreflightCached: () => isCached }
  }
  return { findPreflight, findNext, play }
}

function toKey(method: string, url: string, announces: string | null): string {
  return `${method} ${announces ?? ''} ${url}`
}

/** How long a preflight and its request may be apart in a file, in milliseconds. */
const preflightTime = 5000

/** Tells whether a preflight announces a request's headers; files may leave `Authorization` out. */
function isPreflightOf(preflight: HarExchange, { headers, time }: HarExchange): boolean {
  const isNear = Math.abs(preflight.time - time) <= preflightTime
  const names = new Set(headers.map(([name]) => name.toLowerCase()))
  return readAnnouncedNames(preflight.headers).every((name) => names.has(name) || (isNear && name === 'authorization'))
}

/** How many neighbours are looked at. */
const reach = 16

/** Finds the exchange that fits and is nearest in time; the list is in order. */
function nearest(
  list: readonly HarExchange[],
  time: number,
  isFit: (exchange: HarExchange) => boolean,
): HarExchange | null {
  const index = findIndex(list, time)
  const near = list.slice(Math.max(0, index - reach), index + reach).filter(isFit)
  const toDistance = (one: HarExchange): number => Math.abs(one.time - time)
  return near.sort((a, b) => toDistance(a) - toDistance(b))[0] ?? null
}

/** Finds the first place in a list whose time is not before this one. */
function findIndex(list: readonly HarExchange[], time: number): number {
  let low = 0
  let high = list.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((list[middle]?.time ?? 0) < time) low = middle + 1
    else high = middle
  }
  return low
}

/** The answer of a preflight that was passed, as its request went out. */
function toPassed(headers: Headers): RawResponse {
  const lines: [string, string | null][] = [
    ['access-control-allow-origin', headers.get('origin')],
    ['access-control-allow-credentials', 'true'],
    ['access-control-allow-methods', headers.get('access-control-request-method')],
    ['access-control-allow-headers', headers.get('access-control-request-headers')],
  ]
  return { status: 200, headers: lines.flatMap(([name, value]) => (value === null ? [] : [[name, value] as const])) }
}
