import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { readPasted, toPasteAdvice } from '../paste.ts'
import { TextField } from './field.tsx'
import type { Playground } from './use-playground.ts'

/** Fills the form in from what somebody with a blocked request has. */
export function Paste({ playground }: { readonly playground: Playground }): JSX.Element {
  const [text, setText] = useState('')
  const [said, setSaid] = useState('')
  const read = (typed: string): void => {
    const pasted = readPasted(typed)
    setText(pasted === null ? typed : '')
    const sentence = pasted === null ? toPasteAdvice(typed) : `Read as ${pasted.kind}. ${pasted.open}`.trim()
    setSaid(typed.trim() === '' ? '' : sentence)
    if (pasted !== null) playground.go({ ...playground.state, ...pasted.changes }, sentence)
  }
  return (
    <section class="card paste" aria-labelledby="paste-title">
      <h2 id="paste-title">Blocked? Paste what you have</h2>
      <TextField
        id="paste"
        label="Console message, “Copy as fetch / cURL”, curl -i output"
        rows={2}
        value={text}
        placeholder="Access to fetch at 'https://…' from origin 'https://…' has been blocked by CORS policy: …"
        onInput={read}
      />
      {said !== '' && <p class="hint">{said}</p>}
    </section>
  )
}
