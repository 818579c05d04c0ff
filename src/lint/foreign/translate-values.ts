import type { GivenOption, Translating } from './translate.ts'

/** The longest that any browser keeps a preflight's answer, in seconds. */
const longest = 86400

/** Writes `maxAge`. */
export function translateMaxAge(given: GivenOption, { kind, written, note }: Translating): void {
  if (!given.isGiven || given.value === false) return
  if (given.value === given.known.ignores) {
    note('left-out', given.name, `${given.value} is ignored there, so browsers take 5 seconds`)
    return
  }
  const number = typeof given.value === 'string' ? Number(given.value || Number.NaN) : Number(given.value)
  const seconds = kind.normalizes ? Math.max(0, Math.floor(number)) : number
  if (!Number.isInteger(seconds) || seconds < 0) {
    note('left-out', given.name, 'browsers read a whole number of seconds only, and take 5 for anything else')
    return
  }
  written['maxAge'] = Math.min(seconds, longest)
  if (seconds > longest) note('changed', given.name, `no browser keeps a preflight for more than ${longest} seconds`)
}

/** Writes `preflightStatus`, which h3 has in an object. */
export function translateStatus(given: GivenOption, { written, note }: Translating): void {
  if (!given.isGiven) return
  const status = typeof given.value === 'object' ? Object(given.value).statusCode : given.value
  if (status === undefined || status === 204) return
  if (Number.isInteger(status) && status >= 200 && status <= 299) written['preflightStatus'] = status
  else note('left-out', given.name, 'browsers refuse a preflight whose status is not from 200 to 299')
}
