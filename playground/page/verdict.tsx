import type { JSX } from 'preact'
import { browserNames } from '../console-texts.ts'
import type { Prediction } from '../predict.ts'
import { choices } from '../state.ts'
import { OutcomeIcon, outcomeMarks, outcomeNames, toOutcome } from './outcomes.tsx'
import { Segmented } from './segmented.tsx'
import type { EngineChoice, Playground, Predictions } from './use-playground.ts'

interface VerdictProps {
  readonly playground: Playground
  readonly predictions: Predictions
}

const names: Readonly<Record<EngineChoice, string>> = { standard: 'Standard', ...browserNames }

/** What happens, in one line, and by whose rules. */
export function Verdict({ playground, predictions: { state, by } }: VerdictProps): JSX.Element {
  const prediction = by[state.engine]
  const outcome = toOutcome(prediction)
  const differs = choices.engine.some((engine) => toOutcome(by[engine]) !== outcome)
  const options = choices.engine.map((value) => {
    const own = toOutcome(by[value])
    const mark = (
      <span class={`mark ${own.replace(' ', '-')}`} title={outcomeNames[own]}>
        {outcomeMarks[own]}
        <span class="hidden"> {outcomeNames[own]}</span>
      </span>
    )
    const label = (
      <>
        {names[value]} {mark}
      </>
    )
    return { value, label }
  })
  return (
    <section class={`verdict ${outcome.replace(' ', '-')}`} aria-labelledby="verdict-title">
      <OutcomeIcon outcome={outcome} />
      <div aria-live="polite">
        <h2 id="verdict-title">{toTitle(prediction)}</h2>
        <p>{toSentence(prediction)}</p>
      </div>
      <div class="engines">
        <Segmented
          legend="Whose rules"
          name="engine"
          value={state.engine}
          options={options}
          onChange={(engine) => playground.change({ engine })}
        />
        {differs && <p>Browsers differ here: see the notes.</p>}
      </div>
    </section>
  )
}

function toTitle(prediction: Prediction): string {
  const { explanation } = prediction
  const name = outcomeNames[toOutcome(prediction)]
  if (explanation?.outcome === 'shared') return `${name} with the page`
  if (explanation?.outcome === 'opaqueredirect') return 'An opaque redirect'
  const phase = explanation?.blocked?.phase
  if (phase === undefined) return name
  if (phase === 'preflight') return `${name} at the preflight`
  return phase === 'response' ? `${name} at the response` : `${name} before it is sent`
}

function toSentence({ explanation, code, inputs }: Prediction): string {
  if (explanation === null) {
    const first = inputs[0]
    if (first !== undefined) return first.message
    return code.length === 1
      ? 'The policy does not start: there is a mistake in it'
      : `The policy does not start: there are ${code.length} mistakes in it, all reported at once`
  }
  const { blocked, response } = explanation
  if (blocked !== null) return blocked.message
  if (!response?.status) return 'The page gets a response whose status, headers and body it cannot read'
  const readable = [...new Set(response.headers.map(([header]) => header))]
  const what = readable.length === 0 ? 'none of its headers' : `its ${readable.join(', ')}`
  return `The page may read the response (status ${response.status}) and ${what}`
}
