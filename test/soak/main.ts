import { parseArgs } from 'node:util'
import { runtimeNames, type SoakResult, soak, type Usage } from './soak.ts'

// npm run soak -- --minutes N [--runtime node|deno|bun|workerd] [--seed S]

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '1' },
    runtime: { type: 'string', multiple: true, default: [...runtimeNames] },
    seed: { type: 'string', default: `${Date.now() % 2 ** 31}` },
  },
})
const minutes = Number(values.minutes)
const seed = Number(values.seed)
if (!(minutes > 0 && minutes <= 24 * 60)) throw new Error('Write --minutes 10, or another number of minutes')
if (!Number.isInteger(seed)) throw new Error('Write --seed 1, or another whole number')
for (const runtime of values.runtime) {
  if (!runtimeNames.includes(runtime)) throw new Error(`Write --runtime ${runtimeNames.join('|')}`)
}

/** How much more memory at the end than half way is no leak: compilers and caches take some. */
const most = { factor: 1.5, bytes: 32 * 2 ** 20 }

function show({ heap, rss, handles, open }: Usage): string {
  const megabytes = (bytes: number | null): string =>
    bytes === null ? 'unknown' : `${(bytes / 2 ** 20).toFixed(1)} MiB`
  return `heap ${megabytes(heap)}, RSS ${megabytes(rss)}, ${handles ?? 'unknown'} open files and sockets, ${open} open bodies`
}

/**
 * Tells whether the heap stays as it is. RSS is shown, not judged: allocators keep what they had, and workerd, which does
 * not tell its heap, grows with each connection that a client breaks off, with a policy or without.
 */
function isFlat({ warm, end }: SoakResult): boolean {
  return (end.heap ?? 0) <= (warm.heap ?? 0) * most.factor + most.bytes
}

console.log(`seed ${seed}`)
for (const runtime of values.runtime) {
  const result = await soak({ runtime, seconds: minutes * 60, seed })
  const { requests, generations, wrong, lostHeaders, examples, warm, end } = result
  console.log(`${runtime}: ${requests} requests in ${minutes} minutes, ${generations} policies`)
  console.log(`  wrong answers ${wrong}, of these with lost headers ${lostHeaders}`)
  console.log(`  warm    ${show(warm)}`)
  console.log(`  at rest ${show(end)}`)
  for (const example of examples) console.log(`  ${example}`)
  if (!isFlat(result)) console.log('  memory is not flat')
  if (wrong > 0 || !isFlat(result)) process.exitCode = 1
}
