import { readdirSync, readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { cachedOrigins } from '../../src/origins.ts'
import { createMix, isTenant } from './mix.ts'

/** What a bound on entries does. */
export interface Bound {
  readonly maxEntries: number
  /** The share of look-ups that asked the store, of a cache that is warm. */
  readonly reads: number
  /** The heap that the cache takes, in bytes. */
  readonly bytes: number
}

/** Warms a cache with the mix, then counts what as many look-ups again cost, in this process and without a network. */
export async function measureBound(maxEntries: number, lookups: number): Promise<Bound> {
  const draw = createMix(2)
  let reads = 0
  const before = await readHeap()
  const source = async (origin: string): Promise<boolean> => {
    reads += 1
    return isTenant(origin)
  }
  // No answer gets too old, so that what is missed is missed for want of room.
  const origins = cachedOrigins(source, { maxEntries, maxAge: 86400, negativeMaxAge: 86400 })
  for (let index = 0; index < lookups; index++) await origins.lookup(draw(), undefined)
  reads = 0
  for (let index = 0; index < lookups; index++) await origins.lookup(draw(), undefined)
  const bytes = (await readHeap()) - before
  // What is not used any more may be gone before it is counted.
  origins.invalidate(draw())
  return { maxEntries, reads: reads / lookups, bytes }
}

async function readHeap(): Promise<number> {
  if (globalThis.gc === undefined) throw new Error('Start node with --expose-gc')
  // What buffers held is given back a little later.
  for (let times = 0; times < 3; times++) {
    globalThis.gc()
    await sleep(100)
  }
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  return heapUsed + arrayBuffers
}

/** Reads how much memory the processes of a name use that this one has started, in bytes. */
export function readMemoryOf(name: string): number {
  const found = readdirSync('/proc').filter((entry) => /^\d+$/.test(entry) && isOurs(entry, name))
  const kilobytes = found.map((pid) =>
    Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0),
  )
  return kilobytes.reduce((sum, one) => sum + one, 0) * 1024
}

function isOurs(pid: string, name: string): boolean {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8')
    return status.includes(`Name:\t${name}\n`) && status.includes(`PPid:\t${process.pid}\n`)
  } catch {
    // It has ended meanwhile.
    return false
  }
}
