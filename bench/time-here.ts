import { measure } from 'mitata'
import { cells } from './cells.ts'
import { timeInRounds } from './rounds.ts'

/** Times every cell in this process, on Node.js, Bun or Deno, and prints the medians as JSON. */
const [rounds = '5', milliseconds = '20', only = ''] = globalThis.process.argv.slice(2)
const chosen = cells.filter(({ row, column }) => `${row}: ${column}`.match(only))
const prepared = new Map(chosen.map((cell) => [cell, cell.prepare()]))

for (const run of prepared.values()) await warmUp(run)
const medians = await timeInRounds(chosen, Number(rounds), async (cell) => {
  const run = prepared.get(cell) ?? cell.prepare()
  const { p50 } = await measure(run, {
    min_cpu_time: Number(milliseconds) * 1e6,
    min_samples: 8,
    batch_samples: 512,
    // Everything in batches, so that the clock's own time is nobody's.
    batch_threshold: 1e9,
    warmup_threshold: 1e9,
    gc: false,
  })
  return p50
})
console.log(JSON.stringify(medians))

async function warmUp(run: () => unknown): Promise<void> {
  const until = performance.now() + 10
  do {
    for (let call = 0; call < 50; call++) await run()
  } while (performance.now() < until)
}
