import type { PageCall } from '../browser-case.ts'
import type { Origins, Party } from './hosts.ts'

const parties: Readonly<Record<string, Party>> = {
  PAGE: 'page',
  SITE: 'same-site',
  OTHER: 'other-site',
  PLAIN: 'plain',
}

/** Puts origins, and the page's port, where a text names them. */
export function fillIn(text: string, origins: Origins): string {
  return text.replace(/\$(PAGE|SITE|OTHER|PLAIN|PORT)/g, (whole, name) => {
    if (name === 'PORT') return new URL(origins.page).port
    const party = parties[name]
    return party === undefined ? whole : origins[party]
  })
}

/** Puts origins into the strings of a policy; patterns and functions are left as they are. */
export function fillInDeep<Value>(value: Value, origins: Origins): Value
export function fillInDeep(value: unknown, origins: Origins): unknown {
  if (typeof value === 'string') return fillIn(value, origins)
  if (Array.isArray(value)) return value.map((item) => fillInDeep(item, origins))
  if (Object.prototype.toString.call(value) !== '[object Object]') return value
  return Object.fromEntries(Object.entries(Object(value)).map(([key, item]) => [key, fillInDeep(item, origins)]))
}

/**
 * Puts an origin into a URL. What follows the origin is a resource of the same case, so `$SITE/end` gets the path that
 * the case's resources have; `user:password@$SITE/end` is that URL with credentials. Other texts are left as they are.
 *
 * @param space - the path of the case's resources: `/name/fetch`
 */
export function fillInUrl(text: string, origins: Origins, space: string): string {
  const {
    credentials = '',
    name = '',
    rest = '',
  } = /^(?<credentials>[^$/@]+@)?\$(?<name>PAGE|SITE|OTHER|PLAIN)\/(?<rest>.*)$/.exec(text)?.groups ?? {}
  const party = parties[name]
  if (party === undefined) return fillIn(text, origins)
  return `${origins[party].replace('//', `//${credentials}`)}${space}/${rest}`
}

/** Puts names where a text has origins or the page's port: the opposite of `fillIn`. */
export function blankOut(text: string, origins: Origins): string {
  const named = text.replace(/(https?:\/\/)([^\s/@]+@)?([\w.]+:\d+)/g, (whole, scheme, credentials = '', host) => {
    const name = Object.entries(parties).find(([, party]) => origins[party] === `${scheme}${host}`)?.[0]
    return name === undefined ? whole : `${credentials}$${name}`
  })
  return named.replaceAll(new URL(origins.page).port, '$PORT')
}

/** Gives the path of a case's resources, from the URL of one. */
export function toSpace(url: string): string {
  return URL.canParse(url) ? new URL(url).pathname.split('/').slice(0, 3).join('/') : ''
}

/** Gives the URL that a call goes to. */
export function toCallUrl({ to = 'same-site', resource = 'start' }: PageCall, origins: Origins, space: string): string {
  if (/^[^/]*\$|^[a-z]+:/.test(resource)) return fillInUrl(resource, origins, space)
  return `${origins[to]}${space}/${resource}`
}
