import { callFetch, callXhr } from './make-call.ts'
import type { CallResult, PageResults, PlannedRun } from './plan.ts'

// The script of every page and frame. It runs its part of the cases and sends back what it saw.

/** How many cases run at a time. */
const width = 12

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

async function runAll(runs: readonly PlannedRun[]): Promise<PageResults> {
  const results: Record<string, CallResult[]> = {}
  const queue = [...runs]
  const work = async (): Promise<void> => {
    for (let run = queue.shift(); run !== undefined; run = queue.shift()) results[run.key] = await makeCalls(run)
  }
  await Promise.all(Array.from({ length: width }, work))
  return results
}

async function run(): Promise<void> {
  const plan = await fetch(`${lab}plan/${kind}`)
  const next = await tell(`results/${kind}`, JSON.stringify(await runAll(await plan.json())))
  if (next !== '') location.replace(next)
}

run().catch((error) => tell('failure', `The page "${kind}" failed: ${error}`))
