import type { JSX } from 'preact'

/** The name of the page, and what it is for. */
export function Header(): JSX.Element {
  return (
    <header class="top">
      <button type="button" class="skip" onClick={() => document.querySelector<HTMLElement>('#outcome')?.focus()}>
        Skip to the verdict
      </button>
      <svg viewBox="0 0 32 32" aria-hidden="true">
        <rect width="32" height="32" rx="8" />
        <path d="M7 12h15m-5-5 5 5-5 5M25 21H10m5-5-5 5 5 5" />
      </svg>
      <h1>
        fetch-cors <span>playground</span>
      </h1>
      <p>Describe a request, see what a browser does with it, why, and what to change.</p>
    </header>
  )
}
