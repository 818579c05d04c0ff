import type { JSX } from 'preact'
import type { PlaygroundState } from '../state.ts'
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

/** The status line and headers of a pasted answer, as curl and DevTools give them. */
const statusLine = /^\s*HTTP\/[\d.]+ (\d{3})[^\n]*\n/i

/** A status and headers; whoever pastes a whole answer gets both. */
export function AnswerForm({ playground, title, status, headers }: AnswerProps): JSX.Element {
  const { state, change } = playground
  const set = (text: string): void => {
    const pasted = statusLine.exec(text)?.[1]
    const lines = text.replace(statusLine, '').replaceAll('\r', '')
    const changes: Partial<PlaygroundState> = {
      [headers]: lines,
      ...(pasted === undefined ? {} : { [status]: pasted }),
    }
    change(changes)
  }
  return (
    <div class="line answer">
      <TextField
        id={status}
        label={`${title} status`}
        value={state[status]}
        problem={findProblem(playground, status)}
        onInput={(text) => change({ [status]: text })}
      />
      <TextField
        id={headers}
        label={`${title} headers`}
        rows={Math.max(2, state[headers].split('\n').length)}
        value={state[headers]}
        placeholder="access-control-allow-origin: *"
        problem={findProblem(playground, headers)}
        onInput={set}
      />
    </div>
  )
}
