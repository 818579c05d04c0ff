import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { Agent } from 'undici'
import { readCounts } from './load.ts'
import { tenantCount, toOrigin } from './mix.ts'

/** A server whose answers wait until it is opened. */
export interface Gate {
  readonly url: string
  /** How many requests came. */
  count(): number
  open(): void
  close(): void
}

export async function startGate(): Promise<Gate> {
  const waiting: ServerResponse[] = []
  const server = createServer((_, response) => waiting.push(response)).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    count: () => waiting.length,
    open() {
      for (const response of waiting) response.end()
    },
    close: () => server.close(),
  }
}

/** What became of a herd. */
export interface Herd {
  readonly requests: number
  readonly shared: number
  readonly reads: number
  /** How long the last one waited after the store had answered, in milliseconds. */
  readonly took: number
}

/** How many connections are opened at a time: more at once than a server accepts are reset. */
const batch = 250

/** Sends many requests at once for one origin that nobody asked for before; the store answers when all have come. */
export async function sendHerd(worker: string, requests: number, gate: Gate): Promise<Herd> {
  await readCounts(`${worker}/open?count=10000&gated`)
  const timeouts = { headersTimeout: 120_000, bodyTimeout: 120_000 }
  const agent = new Agent({ ...timeouts, connect: { timeout: 60_000 } })
  const headers = { origin: toOrigin(tenantCount - 1) }
  const send = async (): Promise<boolean> => {
    const answer = await agent.request({ origin: worker, path: '/herd', method: 'GET', headers })
    await answer.body.dump()
    return answer.headers['access-control-allow-origin'] === headers.origin
  }
  const sent: Promise<boolean>[] = []
  while (sent.length < requests) {
    for (let index = 0; index < batch; index++) sent.push(send())
    await waitForAll(worker, sent.length)
  }
  const began = performance.now()
  gate.open()
  const shared = (await Promise.all(sent)).filter((isShared) => isShared).length
  const took = performance.now() - began
  const { read = 0 } = await readCounts(`${worker}/events`)
  await agent.close()
  if (read !== gate.count()) throw new Error(`${read} reads were counted, and ${gate.count()} came to the store`)
  return { requests, shared, reads: read, took }
}

async function waitForAll(worker: string, count: number): Promise<void> {
  for (let tries = 0; tries < 600; tries++) {
    const { miss = 0, joined = 0 } = await readCounts(`${worker}/events`)
    if (miss + joined === count) return
    await sleep(50)
  }
  throw new Error(`Of ${count} requests not all have come within half a minute`)
}
