import { type Engine, type Explanation, explain, type RawResponse } from '../src/explain.ts'
import type { Cors } from '../src/index.ts'
import { type CodeProblem, compilePolicyCode } from './policy/policy-code.ts'
import type { PlaygroundState } from './state.ts'

/** A part of the state that cannot be read, and why. */
export interface InputProblem {
  readonly where: keyof PlaygroundState
  readonly message: string
}

/** What a browser would do, or what is wrong with the question. */
export type Prediction =
  | { readonly explanation: Explanation; readonly inputs: readonly []; readonly code: readonly [] }
  | { readonly explanation: null; readonly inputs: readonly InputProblem[]; readonly code: readonly CodeProblem[] }

/** Headers as lines on the wire. */
export type HeaderLines = readonly (readonly [name: string, value: string])[]

/** Says what a browser would do in a state. */
export async function predict(state: PlaygroundState, engine = state.engine): Promise<Prediction> {
  const inputs = findInputProblems(state)
  const cors = state.server === 'policy' ? compilePolicyCode(state.policy, state.page) : null
  const code = isPolicy(cors) || cors === null ? [] : cors
  if (inputs.length > 0 || code.length > 0) return { explanation: null, inputs, code }
  try {
    const explanation = await explain({
      page: { origin: state.page },
      request: toPageRequest(state),
      server: toServer(state, isPolicy(cors) ? cors : null),
      engine: engine === 'standard' ? undefined : (engine satisfies Engine),
    })
    return { explanation, inputs: [], code: [] }
  } catch (error) {
    return { explanation: null, inputs: [toInputProblem(error)], code: [] }
  }
}

function isPolicy(made: ReturnType<typeof compilePolicyCode> | null): made is Cors {
  return made !== null && 'decide' in made
}

/** The bodies by the names that the state has for them. */
export const bodies = {
  none: () => null,
  text: () => 'hello',
  json: () => '{"hello":"world"}',
  form: () => new URLSearchParams({ hello: 'world' }),
} as const

/** Gives the arguments of the page's `fetch`. */
export function toPageRequest(state: PlaygroundState): Parameters<typeof explain>[0]['request'] {
  const { url, method, credentials, mode, redirect, body } = state
  return { url, method, credentials, mode, redirect, headers: readHeaderLines(state.headers), body: bodies[body]() }
}

/** Gives the URL of a state's request, whole. */
export function toUrl({ url, page }: PlaygroundState): URL {
  const whole = new URL(url, page === 'null' ? undefined : page)
  whole.hash = ''
  return whole
}

/** Makes the server of a state: what it answers to a request of the wire. */
export function toServer(
  state: PlaygroundState,
  cors: Cors | null,
): (request: Request) => Promise<RawResponse | Response> {
  return async (request) => {
    if (request.url !== toUrl(state).href) return toRaw(state.targetStatus, state.targetHeaders)
    const actual = toRaw(state.status, state.responseHeaders)
    const isPreflight = request.method === 'OPTIONS' && request.headers.has('access-control-request-method')
    if (cors === null) return isPreflight ? toRaw(state.preflightStatus, state.preflightHeaders) : actual
    return await cors.handle(request, () => {
      return new Response(null, {
        status: actual.status,
        headers: actual.headers.map(([name, value]) => [name, value]),
      })
    })
  }
}

function toRaw(status: string, headers: string): RawResponse {
  return { status: Number(status), headers: readHeaderLines(headers) }
}

/** Reads headers, one in each line; what is no header is left out, and found by `findInputProblems`. */
export function readHeaderLines(text: string): HeaderLines {
  return text.split('\n').flatMap((line) => {
    const [, name, value] = /^\s*([!#$%&'*+\-.^_`|~\w]+)[ \t]*:[ \t]*(.*?)\s*$/.exec(line) ?? []
    return name === undefined || value === undefined ? [] : [[name, value] as const]
  })
}

/** Finds what cannot be read before anything is asked. */
export function findInputProblems(state: PlaygroundState): InputProblem[] {
  // What is wrong with the origin of the page is said later, and better.
  const isUrl = URL.canParse(state.url, URL.canParse(state.page) ? state.page : undefined)
  const lists = ['headers', 'preflightHeaders', 'responseHeaders', 'targetHeaders'] as const
  const statuses = ['preflightStatus', 'status', 'targetStatus'] as const
  return [
    ...(isUrl ? [] : [{ where: 'url' as const, message: `"${state.url}" is no URL: write a whole one` }]),
    ...lists.flatMap((where) => findBrokenLines(state[where]).map((message) => ({ where, message }))),
    ...statuses.flatMap((where) => {
      const isStatus = /^[2-5]\d\d$/.test(state[where])
      return isStatus ? [] : [{ where, message: `"${state[where]}" is no status: write one from 200 to 599` }]
    }),
  ]
}

function findBrokenLines(text: string): string[] {
  return text
    .split('\n')
    .filter((line) => line.trim() !== '' && readHeaderLines(line).length === 0)
    .map((line) => `"${line.trim()}" is no header: write it as "name: value"`)
    .concat(/[^\t\n\x20-\xff]/.test(text) ? ['A header has a character that cannot be sent'] : [])
}

/** The library names the argument first: `origin: …`. */
function toInputProblem(error: unknown): InputProblem {
  const text = error instanceof Error ? error.message : String(error)
  const [, name = '', message = text] = /^(origin|url|URL|method|headers)\b:?\s*(.*)$/s.exec(text) ?? []
  const places: Readonly<Record<string, keyof PlaygroundState>> = {
    origin: 'page',
    method: 'method',
    headers: 'headers',
  }
  return { where: places[name] ?? 'url', message }
}
