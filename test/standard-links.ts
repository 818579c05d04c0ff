import { fetchAnchors, otherAnchors } from './tables/standard-anchors.ts'

/** Whether a link to a standard names an anchor that is there. */
export function isKnown(link: string): boolean {
  const [page, anchor = ''] = link.split('#')
  return page === 'https://fetch.spec.whatwg.org/' ? fetchAnchors.has(anchor) : otherAnchors.has(link)
}
