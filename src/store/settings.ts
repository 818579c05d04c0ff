import { closestMatch } from 'leven'
import type { CachedOriginsOptions } from './options.ts'

/** Options that were read and found right; all times are in milliseconds. */
export interface Settings<C> {
  readonly maxAge: number
  readonly negativeMaxAge: number
  readonly staleWhileRevalidate: number
  readonly staleIfError: number
  readonly maxEntries: number
  readonly timeout: number
  readonly retryAfter: number
  readonly tenant: ((context: C) => string) | undefined
  readonly waitUntil: ((promise: Promise<unknown>, context: C) => void) | undefined
  readonly onEvent: CachedOriginsOptions['onEvent']
  readonly onError: CachedOriginsOptions['onError']
  readonly onRecover: CachedOriginsOptions['onRecover']
  readonly now: () => number
}

/** An option that is a number: its default, what it counts, and its range. */
interface NumberKind {
  readonly standard: number
  readonly unit: string
  readonly least: number
  readonly most: number
  /** Turns what is written into what is used. */
  readonly factor: number
}

const seconds = { unit: 'seconds', least: 0, most: 86400, factor: 1000 }

const numbers = {
  maxAge: { standard: 60, ...seconds },
  negativeMaxAge: { standard: 10, ...seconds },
  staleWhileRevalidate: { standard: 0, ...seconds },
  staleIfError: { standard: 0, ...seconds },
  retryAfter: { standard: 1, ...seconds },
  maxEntries: { standard: 10_000, unit: 'origins', least: 1, most: 1_000_000, factor: 1 },
  // Above 2 ** 31 - 1 timers fire at once.
  timeout: { standard: 2000, unit: 'milliseconds', least: 1, most: 2_147_483_647, factor: 1 },
} as const satisfies Record<string, NumberKind>

const functions = ['tenant', 'waitUntil', 'onEvent', 'onError', 'onRecover', 'now'] as const
const known: readonly string[] = [...Object.keys(numbers), ...functions]

/** @throws TypeError with everything that is wrong, and what to write instead */
export function readSettings<C>(source: unknown, options: CachedOriginsOptions<C>): Settings<C> {
  const mistakes: string[] = []
  if (typeof source !== 'function') {
    mistakes.push('source: Pass a function from an origin to a promise of true or false, such as async (origin) => …')
  }
  const isObject = typeof options === 'object' && options !== null && !Array.isArray(options)
  if (!isObject) mistakes.push('options: Pass an object such as { maxAge: 60 }, or nothing')
  // Without a prototype, so that what pollutes Object.prototype is no option.
  const given: Readonly<Record<string, unknown>> = Object.assign(Object.create(null), isObject ? options : {})
  const settings = { ...readNumbers(given, mistakes), ...readFunctions(given, mistakes) }
  for (const key of Object.keys(given).filter((key) => !known.includes(key))) {
    const similar = closestMatch(key, known, { maxDistance: Math.floor(key.length / 2) })
    mistakes.push(
      `${key}: There is no such option; ${similar === undefined ? 'remove it' : `did you mean "${similar}"?`}`,
    )
  }
  if (mistakes.length > 0) {
    throw new TypeError(['Cannot cache the origins of a source', ...mistakes].join('\n  '))
  }
  return { ...settings, now: settings.now ?? Date.now } as Settings<C>
}

function readNumbers(given: Readonly<Record<string, unknown>>, mistakes: string[]): Record<string, number> {
  const entries = Object.entries(numbers).map(([name, kind]: [string, NumberKind]) => {
    const { standard, unit, least, most, factor } = kind
    const value = given[name] ?? standard
    if (typeof value !== 'number' || !Number.isInteger(value) || value < least || value > most) {
      const range = `Write a whole number of ${unit} from ${least} to ${most}, such as ${standard}`
      mistakes.push(`${name}: ${range}${typeof value === 'number' ? `, not ${value}` : ''}`)
    }
    return [name, Number(value) * factor] as const
  })
  return Object.fromEntries(entries)
}

function readFunctions(
  given: Readonly<Record<string, unknown>>,
  mistakes: string[],
): Partial<Record<(typeof functions)[number], unknown>> {
  const entries = functions.map((name) => {
    const value = given[name]
    if (value !== undefined && typeof value !== 'function') mistakes.push(`${name}: Pass a function, or leave it out`)
    return [name, value] as const
  })
  return Object.fromEntries(entries)
}
