import type { BrowserCase, ObservedRequest } from '../browser-case.ts'

/** Who answers: the page's own server, or one of the APIs. */
export type Party = ObservedRequest['host']

/** Where a page stands. */
export type PageKind = NonNullable<BrowserCase['page']>

/** The origin of every party, as a page of one kind sees them. */
export type Origins = Readonly<Record<Party, string>>

/** The ports of the lab on loopback, for http and for https. */
export interface Ports {
  readonly http: number
  readonly https: number
}

/** The parties' hosts. Browsers take `localhost` and what ends in it for loopback; they are told to take `plain` there. */
export const hosts: Readonly<Record<Party, string>> = {
  page: 'app.site.localhost',
  'same-site': 'api.site.localhost',
  'other-site': 'api.other.localhost',
  plain: 'api.plain.test',
}

/** Gives the origins that a page of this kind calls; those of frames are those of the page around them. */
export function toOrigins(kind: PageKind, ports: Ports): Origins {
  const origin = (party: Party): string =>
    kind === 'https' ? `https://${hosts[party]}:${ports.https}` : `http://${hosts[party]}:${ports.http}`
  return {
    page: origin('page'),
    'same-site': origin('same-site'),
    'other-site': origin('other-site'),
    plain: `http://${hosts.plain}:${ports.http}`,
  }
}

/** Tells by the `Host` of a request to whom it was sent. */
export function toParty(host: string | undefined): Party {
  const name = host?.replace(/:\d+$/, '')
  for (const party of ['page', 'same-site', 'other-site', 'plain'] as const) if (hosts[party] === name) return party
  throw new Error(`No server has the name "${host}"`)
}
