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

/** What to do, with a button that does it; once it is done, what was changed. */
export function FixCard({ playground, predictions: { state, by } }: FixProps): JSX.Element | null {
  const [applied, setApplied] = useState<{ from: PlaygroundState; to: PlaygroundState } | null>(null)
  const { explanation } = by[state.engine]
  const blocked = explanation?.blocked ?? null
  if (applied !== null && isSame(applied.to, state)) {
    const undo = (): void => playground.go(applied.from, 'The fix is undone')
    return <Applied {...applied} undo={undo} />
  }
  if (blocked === null || explanation === null) return null
  const fixed = applyFix(state, explanation)
  const apply = (): void => {
    if (fixed === null) return
    setApplied({ from: state, to: fixed })
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

interface AppliedProps {
  readonly from: PlaygroundState
  readonly to: PlaygroundState
  undo(): void
}

function Applied({ from, to, undo }: AppliedProps): JSX.Element {
  return (
    <section class="fix applied" aria-labelledby="fix-title">
      <h2 id="fix-title">Fix applied</h2>
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
