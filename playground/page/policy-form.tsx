import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { setOption, toSource } from '../policy/edit-policy.ts'
import { LiteralError, readLiteral } from '../policy/literal.ts'
import { readPolicyCode } from '../policy/policy-code.ts'
import { TextField } from './field.tsx'
import type { Playground } from './use-playground.ts'

const lists = [
  { name: 'origin', label: 'Origins that may read, one a line', placeholder: 'https://app.example.com' },
  { name: 'methods', label: 'Other methods', placeholder: 'PUT, DELETE' },
  { name: 'allowedHeaders', label: 'Request headers', placeholder: 'content-type' },
  { name: 'exposedHeaders', label: 'Exposed headers', placeholder: 'x-request-id' },
] as const

/** The options that most policies have, as a form. What it changes changes in the code, and the other way round. */
export function PolicyForm({ playground: { state, change } }: { readonly playground: Playground }): JSX.Element {
  const options = readOptions(state.policy)
  const set = (name: string, source: string | null): void => change({ policy: setOption(state.policy, name, source) })
  if (options === null) return <p class="hint">The form comes back when the code below can be read.</p>
  const maxAge = options['maxAge']
  return (
    <div class="policy-form">
      {lists.map(({ name, label, placeholder }) => (
        <ListField key={name} {...{ name, label, placeholder }} value={options[name]} onChange={set} />
      ))}
      <TextField
        id="max-age"
        label="Max age in seconds"
        value={maxAge === undefined ? '' : String(maxAge)}
        placeholder="600"
        onInput={(text) => set('maxAge', text === '' ? null : /^\d+$/.test(text) ? text : toSource(text))}
      />
      <label class="check">
        <input
          type="checkbox"
          checked={options['credentials'] === true}
          onChange={(event) => set('credentials', event.currentTarget.checked ? 'true' : null)}
        />
        With credentials, such as cookies
      </label>
    </div>
  )
}

function readOptions(code: string): Readonly<Record<string, unknown>> | null {
  try {
    return readPolicyCode(code).options
  } catch (error) {
    if (error instanceof LiteralError) return null
    throw error
  }
}

interface ListProps {
  readonly name: string
  readonly label: string
  readonly placeholder: string
  readonly value: unknown
  onChange(name: string, source: string | null): void
}

/** A list, separated by commas or lines. What is typed stays as it is while it means what the code says. */
function ListField({ name, label, placeholder, value, onChange }: ListProps): JSX.Element {
  const [draft, setDraft] = useState('')
  const isLines = name === 'origin'
  const shown = value === undefined ? '' : [value].flat().join(isLines ? '\n' : ', ')
  const text = toListSource(draft) === toListSource(shown) ? draft : shown
  const type = (typed: string): void => {
    setDraft(typed)
    onChange(name, toListSource(typed))
  }
  const rows = isLines ? { rows: Math.max(2, text.split('\n').length) } : {}
  return (
    <TextField id={`policy-${name}`} label={label} value={text} {...rows} placeholder={placeholder} onInput={type} />
  )
}

/** Items are RegExps, which may hold commas, or anything without. */
const item = /\/(?:[^/\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/\w*|[^\s,]+/g

function toListSource(text: string): string | null {
  const items = text.match(item) ?? []
  if (items.length === 0) return null
  if (items.join() === '*') return "'*'"
  return `[${items.map((one) => (isRegExp(one) ? one : toSource(one))).join(', ')}]`
}

function isRegExp(text: string): boolean {
  try {
    return text.startsWith('/') && readLiteral(text, 0).end === text.length
  } catch {
    return false
  }
}
