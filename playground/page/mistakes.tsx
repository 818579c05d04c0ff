import type { JSX } from 'preact'
import { applyAll, applySuggestion } from '../policy/apply-suggestion.ts'
import type { CodeProblem } from '../policy/policy-code.ts'
import type { Playground, Predictions } from './use-playground.ts'

interface MistakesProps {
  readonly playground: Playground
  readonly predictions: Predictions
}

/** What is wrong with the policy, each with what to do, and a button that does it. */
export function Mistakes({ playground, predictions: { state, by } }: MistakesProps): JSX.Element | null {
  const problems = by[state.engine].code
  if (problems.length === 0) return null
  const all = applyAll(state.policy, problems, state.page)
  const apply = (): void => playground.go({ ...state, policy: all }, 'All suggestions are applied')
  return (
    <section class="card" aria-labelledby="mistakes-title">
      <h2 id="mistakes-title">What is wrong with the policy</h2>
      <ol class="code-problems" id="code-problems">
        {problems.map((problem) => (
          <Mistake key={`${problem.start} ${problem.message}`} {...{ problem, playground, state }} />
        ))}
      </ol>
      {problems.length > 1 && all !== state.policy && (
        <button type="button" class="primary" id="apply-all" onClick={apply}>
          Apply all suggestions
        </button>
      )}
    </section>
  )
}

interface MistakeProps {
  readonly problem: CodeProblem
  readonly playground: Playground
  readonly state: Predictions['state']
}

function Mistake({ problem, playground, state }: MistakeProps): JSX.Element {
  const { message, issue, start } = problem
  const line = state.policy.slice(0, start).split('\n').length
  const applied = applySuggestion(state.policy, problem, state.page)
  return (
    <li>
      <button type="button" class="place" onClick={() => select(problem)}>
        Line {line}
        {issue !== null && <code>{issue.path}</code>}
      </button>
      <p>{message}</p>
      {issue !== null && (
        <p class="suggestion">
          {issue.suggestion}
          {applied !== null && (
            <button
              type="button"
              onClick={() => playground.go({ ...state, policy: applied }, `Applied: ${issue.suggestion}`)}
            >
              Apply
            </button>
          )}
        </p>
      )}
    </li>
  )
}

/** Selects the place in the code. */
function select({ start, end }: CodeProblem): void {
  const editor = document.querySelector<HTMLTextAreaElement>('#code')
  editor?.focus()
  editor?.setSelectionRange(start, end)
}
