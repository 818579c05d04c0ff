import type { JSX } from 'preact'
import type { Prediction } from '../predict.ts'

/** What came of a state, in one word. */
export type Outcome = 'shared' | 'blocked' | 'opaque' | 'no policy'

/** Tells the outcome of a prediction; an opaque redirect is opaque. */
export function toOutcome({ explanation }: Prediction): Outcome {
  if (explanation === null) return 'no policy'
  return explanation.outcome === 'opaqueredirect' ? 'opaque' : explanation.outcome
}

/** A mark for each, so that nobody has to tell colours apart. */
export const outcomeMarks: Readonly<Record<Outcome, string>> = {
  shared: '✓',
  blocked: '✕',
  opaque: '◐',
  'no policy': '!',
}

/** The names of outcomes. */
export const outcomeNames: Readonly<Record<Outcome, string>> = {
  shared: 'Shared',
  blocked: 'Blocked',
  opaque: 'Opaque',
  'no policy': 'No verdict',
}

const paths: Readonly<Record<Outcome, string>> = {
  shared: 'm7 12.5 3.4 3.4L17 9',
  blocked: 'm8 8 8 8m0-8-8 8',
  opaque: 'M6 12h12',
  'no policy': 'M12 7v6m0 3.5v.1',
}

/** Draws the mark of an outcome. */
export function OutcomeIcon({ outcome }: { readonly outcome: Outcome }): JSX.Element {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
      <circle cx="12" cy="12" r="11" />
      <path d={paths[outcome]} />
    </svg>
  )
}
