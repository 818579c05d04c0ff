import type { JSX } from 'preact'
import { findPreset } from '../presets.ts'
import { Consoles } from './consoles.tsx'
import { Diagram } from './diagram.tsx'
import { FixCard } from './fix-card.tsx'
import { Mistakes } from './mistakes.tsx'
import { Notes } from './notes.tsx'
import { toOutcome } from './outcomes.tsx'
import { type Playground, toHash } from './use-playground.ts'
import { Verdict } from './verdict.tsx'

/** What comes of the state: the verdict, the fix, the exchange, and what the browsers say. */
export function Result({ playground }: { readonly playground: Playground }): JSX.Element | null {
  const { predictions } = playground
  if (predictions === null) return null
  const { state, by } = predictions
  const prediction = by[state.engine]
  const { explanation } = prediction
  const preset = findPreset(state)
  return (
    <div
      class="result"
      data-link={toHash(state)}
      data-outcome={toOutcome(prediction)}
      data-code={explanation?.blocked?.code}
    >
      {preset !== undefined && (
        <p class="story">
          <strong>{preset.title}.</strong> {preset.story}
        </p>
      )}
      <Verdict playground={playground} predictions={predictions} />
      <Mistakes playground={playground} predictions={predictions} />
      <FixCard playground={playground} predictions={predictions} />
      {explanation !== null && (
        <>
          <Diagram explanation={explanation} />
          <Consoles by={by} />
          <Notes notes={explanation.notes} />
        </>
      )}
    </div>
  )
}
