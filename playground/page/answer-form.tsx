import type { JSX } from 'preact'
import { readAnswer } from '../paste.ts'
import { TextField } from './field.tsx'
import { findProblem } from './problems.ts'
import type { Playground } from './use-playground.ts'

type Texts = 'preflightStatus' | 'preflightHeaders' | 'status' | 'responseHeaders' | 'targetStatus' | 'targetHeaders'

interface AnswerProps {
  readonly playground: Playground
  readonly title: string
  readonly status: Texts
  readonly headers: Texts
}

/** A status and headers; whoever pastes a whole answer gets both. */
export function AnswerForm({ playground, title, status, headers }: AnswerProps): JSX.Element {
  const { state, change } = playground
  const set = (text: string): void => {
    // Only a whole answer: what is typed line by line stays as it is typed.
    const pasted = /^\s*HTTP\//i.test(text) ? readAnswer(text) : null
    const { status: code = state[status], responseHeaders = text } = pasted ?? {}
    change({ [headers]: responseHeaders, [status]: code })
  }
  return (
    <fieldset class="line answer">
      <legend>{title}</legend>
      <TextField
        id={status}
        label="Status"
        value={state[status]}
        problem={findProblem(playground, status)}
        onInput={(text) => change({ [status]: text })}
      />
      <TextField
        id={headers}
        label="Headers, one a line"
        rows={Math.max(2, state[headers].split('\n').length)}
        value={state[headers]}
        placeholder="access-control-allow-origin: *"
        problem={findProblem(playground, headers)}
        onInput={set}
      />
    </fieldset>
  )
}
