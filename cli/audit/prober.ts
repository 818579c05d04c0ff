import {
  type Explanation,
  explain,
  type PageRequest,
  type RawResponse,
  type ServerFunction,
} from '../../src/explain.ts'
import type { HeaderList } from '../../src/user-agent/header-list.ts'
import { CommandError } from '../exit-codes.ts'

/** One request of the audit. */
export interface Probe {
  /** The page's origin; the URL's own for a request that has no `Origin`. */
  readonly origin: string
  /** What the page would do, where the answer to its preflight is wanted and nothing else; `null` for a plain GET. */
  readonly preflight: Preflight | null
  /** Headers beside those of a browser; `null` for those that the user gave. */
  readonly headers: HeaderList | null
}

/** What a preflight asks for. */
export interface Preflight {
  readonly method: string
  readonly headerNames: readonly string[]
}

/** What a server answered, and what a browser makes of it. */
export interface Observation {
  readonly probe: Probe
  readonly request: { readonly method: string; readonly headers: HeaderList }
  readonly answer: RawResponse
  /** What a page gets that asked with credentials, and one that asked without. */
  readonly credentials: Explanation
  readonly plain: Explanation
}

/** Sends a probe; `null` if there was no answer, twice. */
export type Ask = (probe: Probe) => Promise<Observation | null>

interface ProberInput {
  readonly url: string
  readonly headers: HeaderList
  /** In milliseconds, for each answer. */
  readonly timeout: number
  readonly serverFor: (origin: string, mode: string) => ServerFunction
}

/** Sends probes, and counts. */
export interface Prober {
  readonly ask: Ask
  /** How many requests were sent, second attempts included. */
  readonly sent: () => number
  /** The requests that had no answer, in order. */
  readonly failures: () => readonly Failure[]
}

/** A request that had no answer, or none but "not now", twice. */
export interface Failure {
  readonly method: string
  /** The page's. */
  readonly origin: string
  /** One sentence. */
  readonly reason: string
}

/** Makes what sends probes to one URL, each at most twice, and has the browser half judge the answers. */
export function createProber({ url, headers, timeout, serverFor }: ProberInput): Prober {
  let sent = 0
  const failures: Failure[] = []

  async function sendOnce(server: ServerFunction, request: Request): Promise<RawResponse> {
    // The promise of the whole command: whatever a judge may ask for, nothing else is called.
    if (request.url !== url) throw new Error(`The audit sends nothing to ${request.url}`)
    sent++
    let timer: ReturnType<typeof setTimeout> | undefined
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new LateError(`No answer within ${timeout} ms`)), timeout)
    })
    try {
      const { status, headers: lines } = await Promise.race([server(request), late])
      return { status, headers: [...lines] }
    } finally {
      clearTimeout(timer)
    }
  }

  async function send(probe: Probe, request: Request): Promise<RawResponse> {
    const server = serverFor(probe.origin, 'cors')
    // A browser sends no header of the page's with a preflight.
    for (const [name, value] of probe.preflight === null ? (probe.headers ?? headers) : []) {
      request.headers.set(name, value)
    }
    try {
      const answer = await sendOnce(server, request)
      if (!isPassing(answer.status)) return answer
    } catch (error) {
      if (error instanceof LateError) throw error
    }
    await new Promise((resolve) => setTimeout(resolve, 250))
    const answer = await sendOnce(server, request)
    // It comes from whatever has no time, and says nothing of what was asked.
    if (isPassing(answer.status)) throw new Error(`${new URL(url).host} answered ${answer.status}, twice`)
    return answer
  }

  async function ask(probe: Probe): Promise<Observation | null> {
    let answer: RawResponse | undefined
    let request: Observation['request'] | undefined
    const server: ServerFunction = async (sent) => {
      if (answer !== undefined) return answer
      request = { method: sent.method, headers: [...sent.headers] }
      answer = await send(probe, sent)
      return answer
    }
    const credentials = await judge(url, probe, 'include', server)
    if (answer === undefined || request === undefined) {
      const { code, message = 'No answer came' } = credentials.blocked ?? {}
      if (code !== 'network-error') throw new CommandError(message)
      const method = probe.preflight === null ? 'GET' : 'OPTIONS'
      failures.push({ method, origin: probe.origin, reason: message.replace(/^No response came: /, '') })
      return null
    }
    return { probe, request, answer, credentials, plain: await judge(url, probe, 'same-origin', server) }
  }

  return { ask, sent: () => sent, failures: () => failures }
}

class LateError extends Error {}

/** Statuses that say "not now". */
function isPassing(status: number): boolean {
  return status === 429 || (status >= 502 && status <= 504)
}

/** Has the browser half judge an answer that is there, or gets one. What follows a preflight is not sent. */
export async function judge(
  url: string,
  { origin, preflight }: Probe,
  credentials: 'include' | 'same-origin',
  server: ServerFunction,
): Promise<Explanation> {
  const request: PageRequest =
    preflight === null
      ? { url, credentials, redirect: 'manual' }
      : {
          url,
          credentials,
          method: preflight.method,
          headers: preflight.headerNames.map((name) => [name, '1'] as const),
          // Forces a preflight for methods and headers too that need none.
          api: 'xhr',
          uploadListener: true,
        }
  return await explain({
    page: { origin },
    request,
    // The prober has its own.
    timeout: 2_147_483_647,
    server: (sent) => {
      const isWanted = sent.headers.has('access-control-request-method') === (preflight !== null)
      return isWanted ? server(sent) : toPermission(origin)
    },
  })
}

/** What stands for the answer that is not asked for. */
function toPermission(origin: string): RawResponse {
  return {
    status: 204,
    headers: [
      ['access-control-allow-origin', origin],
      ['access-control-allow-credentials', 'true'],
    ],
  }
}
