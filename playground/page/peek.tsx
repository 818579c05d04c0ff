import type { JSX } from 'preact'
import { OutcomeIcon, outcomeNames, toOutcome } from './outcomes.tsx'
import type { Playground } from './use-playground.ts'

/** On a phone, the verdict under the thumb while the form is filled in, and the way to it. */
export function Peek({ playground: { state, predictions } }: { readonly playground: Playground }): JSX.Element | null {
  if (predictions === null) return null
  const prediction = predictions.by[state.engine]
  const outcome = toOutcome(prediction)
  const show = (): void => document.querySelector('#outcome')?.scrollIntoView()
  return (
    <button type="button" class={`peek ${outcome.replace(' ', '-')}`} onClick={show}>
      <OutcomeIcon outcome={outcome} />
      <strong>{outcomeNames[outcome]}</strong>
      <span>See why</span>
    </button>
  )
}
