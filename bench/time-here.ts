import { do_not_optimize, measure } from 'mitata'
import { judgeAll, prepareTrials } from './agree.ts'
import { cells } from './cells.ts'
import { timeInRounds } from './rounds.ts'

/** Times every cell in this process, on Node.js, Bun or Deno, and prints the medians as JSON. */
const [rounds = '5', milliseconds = '20', only = ''] = globalThis.process.argv.slice(2)
const chosen = cells.filter(({ row, column }) => `${row}: ${column}`.match(only))
const prepared = new Map(chosen.map((cell) => [cell, toBatch(cell.prepare()())]))
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
  const until = performance.now() + 10
  do await batch()
  while (performance.now() < until)
}

await judgeAll(prepareTrials())
for (const batch of prepared.values()) await warmUp(batch)
const medians = await timeInRounds(chosen, Number(rounds), async (cell) => {
  const { p50 } = await measure(prepared.get(cell) ?? toBatch(cell.prepare()()), options)
  return p50 / calls
})
console.log(JSON.stringify(medians))
