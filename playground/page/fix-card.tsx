import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { applyFix, isLoginNote } from '../fix.ts'
import { isSame, type PlaygroundState } from '../state.ts'
import { isCause } from './causes.ts'
import { listChanges } from './changes.ts'
import type { Playground, Predictions } from './use-playground.ts'

interface FixProps {
  readonly playground: Playground
  readonly predictions: Predictions
}

/** What was changed, once a fix is applied, and what is to be done, with a button that does it. */
export function FixCard({ playground, predictions }: FixProps): JSX.Element {
  const [applied, setApplied] = useState<Applied | null>(null)
  const { state } = predictions
  const undo = (): void => applied?.from && playground.go(applied.from, 'The fix is undone')
  return (
    <>
      {applied !== null && isSame(applied.to, state) && <Changed {...applied} undo={undo} />}
      <Fix playground={playground} predictions={predictions} onApply={setApplied} />
    </>
  )
}

interface Applied {
  readonly from: PlaygroundState
  readonly to: PlaygroundState
}

interface FixingProps extends FixProps {
  onApply(applied: Applied): void
}

function Fix({ playground, predictions: { state, by }, onApply }: FixingProps): JSX.Element | null {
  const { explanation } = by[state.engine]
  const blocked = explanation?.blocked ?? null
  if (blocked === null || explanation === null) return null
  const fixed = applyFix(state, explanation)
  const apply = (): void => {
    if (fixed === null) return
    onApply({ from: state, to: fixed })
    playground.go(fixed, `The fix is applied: ${listChanges(state, fixed).map(toWords).join('; ')}`)
  }
  return (
    <section class="fix" aria-labelledby="fix-title">
      <h2 id="fix-title">Fix</h2>
      <div class="advice">
        {explanation.notes.filter(isCause).map(({ code, message }) => (
          <p key={code}>{message}</p>
        ))}
        {!explanation.notes.some(isLoginNote) && <p>{blocked.fix.advice}.</p>}
      </div>
      {fixed === null ? (
        <p class="hint">No header cures this, so there is no button for it.</p>
      ) : (
        <button type="button" class="primary" id="apply" onClick={apply}>
          Apply the fix
        </button>
      )}
    </section>
  )
}

interface ChangedProps extends Applied {
  undo(): void
}

function Changed({ from, to, undo }: ChangedProps): JSX.Element {
  return (
    <section class="fix applied" aria-labelledby="applied-title">
      <h2 id="applied-title">Fix applied</h2>
      <ul class="changes">
        {listChanges(from, to).map(({ where, removed, added }) => (
          <li key={where}>
            <span>{where}</span>
            {removed.map((line) => (
              <del key={line}>{line}</del>
            ))}
            {added.map((line) => (
              <ins key={line}>{line}</ins>
            ))}
          </li>
        ))}
      </ul>
      <button type="button" id="undo" onClick={undo}>
        Undo
      </button>
    </section>
  )
}

function toWords({ where, added, removed }: ReturnType<typeof listChanges>[number]): string {
  const gone = removed.length > 0 && added.length === 0 ? `without ${removed.join(', ')}` : added.join(', ')
  return `${where}: ${gone}`
}
