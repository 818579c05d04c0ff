import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { do_not_optimize, measure } from 'mitata'
import { type CorsInput, createCors } from '../src/index.ts'
import { median } from './rounds.ts'

/** What a look-up among many rules takes, in nanoseconds, and what the rules take. */
export interface LookupResult {
  readonly rules: string
  readonly createMilliseconds: number
  /** `decide` for 16 origins, over and over. */
  readonly hot: number
  /** `decide` for all of them in turn. */
  readonly inTurn: number
  /** A `Set` of the same strings, asked for all of them in turn; `null` for patterns. */
  readonly setInTurn: number | null
  /** Bytes for each rule beyond a `Set` of the same strings; `null` where too few to tell. */
  readonly bytesBeyondSet: number | null
}

/** Times look-ups in this process and prints them as JSON. */
const [rounds = '5', milliseconds = '20'] = globalThis.process.argv.slice(2)

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void

function readHeap(): number {
  for (let turn = 0; turn < 4; turn++) collect()
  return process.memoryUsage().heapUsed
}

/** Makes strings that share nothing with the rules, as those of requests do not. */
function toFresh(text: string): string {
  return Buffer.from(text).toString('latin1')
}

function toInputs(origins: readonly string[]): CorsInput[] {
  return origins.map((origin) => {
    const fresh = toFresh(origin)
    return {
      method: 'GET',
      url: 'https://api.example.com/',
      headers: { get: (name) => (name === 'origin' ? fresh : null) },
    }
  })
}

/** Every number below a count once, in an order that no cache knows. */
function shuffle<Item>(items: readonly Item[]): Item[] {
  const order = items.slice()
  let seed = 1
  for (let index = order.length - 1; index > 0; index--) {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0
    const other = seed % (index + 1)
    ;[order[index], order[other]] = [order[other] as Item, order[index] as Item]
  }
  return order
}

/** Asks about all items in turn, and goes on where it stopped. Two that start apart warm no cache for each other. */
function inTurn<Item>(items: readonly Item[], ask: (item: Item) => unknown, start = 0): () => void {
  let next = start
  return () => {
    for (let call = 0; call < 256; call++) {
      do_not_optimize(ask(items[next] as Item))
      next = next + 1 === items.length ? 0 : next + 1
    }
  }
}

async function time(runs: readonly (() => void)[]): Promise<number[]> {
  const options = { min_cpu_time: Number(milliseconds) * 1e6, min_samples: 8, batch_samples: 4, gc: false as const }
  const samples = runs.map(() => [] as number[])
  for (let round = 0; round < Number(rounds); round++) {
    for (const [index, run] of runs.entries()) {
      const { p50 } = await measure(run, { ...options, batch_threshold: 1e9, warmup_threshold: 1e9 })
      samples[index]?.push(p50 / 256)
    }
  }
  return samples.map(median)
}

async function lookUp(
  name: string,
  rules: string[],
  origins: readonly string[],
  isExact: boolean,
): Promise<LookupResult> {
  const empty = readHeap()
  const set = new Set(rules)
  const withSet = readHeap()
  const start = performance.now()
  const cors = createCors({ origin: rules })
  const createMilliseconds = performance.now() - start
  const withBoth = readHeap()
  const beyond = (withBoth - withSet - (withSet - empty)) / rules.length
  const asked = shuffle(origins)
  const inputs = toInputs(asked)
  const ask = (input: CorsInput): unknown => cors.decide(input)
  const [hot = 0, all = 0, bare = 0] = await time([
    inTurn(inputs.slice(0, 16), ask),
    inTurn(inputs, ask),
    // Through the same objects: to read an origin takes its time too where they are more than a cache holds.
    inTurn(inputs, ({ headers }) => set.has(headers.get('origin') ?? ''), Math.floor(inputs.length / 2)),
  ])
  return {
    rules: name,
    createMilliseconds,
    hot,
    inTurn: all,
    setInTurn: isExact ? bare : null,
    bytesBeyondSet: rules.length < 1000 ? null : beyond,
  }
}

const toOrigin = (index: number): string => `https://tenant-${index}.example.com`
const toPattern = (index: number): string => `https://*.tenant-${index}.example.com`
const toSubdomain = (index: number): string => `https://app.tenant-${index}.example.com`
const list = (count: number, make: (index: number) => string): string[] =>
  Array.from({ length: count }, (_, at) => make(at))

const results: LookupResult[] = []
for (const [name, count] of [
  ['1 origin', 1],
  ['2 origins', 2],
  ['1,000 origins', 1000],
  ['100,000 origins', 100_000],
  ['1,000,000 origins', 1_000_000],
] as const) {
  results.push(await lookUp(name, list(count, toOrigin), list(count, toOrigin), true))
}
for (const [name, count] of [
  ['2 patterns', 2],
  ['10,000 patterns', 10_000],
] as const) {
  results.push(await lookUp(name, list(count, toPattern), list(count, toSubdomain), false))
}
console.log(JSON.stringify(results))
