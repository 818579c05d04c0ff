import { isUnderSharedHost } from '../../src/origin/shared-hosts.ts'

// Stands in for tldts in the page, where its list would be more than all the rest: see docs/decisions/0055.

/** What countries call the places under which they register domains: `co.uk`, `com.au`, `gov.br`. */
const secondLevels: ReadonlySet<string> = new Set(
  'ac,asso,co,com,edu,gob,gouv,gov,go,govt,gv,info,lg,ltd,me,mil,ne,net,nhs,nom,nic,or,org,plc,pro,sch,school,web'.split(
    ',',
  ),
)

/** Gives the domain that somebody registered; `null` for a public suffix itself and for an address. */
export function getDomain(hostname: string): string | null {
  if (/^[\d.]+$|:/.test(hostname)) return null
  const labels = hostname.replace(/\.$/, '').split('.')
  const length = countSuffixLabels(labels) + 1
  return labels.length < length ? null : labels.slice(-length).join('.')
}

function countSuffixLabels(labels: readonly string[]): number {
  for (let count = Math.min(labels.length, 4); count > 1; count--) {
    const tail = labels.slice(-count)
    // The shortest tail that is under one is the shared host itself.
    if (isUnderSharedHost(tail.join('.')) && !isUnderSharedHost(tail.slice(1).join('.'))) return count
  }
  const [second = '', top = ''] = labels.slice(-2)
  return labels.length > 1 && top.length === 2 && secondLevels.has(second) ? 2 : 1
}

/** Nothing in the page asks for more. */
export function parse(hostname: string): { readonly domain: string | null } {
  return { domain: getDomain(hostname) }
}
