import { writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { measureThroughput } from './http/throughput.ts'
import type { LookupResult } from './lookups.ts'
import { formatPage } from './page.ts'
import { runProgram, timeIn, timeInWorkerd } from './runtimes.ts'
import { measureSizes } from './sizes.ts'
import { measureStartUp } from './start-up.ts'

/** Runs all benchmarks and prints one page. The full run, of five to ten minutes, writes it to `results.md` too. */
const { values } = parseArgs({ options: { quick: { type: 'boolean', default: false } } })
const effort = values.quick ? { rounds: 5, milliseconds: 2 } : { rounds: 5, milliseconds: 20 }
const say = (what: string): void => console.error(`${new Date().toISOString().slice(11, 19)} ${what}`)

const runtimes = []
for (const runtime of ['Node.js', 'Bun', 'Deno'] as const) {
  say(runtime)
  runtimes.push(await timeIn(runtime, effort))
}
say('workerd')
runtimes.push(await timeInWorkerd(values.quick ? { rounds: 5, milliseconds: 4 } : { rounds: 5, milliseconds: 40 }))
say('look-ups')
const lookups = (await runProgram('Node.js', 'lookups.ts', values.quick ? ['5', '5'] : ['5', '40'])) as LookupResult[]
say('start-up')
const startUp = await measureStartUp(values.quick ? 5 : 21)
say('throughput')
const throughput = await measureThroughput(values.quick ? 1 : 3, 1)
const page = formatPage({ runtimes, lookups, startUp, throughput, sizes: await measureSizes(), isQuick: values.quick })
console.log(page)
if (!values.quick) await writeFile(new URL('results.md', import.meta.url), page)
