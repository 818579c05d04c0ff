import { toUrl } from '../predict.ts'
import type { PlaygroundState } from '../state.ts'

/** The origins that stand in for those of a state where a request is really sent. */
export interface StandIns {
  readonly page: string
  readonly api: string
  /** For every other origin: where a redirect may lead. */
  readonly other: string
}

/** Gives the origins of the demo: three names of one server on loopback. */
export function toStandIns(port: string): StandIns {
  return {
    page: `http://localhost:${port}`,
    api: `http://127.0.0.1:${port}`,
    other: `http://other.localhost:${port}`,
  }
}

/** Which answer of a state is asked for. */
export type Role = 'request' | 'target'

/** Gives the URL at which the demo answers as a state says. */
export function toRunUrl(origin: string, id: string, link: string, role: Role): string {
  // An apostrophe would end the URL where a console puts it into some.
  return `${origin}/run/${id}/${role}/${encodeURIComponent(link).replaceAll("'", '%27')}`
}

/** Reads a path of `toRunUrl`. */
export function parseRunPath(
  pathname: string,
): { readonly id: string; readonly role: Role; readonly link: string } | null {
  const [, id, role, link] = /^\/run\/([\w-]{1,40})\/(request|target)\/([^/]*)$/.exec(pathname) ?? []
  if (id === undefined || link === undefined) return null
  try {
    return { id, role: role === 'target' ? 'target' : 'request', link: decodeURIComponent(link) }
  } catch {
    return null
  }
}

/** Gives what stands in for an origin of the state. */
export function standIn(origin: string, state: PlaygroundState, { page, api, other }: StandIns): string {
  if (origin === state.page) return page
  return origin === toUrl(state).origin ? api : other
}

/** Puts the stand-ins into the value of a header: a slip beside an origin stays beside it. */
export function replaceOrigins(value: string, state: PlaygroundState, { page, api }: StandIns): string {
  const origins = [state.page, toUrl(state).origin].filter((origin) => origin.includes('://'))
  const pattern = new RegExp(origins.map((origin) => origin.replace(/[^\w:/]/g, '\\$&')).join('|'), 'gi')
  if (origins.length === 0) return value
  return value.replace(pattern, (found) => (found.toLowerCase() === state.page ? page : api))
}
