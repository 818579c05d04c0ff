import type { Reason } from './engines/browser.ts'
import { toSpace } from './lab/placeholders.ts'
import type { LabRun } from './lab/runs.ts'
import type { CallResult } from './page/plan.ts'

/** Tells the reasons of a run's calls, in their order; `undefined` where there is none. */
export type Attribution = (run: LabRun, calls: readonly CallResult[]) => readonly (string | undefined)[]

/** Tells which of a browser's reasons are of which call: by their URLs and times. */
export function attributeReasons(reasons: readonly Reason[]): Attribution {
  const bySpace = Map.groupBy(reasons, ({ url }) => toSpace(url))
  const byUrl = Map.groupBy(reasons, ({ url }) => url)
  return (run, calls) => {
    // What goes to no server of the lab has no path of the run.
    const elsewhere = run.calls.filter(({ url }) => toSpace(url) !== run.space)
    const ofRun = [bySpace.get(run.space), ...elsewhere.map(({ url }) => byUrl.get(url))].flatMap((some) => some ?? [])
    const byCall = Map.groupBy(ofRun, ({ time }) =>
      Math.max(
        0,
        calls.findLastIndex(({ begun }) => begun <= time),
      ),
    )
    return calls.map(({ sent }, index) => {
      const all = sent ? (byCall.get(index) ?? []) : []
      return (all.find(({ isVague }) => !isVague) ?? all[0])?.reason
    })
  }
}
