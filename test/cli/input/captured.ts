import { readFileSync } from 'node:fs'
import type { Sent } from './capture/lab.ts'

/** A call that a page of a real browser made, what it sent, and what its DevTools copied. */
export interface CapturedRow {
  readonly name: string
  /** The call. */
  readonly call: string
  readonly isShared: boolean
  /** What the servers got, the preflight and redirects included. */
  readonly sent: readonly Sent[]
  readonly copied: { readonly bash: string; readonly cmd: string; readonly fetch: string; readonly node?: string }
  /** The preflight, for Bash. */
  readonly preflight?: string
}

/** The engines whose DevTools wrote fixtures; capture/main.ts makes them anew. */
export const capturedEngines = ['chromium', 'firefox'] as const

/** What DevTools of a browser copied; only the ports were rewritten. */
export function readCaptured(engine: (typeof capturedEngines)[number]): readonly CapturedRow[] {
  return JSON.parse(readFixture(`${engine}.json`)).rows
}

export function readFixture(name: string): string {
  return readFileSync(new URL(`fixtures/${name}`, import.meta.url), 'utf8')
}

/** The page of all of them. */
export const capturedPage = 'http://localhost:8080'
