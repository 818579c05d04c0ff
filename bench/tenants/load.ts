import { Pool, request } from 'undici'

/** What a load came to. */
export interface Load {
  readonly perSecond: number
  /** Half of the requests, and 99 in 100, took no longer, in milliseconds. */
  readonly median: number
  readonly slowest: number
  /** How many pages may read their response. */
  readonly shared: number
}

/** Sends requests from pages of many origins, so many at a time. */
export async function sendLoad(url: string, count: number, atOnce: number, next: () => string): Promise<Load> {
  const { origin, pathname } = new URL(url)
  const pool = new Pool(origin, { connections: atOnce, headersTimeout: 120_000 })
  const times: number[] = []
  let left = count
  let shared = 0
  const work = async (): Promise<void> => {
    while (left-- > 0) {
      const began = performance.now()
      const { headers, body, statusCode } = await pool.request({
        path: pathname,
        method: 'GET',
        headers: { origin: next() },
      })
      await body.dump()
      if (statusCode !== 200) throw new Error(`${url} answers with ${statusCode}`)
      if (headers['access-control-allow-origin'] !== undefined) shared += 1
      times.push(performance.now() - began)
    }
  }
  const began = performance.now()
  await Promise.all(Array.from({ length: atOnce }, work))
  const took = performance.now() - began
  await pool.close()
  times.sort((a, b) => a - b)
  const at = (share: number): number => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0
  return { perSecond: (count / took) * 1000, median: at(0.5), slowest: at(0.99), shared }
}

/** Asks a Worker for its counts, on a connection of its own: one that lay idle for long may be closed just then. */
export async function readCounts(url: string): Promise<Readonly<Partial<Record<string, number>>>> {
  const { body } = await request(url, { reset: true, headersTimeout: 120_000 })
  return (await body.json()) as Record<string, number>
}
