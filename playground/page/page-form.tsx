import type { JSX } from 'preact'
import { choices, type PlaygroundState } from '../state.ts'
import { SelectField, TextField } from './field.tsx'
import { findProblem } from './problems.ts'
import type { Playground } from './use-playground.ts'

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS']

/** Where the page stands, and what it asks for. */
export function PageForm({ playground }: { readonly playground: Playground }): JSX.Element {
  const { state, change } = playground
  const problem = (where: keyof PlaygroundState): string | undefined => findProblem(playground, where)
  const changeBody = (body: PlaygroundState['body']): void => {
    const isTyped = /^\s*content-type\s*:/im.test(state.headers)
    const type = body === 'json' && !isTyped ? 'content-type: application/json' : ''
    change({ body, headers: [state.headers, type].filter((line) => line !== '').join('\n') })
  }
  return (
    <section class="card" aria-labelledby="page-title">
      <h2 id="page-title">The page and its request</h2>
      <TextField
        id="page"
        label="Origin of the page"
        value={state.page}
        problem={problem('page')}
        onInput={(page) => change({ page })}
      />
      <div class="line">
        <TextField
          id="method"
          label="Method"
          value={state.method}
          list={methods}
          problem={problem('method')}
          onInput={(method) => change({ method })}
        />
        <TextField id="url" label="URL" value={state.url} problem={problem('url')} onInput={(url) => change({ url })} />
      </div>
      <TextField
        id="headers"
        label="Request headers, one a line"
        rows={Math.max(2, state.headers.split('\n').length)}
        value={state.headers}
        placeholder="content-type: application/json"
        problem={problem('headers')}
        onInput={(headers) => change({ headers })}
      />
      <div class="grid">
        <SelectField
          id="credentials"
          label="Credentials"
          value={state.credentials}
          options={choices.credentials}
          onChange={(credentials) => change({ credentials })}
        />
        <SelectField id="body" label="Body" value={state.body} options={choices.body} onChange={changeBody} />
        <SelectField
          id="mode"
          label="Mode"
          value={state.mode}
          options={choices.mode}
          onChange={(mode) => change({ mode })}
        />
        <SelectField
          id="redirect"
          label="Redirect"
          value={state.redirect}
          options={choices.redirect}
          onChange={(redirect) => change({ redirect })}
        />
      </div>
    </section>
  )
}
