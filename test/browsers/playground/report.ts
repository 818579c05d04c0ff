/** What the page showed of a preset, in a real browser. */
export interface PresetReport {
  readonly outcome: string
  readonly code: string | null
  /** Whether the browser did what was predicted, and what was shown of it; `null` where it cannot be played. */
  readonly real: { readonly agrees: boolean; readonly text: string } | null
  /** The outcome after the fix was applied; `null` where there is no button. */
  readonly fixed: string | null
  /** The outcome after that was undone. */
  readonly undone: string | null
}

/** What the page did when somebody used it. */
export interface DriverReport {
  readonly presets: Readonly<Record<string, PresetReport>>
  /** What was done, with what was there afterwards. */
  readonly uses: Readonly<Record<string, unknown>>
  /** Errors that nobody caught, and what the page's policy forbade. */
  readonly errors: readonly string[]
}
