import { type CachedOrigins, type CachedOriginsOptions, cachedOrigins } from '../../src/origins.ts'

/** A source whose answers a test sets, a clock that a test moves, and all that happened. */
export interface ControlledSource<C = unknown> extends CachedOrigins<C> {
  /** What the source does with the next reads: returns a value, throws an error, or never answers. */
  does: unknown
  /** The time, in milliseconds. */
  time: number
  /** What the source was asked for. */
  readonly reads: string[]
  /** The types of the events so far, in their order. */
  readonly events: string[]
  /** What `onError` and `onRecover` heard. */
  readonly reports: string[]
}

/** What the source does for ever if it is told so. */
export const hang: unique symbol = Symbol('hang')

export function startSource<C = unknown>(options: CachedOriginsOptions<C> = {}): ControlledSource<C> {
  const record = {
    does: true as unknown,
    time: 0,
    reads: [] as string[],
    events: [] as string[],
    reports: [] as string[],
  }
  const ask = async (origin: string, tenant: string): Promise<never> => {
    record.reads.push(tenant === '' ? origin : `${tenant} ${origin}`)
    const { does } = record
    if (does === hang) return await new Promise<never>(() => {})
    if (does instanceof Error) throw does
    return (does instanceof Promise ? await does : does) as never
  }
  const origins = cachedOrigins<C>(ask, {
    now: () => record.time,
    onEvent: ({ type }) => record.events.push(type),
    onError: ({ code, origin }) => record.reports.push(`${code} ${origin}`),
    onRecover: ({ code, origin }) => record.reports.push(`over: ${code} ${origin}`),
    ...options,
  })
  return Object.assign(record, origins)
}
