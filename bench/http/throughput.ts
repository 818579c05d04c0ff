import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { promisify } from 'node:util'
import { app } from '../contender.ts'
import { median } from '../rounds.ts'
import { bin, commands, type Runtime, toPath } from '../runtimes.ts'
import { nodeServers } from './node-servers.ts'

/** What a server did under load. */
export interface Throughput {
  readonly server: string
  readonly requestsPerSecond: number
  /** Milliseconds that 99 of 100 answers took at most. */
  readonly p99: number
}

interface Program {
  readonly runtime: Runtime
  readonly file: string
  readonly server: string
}

const programs: readonly Program[] = [
  ...Object.keys(nodeServers).map((server) => ({ runtime: 'Node.js', file: 'http/start-server.ts', server }) as const),
  { runtime: 'Bun', file: 'http/start-bun.ts', server: 'Bun.serve' },
  { runtime: 'Bun', file: 'http/start-bun.ts', server: 'Bun.serve with fetch-cors/bun' },
  { runtime: 'Deno', file: 'http/start-deno.ts', server: 'Deno.serve' },
  { runtime: 'Deno', file: 'http/start-deno.ts', server: 'Deno.serve with fetch-cors/deno' },
]

/** Loads each server from another process, in rounds that begin with another server each. */
export async function measureThroughput(rounds: number, seconds: number): Promise<readonly Throughput[]> {
  const servers = await Promise.all(programs.map(start))
  try {
    for (const { port } of servers) await load(port, 1)
    const samples = servers.map(() => [] as { requestsPerSecond: number; p99: number }[])
    for (let round = 0; round < rounds; round++) {
      for (let turn = 0; turn < servers.length; turn++) {
        const index = (turn + round) % servers.length
        samples[index]?.push(await load(servers[index]?.port ?? 0, seconds))
      }
    }
    return programs.map(({ server }, index) => ({
      server,
      requestsPerSecond: median((samples[index] ?? []).map((sample) => sample.requestsPerSecond)),
      p99: median((samples[index] ?? []).map((sample) => sample.p99)),
    }))
  } finally {
    for (const { stop } of servers) await stop()
  }
}

async function start({ runtime, file, server }: Program): Promise<{ port: number; stop: () => Promise<void> }> {
  const [command, ...flags] = commands[runtime]
  const child = spawn(command, [...flags, toPath(file), server], { stdio: ['ignore', 'pipe', 'inherit'] })
  const stop = async (): Promise<void> => {
    const ended = once(child, 'exit')
    if (child.kill()) await ended
  }
  for await (const line of createInterface({ input: child.stdout })) {
    if (/^\d+$/.test(line)) return { port: Number(line), stop }
  }
  throw new Error(`The server "${server}" did not start`)
}

/** Sends what an allowed page sends, over as many connections as one page's browser and some more have open. */
async function load(port: number, seconds: number): Promise<{ requestsPerSecond: number; p99: number }> {
  const args = ['--json', '--connections', '16', '--duration', String(seconds), '--headers', `origin=${app}`]
  const { stdout } = await promisify(execFile)(bin('autocannon'), [...args, `http://127.0.0.1:${port}/items`])
  const { requests, latency, non2xx, errors } = JSON.parse(stdout)
  if (non2xx + errors > 0) throw new Error(`${non2xx + errors} requests to port ${port} failed`)
  return { requestsPerSecond: requests.average, p99: latency.p99 }
}
