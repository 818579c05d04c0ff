import type { JSX } from 'preact'
import type { Engine } from '../../src/explain.ts'
import { browserNames, fetchErrors, toConsoleText } from '../console-texts.ts'
import type { Predictions } from './use-playground.ts'

const engines: readonly Engine[] = ['chromium', 'firefox', 'webkit']

/** What each browser prints in its console: the words that people paste into a search box. */
export function Consoles({ by }: { readonly by: Predictions['by'] }): JSX.Element | null {
  if (engines.every((engine) => by[engine].explanation?.outcome !== 'blocked')) return null
  return (
    <section class="card consoles" aria-labelledby="consoles-title">
      <h2 id="consoles-title">What the console says</h2>
      <dl>
        {engines.map((engine) => (
          <div key={engine}>
            <dt>{browserNames[engine]}</dt>
            <ConsoleText engine={engine} by={by} />
          </div>
        ))}
      </dl>
      <p class="hint">The page itself learns nothing of it: to the page it is the same error as a cut cable.</p>
    </section>
  )
}

function ConsoleText({ engine, by }: { readonly engine: Engine; readonly by: Predictions['by'] }): JSX.Element {
  const { explanation } = by[engine]
  if (explanation === null || explanation.blocked === null) return <dd class="fine">Does not block this.</dd>
  const text = toConsoleText(engine, explanation)
  const { names } = explanation.blocked
  const name = engine === 'webkit' ? null : names[engine]
  return (
    <dd>
      {text === null ? <p class="hint">Only that the request failed.</p> : <p class="printed">{text}</p>}
      <p class="error">
        <code>{fetchErrors[engine]}</code>
        {name !== null && <span>{name}</span>}
      </p>
    </dd>
  )
}
