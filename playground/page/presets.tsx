import type { JSX } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { findPreset, presets } from '../presets.ts'
import { encodeState } from '../state.ts'
import { outcomeMarks } from './outcomes.tsx'
import type { Playground } from './use-playground.ts'

/** Classic mistakes to look at, as links to their states. */
export function Presets({ playground: { state } }: { readonly playground: Playground }): JSX.Element {
  const current = findPreset(state)
  const list = useRef<HTMLUListElement>(null)
  useEffect(() => {
    const link = list.current?.querySelector<HTMLElement>('[aria-current]')
    const strip = list.current
    if (link && strip) strip.scrollTo({ left: link.offsetLeft - strip.clientWidth / 2 + link.clientWidth / 2 })
  }, [current])
  const names = new Map(presets.map((preset) => [preset.name, preset.state]))
  return (
    <nav class="presets" aria-label="Classic mistakes">
      <h2>Classic mistakes</h2>
      <ul ref={list}>
        {presets.map((preset) => (
          <li key={preset.name}>
            <a
              href={`${location.href.replace(/#.*/s, '')}#${encodeState(preset.state, names)}`}
              title={preset.story}
              aria-current={preset === current ? 'true' : undefined}
            >
              <span class={`dot ${preset.want.outcome.replace(' ', '-')}`} aria-hidden="true">
                {outcomeMarks[preset.want.outcome]}
              </span>
              {preset.title}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}
