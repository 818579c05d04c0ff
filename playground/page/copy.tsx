import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { type SnippetId, toSnippets } from '../snippets.ts'
import { Segmented } from './segmented.tsx'
import { type Playground, toHash } from './use-playground.ts'

interface Item {
  readonly id: SnippetId | 'link'
  readonly label: string
  readonly text: string
}

/** What to take along: the link, the policy for each adapter, headers, commands and a test. */
export function Copy({ playground }: { readonly playground: Playground }): JSX.Element | null {
  const { predictions, announce } = playground
  const [chosen, setChosen] = useState<SnippetId | 'link'>('link')
  const [done, setDone] = useState({ text: '', label: '' })
  if (predictions === null) return null
  const { state, by } = predictions
  const link: Item = { id: 'link', label: 'Link', text: new URL(toHash(state), location.href).href }
  const snippets: readonly Item[] = [link, ...toSnippets(state, by[state.engine].explanation)]
  const snippet = snippets.find(({ id }) => id === chosen) ?? link
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(snippet.text)
      setDone({ text: snippet.text, label: 'Copied' })
      announce(`Copied: ${snippet.label}`)
    } catch {
      const shown = document.querySelector('#snippet')
      if (shown !== null) getSelection()?.selectAllChildren(shown)
      setDone({ text: snippet.text, label: 'Press Ctrl+C' })
      announce('The browser does not let this page copy: it is selected, press Ctrl+C')
    }
  }
  return (
    <section class="card copy" aria-labelledby="copy-title">
      <h2 id="copy-title">Take it along</h2>
      <Segmented
        legend="What to copy"
        name="copy"
        value={snippet.id}
        options={snippets.map(({ id, label }) => ({ value: id, label }))}
        onChange={(id) => setChosen(id)}
      />
      <div class="snippet">
        <pre id="snippet">{snippet.text}</pre>
        <button type="button" id="copy" onClick={copy}>
          {done.text === snippet.text ? done.label : 'Copy'}
        </button>
      </div>
    </section>
  )
}
