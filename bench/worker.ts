import { judgeAll, prepareTrials } from './agree.ts'
import { cells } from './cells.ts'

/** Made while the Worker starts: only then may a framework generate code. */
const trials = prepareTrials()
const prepared = cells.map((cell) => cell.prepare())

/** Runs one cell many times and answers how many milliseconds that took. */
const worker = {
  async fetch(request: Request): Promise<Response> {
    const { pathname, searchParams } = new URL(request.url)
    if (pathname === '/judge') return await judgeAll(trials).then(() => new Response('all agree'))
    const begin = prepared[Number(searchParams.get('cell'))]
    if (begin === undefined) return new Response('There is no such cell', { status: 404 })
    const run = begin()
    const calls = Number(searchParams.get('calls'))
    const isAsync = run() instanceof Promise
    const start = await readClock()
    // One wait for many calls, as on the other runtimes.
    for (let done = 0; done < calls; done += 64) {
      for (let call = 0; call < 64; call++) sink = isAsync ? await run() : run()
      await null
    }
    return new Response(String((await readClock()) - start))
  },
}

/** Results go here, so that no compiler finds that nobody needs them. */
let sink: unknown

/** The clock moves on with what a Worker waits for. */
async function readClock(): Promise<number> {
  await new Promise((resolve) => setTimeout(resolve, 0))
  return performance.now() + (sink === undefined ? 0 : 0)
}

// biome-ignore lint/style/noDefaultExport: a module Worker is its default export
export default worker
