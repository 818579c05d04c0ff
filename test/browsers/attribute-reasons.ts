import type { Reason } from './engines/browser.ts'
import { toSpace } from './lab/placeholders.ts'
import type { LabRun } from './lab/runs.ts'
import type { CallResult } from './page/plan.ts'

/**
 * Tells which of a browser's reasons are of which call of a run: by their URLs and times.
 *
 * @returns the reasons in the order of the calls; `undefined` where there is none
 */
export function attributeReasons(
  run: LabRun,
  calls: readonly CallResult[],
  reasons: readonly Reason[],
): readonly (string | undefined)[] {
  const ofRun = reasons.filter(({ url }) => toSpace(url) === run.space || run.calls.some((call) => call.url === url))
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
