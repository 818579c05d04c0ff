import { createUserAgent } from '../../../src/explain.ts'
import { networkRows, pageOfNetwork } from './network-rows.ts'
import { toResult } from './observe-rows.ts'
import type { RowResult } from './rows.ts'

/** Makes the calls of every row with the runtime's own `fetch` for the network, and gives what the page got. */
export async function observeNetwork(port: string): Promise<RowResult[][]> {
  const observed: RowResult[][] = []
  for (const { calls } of networkRows) {
    const page = createUserAgent({ origin: pageOfNetwork, server: fetch })
    const results: RowResult[] = []
    for (const { url, body, ...init } of calls) {
      const answer = page.fetch(`http://127.0.0.1:${port}${url}`, body === undefined ? init : { ...init, body })
      results.push(await toResult(answer))
    }
    observed.push(results)
  }
  return observed
}
