import { callFetch, callXhr } from './make-call.ts'
import type { CallResult, PageResults, PlannedRun } from './plan.ts'

// The script of every page and frame. It runs its part of the cases and sends back what it saw.

const script = document.currentScript
const kind = script?.dataset['kind'] ?? ''
const lab = new URL('/_lab/', script?.getAttribute('src') ?? '').href

/** Sends a text to the lab, which lets frames of any origin read the answer. */
async function tell(path: string, text: string): Promise<string> {
  const response = await fetch(`${lab}${path}`, { method: 'POST', body: text })
  return await response.text()
}

async function makeCalls({ key, api, calls }: PlannedRun): Promise<CallResult[]> {
  const results: CallResult[] = []
  for (const [index, call] of calls.entries()) {
    if (call.wait !== undefined) await new Promise((resolve) => setTimeout(resolve, call.wait))
    // The lab attributes what comes in after this to the next call.
    if (index > 0) await tell('mark', JSON.stringify([key, index]))
    const begun = Date.now()
    // Tells a console without times which of its messages are of this call.
    if (calls.length > 1) console.debug(`Call of ${call.url} at ${begun}`)
    results.push({ begun, ...(await (api === 'fetch' ? callFetch(call) : callXhr(call))) })
  }
  return results
}

/** Runs some, so many at a time. */
async function runSome(runs: readonly PlannedRun[], width: number): Promise<[string, CallResult[]][]> {
  const results: [string, CallResult[]][] = []
  const queue = [...runs]
  const work = async (): Promise<void> => {
    for (let run = queue.shift(); run !== undefined; run = queue.shift()) results.push([run.key, await makeCalls(run)])
  }
  await Promise.all(Array.from({ length: width }, work))
  return results
}

/**
 * Runs all. Firefox remembers 100 preflights: little else may happen between the calls of a run, or it forgets the ones
 * that they share.
 */
async function runAll(runs: readonly PlannedRun[]): Promise<PageResults> {
  const single = runs.filter(({ calls }) => calls.length < 2)
  const waiting = runs.filter(({ calls }) => calls.some(({ wait }) => wait !== undefined))
  const quick = runs.filter((run) => !single.includes(run) && !waiting.includes(run))
  const results = [await runSome(single, 12), await runSome(quick, 4), await runSome(waiting, waiting.length)]
  return Object.fromEntries(results.flat())
}

async function run(): Promise<void> {
  const plan = await fetch(`${lab}plan/${kind}`)
  const next = await tell(`results/${kind}`, JSON.stringify(await runAll(await plan.json())))
  if (next !== '') location.replace(next)
  else if (self === top) console.debug('All pages are done')
}

run().catch((error) => tell('failure', `The page "${kind}" failed: ${error}`))
