import { bareRow } from './cells.ts'
import type { Results } from './page.ts'
import type { RuntimeResult } from './runtimes.ts'
import { works } from './work.ts'

/** What was promised, and what came of it. */
export interface Judgement {
  readonly what: string
  readonly target: string
  readonly measured: string
  readonly isMet: boolean
}

/** Holds the results against the targets. */
export function judgeTargets(results: Results): readonly Judgement[] {
  return [
    ...results.runtimes.flatMap(judgeRuntime),
    ...judgeLookups(results),
    ...judgeThroughput(results),
    ...judgeSizes(results),
  ]
}

function atMost(what: string, value: number, limit: number, unit: string): Judgement {
  const show = (number: number): string => `${number.toFixed(2)}${unit}`
  return { what, target: `at most ${show(limit)}`, measured: show(value), isMet: value <= limit }
}

/** Node.js has limits of its own; on the others the two are the same, and every peer is behind. */
function judgeRuntime({ runtime, medians }: RuntimeResult): Judgement[] {
  const read = (row: string, column: string): number => medians[row]?.[column] ?? Number.NaN
  const ratio = (row: string): number => read(row, 'fetch-cors') / read(row, 'floor')
  const [allowedLimit, preflightLimit] = runtime === 'Node.js' ? [1.1, 1.05] : [1.25, 1.25]
  const { allowed, refused, preflight } = works
  const peers = Object.keys(medians[bareRow] ?? {}).filter((name) => name !== 'floor' && name !== 'fetch-cors')
  const added = (name: string): number => read(allowed.name, name) - read(bareRow, name)
  const fastest = peers.reduce((best, peer) => (added(peer) < added(best) ? peer : best))
  const behind = (row: string): string[] => peers.filter((peer) => read(row, peer) <= read(row, 'fetch-cors'))
  const ahead = [allowed.name, preflight.name].flatMap(behind)
  const slowest = Math.max(read(refused.name, 'fetch-cors'), read(works['no origin'].name, 'fetch-cors'))
  return [
    atMost(`${runtime}: ${allowed.name}`, ratio(allowed.name), allowedLimit, ' x the floor'),
    atMost(`${runtime}: ${preflight.name}`, ratio(preflight.name), preflightLimit, ' x the floor'),
    atMost(`${runtime}: added cost`, added('fetch-cors') / added(fastest), 0.5, ` x that of ${fastest}`),
    atMost(`${runtime}: refused or without Origin`, slowest / read(allowed.name, 'fetch-cors'), 1, ' x an allowed one'),
    {
      what: `${runtime}: ahead of every peer`,
      target: 'all',
      measured: ahead.length === 0 ? 'all' : `not of ${ahead.join(', ')}`,
      isMet: ahead.length === 0,
    },
    atMost(
      `${runtime}: hostile preflight, \`decide\``,
      read('decide alone: hostile preflight', 'fetch-cors') / read('decide alone: preflight', 'fetch-cors'),
      1.2,
      ' x a normal one',
    ),
  ]
}

function judgeLookups({ lookups }: Results): Judgement[] {
  const row = (rules: string): (typeof lookups)[number] | undefined => lookups.find((each) => each.rules === rules)
  const [two, million] = [row('2 origins'), row('1,000,000 origins')]
  const [twoPatterns, manyPatterns] = [row('2 patterns'), row('10,000 patterns')]
  const divide = (a: number | null | undefined, b: number | null | undefined): number =>
    (a ?? Number.NaN) / (b ?? Number.NaN)
  return [
    atMost('1,000,000 origins, 16 hot ones', divide(million?.hot, two?.hot), 2.5, ' x among two'),
    atMost('1,000,000 origins, all in turn', divide(million?.inTurn, million?.setInTurn), 1.2, ' x a bare `Set`'),
    atMost('1,000,000 origins, memory', million?.bytesBeyondSet ?? Number.NaN, 40, ' bytes an origin beyond a `Set`'),
    atMost('10,000 patterns, 16 hot ones', divide(manyPatterns?.hot, twoPatterns?.hot), 2, ' x among two'),
  ]
}

function judgeThroughput({ throughput, startUp }: Results): Judgement[] {
  const rate = (server: string): number =>
    throughput.find((row) => row.server === server)?.requestsPerSecond ?? Number.NaN
  const ours = rate('node:http with fetch-cors/node')
  const atLeast = (what: string, value: number, limit: number, unit: string): Judgement => ({
    what,
    target: `at least ${limit}${unit}`,
    measured: `${value.toFixed(2)}${unit}`,
    isMet: value >= limit,
  })
  const later = (startUp['fetch-cors'] ?? Number.NaN) - (startUp['hono/cors'] ?? Number.NaN)
  return [
    atLeast('`node:http` with `fetch-cors/node`', ours / rate('node:http'), 0.97, ' x bare'),
    atLeast('the same', ours / rate("node:http with Express's cors"), 1, " x Express's cors"),
    atMost('import and `createCors`', later, 1, ' ms more than hono/cors'),
  ]
}

function judgeSizes({ sizes }: Results): Judgement[] {
  return [
    atMost('size of `fetch-cors`', sizes.whole / 1000, 6.5, ' kB'),
    atMost('what a request runs of it', sizes.request / 1000, 2.5, ' kB'),
    atMost('the largest adapter', Math.max(...Object.values(sizes.adapters)) / 1000, 0.7, ' kB more'),
  ]
}
