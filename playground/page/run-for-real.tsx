import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { browserNames } from '../console-texts.ts'
import { predict } from '../predict.ts'
import { type Comparison, callHere, compare, findObstacle, runForReal, toEngine } from '../run/run-for-real.ts'
import { toStandIns } from '../run/stand-ins.ts'
import { isSame, type PlaygroundState } from '../state.ts'
import { callInFrame } from './frame.ts'
import type { Playground } from './use-playground.ts'

interface Run {
  readonly state: PlaygroundState
  readonly rows: readonly Comparison[]
  readonly error: string | null
}

const engine = toEngine(navigator.userAgent)
const browser = engine === 'chromium' ? 'Chrome' : browserNames[engine]

/** Sends the request to the demo API, and puts what this browser did beside the prediction. */
export function RunForReal({ playground }: { readonly playground: Playground }): JSX.Element | null {
  const { predictions, announce } = playground
  const [run, setRun] = useState<Run | 'running' | string | null>(null)
  const explanation = predictions?.by[predictions.state.engine].explanation
  if (!predictions || !explanation) return null
  const { state } = predictions
  const isServed = location.hostname === 'localhost'
  const obstacle = isServed
    ? findObstacle(explanation)
    : 'For this, start the playground with npm start: it needs the demo API.'
  const start = async (): Promise<void> => {
    setRun('running')
    const done = await play(state)
    setRun(done)
    announce(typeof done === 'string' ? done : toSummary(done.rows))
  }
  const shown = typeof run === 'object' && run !== null && isSame(run.state, state) ? run : null
  return (
    <section class="card real" aria-labelledby="real-title">
      <h2 id="real-title">Run it for real</h2>
      <p>
        Sends this request from this page to the demo API, which has another origin and answers as described. The
        origins are replaced by the real ones.
      </p>
      {obstacle !== null ? (
        <p class="hint">{obstacle}</p>
      ) : (
        <button type="button" id="run" disabled={run === 'running'} onClick={start}>
          {run === 'running' ? 'Sending…' : `Send it with this ${browser}`}
        </button>
      )}
      {typeof run === 'string' && run !== 'running' && <p class="problem">{run}</p>}
      {shown !== null && obstacle === null && <RunTable run={shown} />}
    </section>
  )
}

/** @returns what happened, or why the demo cannot tell */
async function play(state: PlaygroundState): Promise<Run | string> {
  const { explanation } = await predict(state, engine)
  if (explanation === null) return 'There is nothing to compare with.'
  try {
    const observed = await runForReal(state, toStandIns(location.port), state.page === 'null' ? callInFrame : callHere)
    return { state, rows: compare(explanation, observed), error: observed.error }
  } catch {
    return 'The demo API does not answer: is npm start still running?'
  }
}

function toSummary(rows: readonly Comparison[]): string {
  return rows.every(({ agrees }) => agrees) ? `${browser} did what was predicted` : `${browser} did something else`
}

function RunTable({ run: { rows, error } }: { readonly run: Run }): JSX.Element {
  const agrees = rows.every((row) => row.agrees)
  return (
    <div class={agrees ? 'run agrees' : 'run differs'} data-agrees={agrees}>
      <p class="summary">
        <span aria-hidden="true">{agrees ? '✓' : '✕'}</span> {toSummary(rows)}
      </p>
      <table>
        <thead>
          <tr>
            <td />
            <th scope="col">Predicted</th>
            <th scope="col">This {browser}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ label, predicted, observed, agrees: isSame }) => (
            <tr key={label} class={isSame ? undefined : 'differs'}>
              <th scope="row">{label}</th>
              <td>{predicted}</td>
              <td>{observed}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {error !== null && (
        <p class="hint">
          All that the page learned: <code>{error}</code> The reason stands in the console, and nowhere else.
        </p>
      )}
    </div>
  )
}
