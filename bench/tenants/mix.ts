import { createRandom, createShares, drawRank } from './zipf.ts'

/** How many tenants there are. */
export const tenantCount = 1_000_000

/** The share of requests from origins that nobody knows: scanners, previews, mistakes. */
export const unknownShare = 0.05

/** Names a tenant's origin. Ranks are not in the order of the keys. */
export function toOrigin(rank: number): string {
  return `https://tenant-${(rank * 7919) % tenantCount}.example`
}

/** Tells a tenant's origin from an unknown one, without a store. */
export function isTenant(origin: string): boolean {
  return origin.startsWith('https://tenant-')
}

/** Draws origins as requests would bring them: by Zipf's law from all tenants, and some that are unknown. */
export function createMix(seed: number): () => string {
  const random = createRandom(seed)
  const shares = createShares(tenantCount)
  return () =>
    random() < unknownShare
      ? `https://unknown-${Math.floor(random() * 2 ** 32)}.example`
      : toOrigin(drawRank(shares, random))
}
