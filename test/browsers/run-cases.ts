import { setTimeout as sleep } from 'node:timers/promises'
import { attributeReasons } from './attribute-reasons.ts'
import type { BrowserCase, Observation } from './browser-case.ts'
import type { Browser, Reason } from './engines/browser.ts'
import { type EngineName, open } from './engines/engines.ts'
import { type Lab, startLab } from './lab/lab.ts'
import { blankOut } from './lab/placeholders.ts'
import type { LabRun } from './lab/runs.ts'
import type { CallResult, PageResults } from './page/plan.ts'

/** How long a browser may take for all cases, and then to say why it blocked, in milliseconds. */
const runTime = 180_000
const settleTime = 1500

/** What a browser saw, by the cases' names and APIs: `allow-origin-missing-blocked fetch`. */
export type Observations = ReadonlyMap<string, readonly Observation[]>

/** Runs cases in a browser and gives what each call came to. */
export async function runCases(engine: EngineName, cases: readonly BrowserCase[]): Promise<Observations> {
  return (await observe(engine, cases)).observations
}

/** Runs cases in a browser and gives what each call came to, and the browser's version. */
export async function observe(
  engine: EngineName,
  cases: readonly BrowserCase[],
): Promise<{ readonly version: string; readonly observations: Observations }> {
  const lab = await startLab(cases)
  try {
    const browser = await open(engine, lab.start, lab.ports)
    try {
      const results = await waitForResults(lab, browser)
      checkResults(lab, results)
      await browser.settle()
      return { version: browser.version, observations: await settle(lab, results, browser) }
    } finally {
      await browser.close()
    }
  } finally {
    await lab.close()
  }
}

async function waitForResults(lab: Lab, browser: Browser): Promise<PageResults> {
  const given = new AbortController()
  const late = sleep(runTime, undefined, { signal: given.signal }).then(() => {
    throw browser.toError(`It is not done with the cases after ${runTime} ms`)
  })
  const ended = browser.ended.then((error) => {
    throw error
  })
  try {
    return await Promise.race([lab.results, late, ended])
  } finally {
    given.abort()
  }
}

function checkResults(lab: Lab, results: PageResults): void {
  const late = lab.runs.filter(({ key }) => results[key]?.some((result) => result.late) ?? true)
  if (late.length > 0) throw new Error(`No answer came to calls of ${late.map(({ key }) => key).join(', ')}`)
}

/** Waits until every blocked call has a reason, or long enough. */
async function settle(lab: Lab, results: PageResults, browser: Browser): Promise<Observations> {
  for (const end = Date.now() + settleTime; ; await sleep(100)) {
    const observations = toObservations(lab, results, browser.reasons())
    const isSettled = lab.runs.every(({ key }) =>
      observations.get(key)?.every(({ outcome, reason }, index) => {
        return outcome !== 'blocked' || reason !== null || results[key]?.[index]?.sent === false
      }),
    )
    if (isSettled || Date.now() >= end) return observations
  }
}

function toObservations(lab: Lab, results: PageResults, reasons: readonly Reason[]): Observations {
  const attribute = attributeReasons(reasons)
  return new Map(
    lab.runs.map((run) => {
      const calls = results[run.key] ?? []
      const ofRun = attribute(run, calls)
      return [run.key, calls.map((call, index) => toObservation(lab, run, index, call, ofRun[index]))]
    }),
  )
}

function toObservation(lab: Lab, run: LabRun, index: number, call: CallResult, reason?: string): Observation {
  const isBlocked = call.outcome === 'blocked'
  return {
    outcome: call.outcome,
    readable: call.readable,
    wire: lab.journal.requests(run.key, index).map((request) => ({
      ...request,
      origin: request.origin && blankOut(request.origin, run.origins),
    })),
    reason: isBlocked && reason !== undefined ? blankOut(reason, run.origins) : null,
  }
}
