import type { JSX } from 'preact'
import { AnswerForm } from './answer-form.tsx'
import { CodeEditor } from './code-editor.tsx'
import { PolicyForm } from './policy-form.tsx'
import { Segmented } from './segmented.tsx'
import type { Playground } from './use-playground.ts'

const kinds = [
  { value: 'policy', label: 'Policy' },
  { value: 'raw', label: 'Raw response headers' },
] as const

/** Who answers: a policy, as a form and as code, or headers. */
export function ServerForm({ playground }: { readonly playground: Playground }): JSX.Element {
  const { state, change } = playground
  const isRedirect = /^3/.test(state.status) || (state.server === 'raw' && /^3/.test(state.preflightStatus))
  return (
    <section class="card" aria-labelledby="server-title">
      <h2 id="server-title">The server</h2>
      <Segmented
        legend="How the server is described"
        name="server"
        value={state.server}
        options={kinds}
        onChange={(server) => change({ server })}
      />
      {state.server === 'policy' ? (
        <>
          <PolicyForm playground={playground} />
          <CodeEditor playground={playground} />
          <details class="more">
            <summary>What the handler behind it answers</summary>
            <AnswerForm playground={playground} title="Response" status="status" headers="responseHeaders" />
          </details>
        </>
      ) : (
        <>
          <AnswerForm playground={playground} title="Preflight" status="preflightStatus" headers="preflightHeaders" />
          <AnswerForm playground={playground} title="Response" status="status" headers="responseHeaders" />
        </>
      )}
      {isRedirect && (
        <AnswerForm playground={playground} title="Redirect target" status="targetStatus" headers="targetHeaders" />
      )}
    </section>
  )
}
