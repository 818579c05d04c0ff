import type { JSX } from 'preact'
import type { CodeProblem } from '../policy/policy-code.ts'
import type { Playground } from './use-playground.ts'

/** The code of the policy, with what is wrong marked in it. */
export function CodeEditor({ playground }: { readonly playground: Playground }): JSX.Element {
  const { state, predictions, change } = playground
  // What is said of older code is at other places.
  const isCurrent = predictions?.state.policy === state.policy
  const problems = isCurrent ? predictions.by[state.engine].code : []
  return (
    <div class="field">
      <label for="code">The same as code</label>
      <div class="code">
        <pre aria-hidden="true">{toMarked(state.policy, problems)}</pre>
        <textarea
          id="code"
          value={state.policy}
          spellcheck={false}
          autocapitalize="off"
          autocomplete="off"
          aria-invalid={problems.length > 0}
          aria-describedby={problems.length > 0 ? 'code-problems' : undefined}
          onInput={(event) => change({ policy: event.currentTarget.value })}
        />
      </div>
    </div>
  )
}

/** The code with the wrong places in marks; those within others are left out. */
function toMarked(code: string, problems: readonly CodeProblem[]): (string | JSX.Element)[] {
  const parts: (string | JSX.Element)[] = []
  let at = 0
  for (const { start, end } of [...problems].sort((one, other) => one.start - other.start)) {
    if (start < at) continue
    parts.push(code.slice(at, start), <mark key={start}>{code.slice(start, end)}</mark>)
    at = end
  }
  // A last line that is empty has a height only with something in it.
  return [...parts, `${code.slice(at)}\n`]
}
