import { readdir, readFile } from 'node:fs/promises'
import { setTimeout as wait } from 'node:timers/promises'
import { Agent } from 'undici'
import { type AppServer, appTargets } from '../runtimes/app-targets.ts'
import { openHandshake } from '../runtimes/connections.ts'
import { app, evil, lookupTimeout } from './policies.ts'
import { createRandom, drawShot, expectShot, isOurs, type Shot } from './shots.ts'

/** What is left of a server's memory and connections after its garbage was collected. */
export interface Usage {
  /** Bytes; `null` where the runtime does not tell. */
  readonly heap: number | null
  readonly rss: number | null
  /** Files and sockets of the process; `null` where the system does not tell. */
  readonly handles: number | null
  /** Bodies that are still being written. */
  readonly open: number
}

/** What came of a run. */
export interface SoakResult {
  readonly runtime: string
  readonly seconds: number
  readonly requests: number
  readonly generations: number
  /** Answers that are not what the policy in force says, with the first few of them. */
  readonly wrong: number
  readonly lostHeaders: number
  readonly examples: readonly string[]
  readonly warm: Usage
  readonly end: Usage
}

/** How a run goes. */
export interface SoakOptions {
  readonly runtime: string
  readonly seconds: number
  readonly seed: number
  /** True to let the server mix up its policies half way, which must be found. */
  readonly withFault?: boolean
}

const files = { fetch: new URL('app.ts', import.meta.url), node: new URL('node-app.ts', import.meta.url) }

interface Runtime {
  readonly target: string
  /** Routes that not every runtime has: an error that nobody catches ends a program of Node.js. */
  readonly special: readonly string[]
  /** True if a body that fails ends as if it were complete, and nobody tells a body that its reader has gone. */
  readonly isSilent: boolean
}

const runtimes: Readonly<Record<string, Runtime>> = {
  node: { target: 'node:http', special: ['text'], isSilent: false },
  deno: { target: 'Deno', special: ['throw', 'redirect'], isSilent: false },
  bun: { target: 'Bun', special: ['throw', 'redirect'], isSilent: false },
  // So it does without a policy; what it leaves behind shows in its memory and its sockets.
  workerd: { target: 'workerd', special: ['throw', 'redirect'], isSilent: true },
}

export const runtimeNames: readonly string[] = Object.keys(runtimes)

/** How many requests are under way at once. */
const lanes = 24
/** How many milliseconds a policy is in force. */
const reign = 25
/** How long the answer to one request may take, in milliseconds. */
const patience = 10_000

/** Drives mixed traffic at a server while its policies are replaced, and checks every answer. */
export async function soak({ runtime, seconds, seed, withFault = false }: SoakOptions): Promise<SoakResult> {
  const { target, special, isSilent = false } = runtimes[runtime] ?? {}
  const found = appTargets.find(({ name }) => name === target)
  if (found === undefined || special === undefined) throw new Error(`There is no runtime ${runtime}`)
  const server = await found.start(files)
  const agent = new Agent({ connections: lanes, pipelining: 1, headersTimeout: patience, bodyTimeout: patience })
  // What is done at the edge of the traffic must not wait for it.
  const side = new Agent({ connections: 1, headersTimeout: patience, bodyTimeout: patience })
  const counts = { requests: 0, wrong: 0, lostHeaders: 0, generation: 1, confirmed: 1 }
  const examples: string[] = []
  const until = performance.now() + seconds * 1000
  const isOver = (): boolean => performance.now() >= until

  const ask = async (name: string): Promise<unknown> => {
    const answer = await side.request({ origin: server.origin, path: `/control/${name}`, method: 'GET' })
    return JSON.parse(await answer.body.text())
  }
  const report = (shot: object, wanted: unknown, got: unknown, isLost = false): void => {
    counts.wrong++
    if (isLost) counts.lostHeaders++
    if (examples.length < 5)
      examples.push(`${JSON.stringify(shot)}: ${JSON.stringify(got)} instead of ${JSON.stringify(wanted)}`)
  }
  const shoot = async (shot: Shot): Promise<void> => {
    const least = counts.confirmed
    const began = performance.now()
    const answer = await send(agent, server.origin, shot, isSilent)
    const most = counts.generation
    counts.requests++
    const told = readGeneration(answer)
    const candidates = told === undefined ? range(least, most) : [told].filter((one) => one >= least && one <= most)
    const wanted = candidates.map((generation) => expectShot(shot, generation))
    const got = {
      ...answer,
      headers: Object.fromEntries(Object.entries(answer.headers).filter(([name]) => isOurs(name))),
    }
    // A machine that is busy may let the store's time run out.
    if (shot.policy === 'store' && performance.now() - began >= lookupTimeout)
      wanted.push(...candidates.map(refuse(shot)))
    if (wanted.some((one) => isMet(one, got))) return
    const isLost = wanted.every((one) => Object.keys(one.headers).some((name) => got.headers[name] === undefined))
    report(shot, wanted.slice(0, 2), { ...got, body: got.body.slice(0, 80), told, least, most }, isLost)
  }
  const drive = async (lane: number): Promise<void> => {
    const random = createRandom(seed + lane)
    while (!isOver()) {
      const shot = drawShot(random, counts.confirmed, special)
      await shoot(shot).catch((error: unknown) => report(shot, 'an answer', `${error} ${Object(error).cause ?? ''}`))
    }
  }
  const replace = async (): Promise<void> => {
    while (!isOver()) {
      counts.generation++
      counts.confirmed = Number(await ask('reload'))
      if (counts.generation % 10 === 0 && (await ask('break')) !== counts.confirmed)
        report({ control: 'break' }, counts.confirmed, 'another policy')
      await wait(reign)
    }
  }
  const upgrade = async (): Promise<void> => {
    while (!isOver()) {
      for (const { origin, status } of [
        { origin: app, status: 101 },
        { origin: evil, status: 403 },
      ]) {
        const got = await openHandshake(`${server.origin}/guard/socket`, origin)
        counts.requests++
        if (got !== status) report({ upgrade: origin }, status, got)
      }
      await wait(5)
    }
  }
  const warmUp = async (): Promise<Usage> => {
    await wait(seconds * 500)
    const usage = await measure(server, ask)
    if (withFault) await ask('fault')
    return usage
  }
  try {
    const [warm] = await Promise.all([
      warmUp(),
      replace(),
      upgrade(),
      ...Array.from({ length: lanes }, (_, lane) => drive(lane)),
    ])
    await agent.close()
    const end = await measureAtRest(server, ask)
    if (end.open !== 0 && !isSilent) report({ control: 'stats' }, { open: 0 }, end)
    if ((end.handles ?? 0) > (warm?.handles ?? 0)) report({ control: 'stats' }, { handles: warm?.handles }, end)
    const { requests, wrong, lostHeaders, generation } = counts
    return { runtime, seconds, requests, generations: generation, wrong, lostHeaders, examples, warm, end }
  } finally {
    await agent.destroy()
    await side.destroy()
    await server.close()
  }
}

