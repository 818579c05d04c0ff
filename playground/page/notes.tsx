import type { JSX } from 'preact'
import type { Note } from '../../src/explain.ts'
import { isCause } from './causes.ts'

/** Near-misses, look-alikes, and where browsers differ. */
export function Notes({ notes }: { readonly notes: readonly Note[] }): JSX.Element | null {
  const others = notes.filter((note) => !isCause(note))
  if (others.length === 0) return null
  return (
    <section class="card notes" aria-labelledby="notes-title">
      <h2 id="notes-title">Worth knowing</h2>
      <ul>
        {others.map(({ code, message }) => (
          <li key={code} class={code.startsWith('engine-') ? 'engine' : undefined}>
            {message}
          </li>
        ))}
      </ul>
    </section>
  )
}
