import { createInterface } from 'node:readline'
import { do_not_optimize, measure } from 'mitata'
import { judgeAll, prepareTrials } from './agree.ts'
import { cells } from './cells.ts'

/**
 * Times cells of one contender in this process, on Node.js, Bun or Deno: those whose numbers come in, a line each. One
 * contender, because no program has two, and what one makes a compiler believe would slow the others down.
 */
const [column = '', milliseconds = '20'] = globalThis.process.argv.slice(2)
const options = {
  min_cpu_time: Number(milliseconds) * 1e6,
  min_samples: 5,
  // mitata unrolls by four: what is no multiple of it is not called.
  batch_samples: 4 * Math.max(1, Math.round(Number(milliseconds) / 12)),
  // Everything in batches, so that the clock's own time is nobody's.
  batch_threshold: 1e9,
  warmup_threshold: 1e9,
  gc: false,
}

/** Calls of one batch: enough that the wait at its end costs nothing, and not so many that what waits for it piles up. */
const calls = 64

/**
 * Makes a batch of calls that waits at its end, as a server does after every request: a body leaves work for then, and a
 * million bodies without a pause would measure the garbage collector.
 */
function toBatch(run: () => unknown): () => Promise<void> {
  const isAsync = run() instanceof Promise
  return async () => {
    for (let call = 0; call < calls; call++) do_not_optimize(isAsync ? await run() : run())
    await null
  }
}

async function warmUp(batch: () => Promise<void>): Promise<void> {
  // Frameworks have much code, which takes a while to become fast.
  const until = performance.now() + 30 + 3 * Number(milliseconds)
  do await batch()
  while (performance.now() < until)
}

await judgeAll(prepareTrials().filter(({ name }) => name === column))
const batches = new Map<number, () => Promise<void>>()
for (const [index, cell] of cells.entries()) if (cell.column === column) batches.set(index, toBatch(cell.prepare()()))
for (const batch of batches.values()) await warmUp(batch)
console.log('ready')
for await (const line of createInterface({ input: globalThis.process.stdin })) {
  const batch = batches.get(Number(line))
  if (batch === undefined) throw new Error(`${column} has no cell ${line}`)
  const { p50 } = await measure(batch, options)
  console.log(p50 / calls)
}