/** What is right for an origin that the store did not answer about in time. */
function refuse(shot: Shot): (generation: number) => ReturnType<typeof expectShot> {
  return (generation) => expectShot({ ...shot, origin: 'https://hanging.tenants.example' }, generation)
}

function range(least: number, most: number): number[] {
  return Array.from({ length: most - least + 1 }, (_, index) => least + index)
}

/** Reads under which policy an answer was made; a refusal does not tell. */
function readGeneration({ headers }: Answer): number | undefined {
  const exposed = /^x-generation-(\d+)$/.exec(headers['access-control-expose-headers'] ?? '')?.[1]
  const told = exposed ?? headers['access-control-max-age']
  return told === undefined ? undefined : Number(told)
}

interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  readonly cookies: number
}

async function send(agent: Agent, origin: string, shot: Shot, isSilent: boolean): Promise<Answer> {
  const asking = shot.method === 'OPTIONS' ? { 'access-control-request-method': 'PUT' } : {}
  const answer = await agent.request({
    origin,
    path: `/${shot.policy}/${shot.route}`,
    method: shot.method as 'GET',
    // After an error a server may close the connection, so nobody waits for it there.
    reset: shot.route === 'late' || shot.route === 'throw',
    headers: { ...(shot.origin === null ? {} : { origin: shot.origin }), ...asking },
  })
  const { 'set-cookie': cookies = [], ...headers } = answer.headers
  const body = await readBody(answer.body, shot, isSilent)
  const lines = Object.entries(headers).map(([name, value]) => [name, [value ?? []].flat().join(', ')])
  return { status: answer.statusCode, headers: Object.fromEntries(lines), body, cookies: [cookies].flat().length }
}

type Body = Awaited<ReturnType<Agent['request']>>['body']

/** Reads a body to its end, or leaves in its middle, or sees it break off. */
async function readBody(body: Body, { route, method }: Shot, isSilent: boolean): Promise<string> {
  if (method === 'GET' && (route === 'endless' || route === 'late')) {
    let text = ''
    try {
      for await (const piece of body) {
        text += piece
        // The client goes away.
        if (route === 'endless') break
      }
    } catch {
      return text
    }
    // What was broken off must not look complete.
    return route === 'late' && !isSilent ? `${text}, complete` : text.slice(0, 3)
  }
  return await body.text()
}

function isMet(wanted: ReturnType<typeof expectShot>, { status, headers, body, cookies }: Answer): boolean {
  const names = new Set([...Object.keys(wanted.headers), ...Object.keys(headers)])
  return (
    status === wanted.status &&
    cookies === wanted.cookies &&
    (wanted.body === null || body === wanted.body) &&
    [...names].every((name) => wanted.headers[name]?.toLowerCase() === headers[name]?.toLowerCase())
  )
}

async function measure(server: AppServer, ask: (name: string) => Promise<unknown>): Promise<Usage> {
  const { heap, open } = (await ask('stats')) as { heap: number | null; open: number }
  const files = await readdir(`/proc/${server.pid}/fd`).catch(() => null)
  const status = await readFile(`/proc/${server.pid}/status`, 'utf8').catch(() => '')
  const kilobytes = /^VmRSS:\s+(\d+)/m.exec(status)?.[1]
  return { heap, open, handles: files?.length ?? null, rss: kilobytes === undefined ? null : Number(kilobytes) * 1024 }
}

/** Waits until nothing is under way any more, for as long as that may take. */
async function measureAtRest(server: AppServer, ask: (name: string) => Promise<unknown>): Promise<Usage> {
  let usage = await measure(server, ask)
  for (let tries = 0; tries < 20 && usage.open > 0; tries++) {
    await wait(200)
    usage = await measure(server, ask)
  }
  return usage
}
