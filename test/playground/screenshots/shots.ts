/** A picture of the playground. */
export interface Shot {
  readonly name: string
  /** The state, as its link has it. */
  readonly fragment: string
  readonly width: number
  readonly height: number
  readonly scheme: 'light' | 'dark'
  /** What to click before, and what is true afterwards. */
  readonly click?: readonly { readonly selector: string; readonly until: string }[]
  /** What to scroll to. */
  readonly focus?: string
}

const isFixed = { selector: '#apply', until: "document.querySelector('#undo') !== null" }
const isRun = { selector: '#run', until: "document.querySelector('[data-agrees]') !== null" }

/** Five states: blocked and fixed, in light and dark, on a desk and on a phone. */
export const shots: readonly Shot[] = [
  { name: 'blocked', fragment: 'preset=missing-method', width: 1360, height: 960, scheme: 'light' },
  { name: 'fixed', fragment: 'preset=missing-method', width: 1360, height: 960, scheme: 'dark', click: [isFixed] },
  { name: 'misspelled', fragment: 'preset=misspelled-policy', width: 1360, height: 960, scheme: 'light' },
  {
    name: 'for-real',
    fragment: 'preset=all-is-well',
    width: 1360,
    height: 960,
    scheme: 'dark',
    click: [isRun],
    focus: '.real',
  },
  { name: 'phone', fragment: 'preset=json-content-type', width: 390, height: 844, scheme: 'light', focus: '#outcome' },
]
