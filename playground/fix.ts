import type { Block, BlockCode, Explanation, FixOptions, Note } from '../src/explain.ts'
import { setOption, toSource } from './policy/edit-policy.ts'
import { compilePolicyCode, readPolicyCode } from './policy/policy-code.ts'
import { type HeaderLines, readHeaderLines, toUrl } from './predict.ts'
import type { PlaygroundState } from './state.ts'

type Changes = Partial<PlaygroundState>

/** Does what lets a blocked request through; `null` where no change of the state does. */
export function applyFix(state: PlaygroundState, explanation: Explanation): PlaygroundState | null {
  const { blocked, notes } = explanation
  if (blocked === null) return null
  const isLogin = notes.some(isLoginNote)
  const changes = changePage(state, blocked) ?? (isLogin ? refuseWithout(state, blocked) : changeServer(state, blocked))
  return changes === null ? null : { ...state, ...changes }
}

/** Tells whether a note says what to do instead of what a fix advises: nobody makes a login page an API. */
export function isLoginNote({ code }: Note): boolean {
  return code === 'redirect-to-login'
}

/** What the page has to do differently. */
function changePage({ method, url }: PlaygroundState, { code, expected }: Block): Changes | null {
  switch (code) {
    case 'preflight-method':
      return expected === method && method !== method.toUpperCase() ? { method: method.toUpperCase() } : null
    case 'mixed-content':
      return url.startsWith('http:') ? { url: url.replace('http:', 'https:') } : null
    case 'mode-no-cors-redirect':
    case 'redirect-mode-error':
      return { redirect: 'follow' }
    case 'mode-same-origin':
      return { mode: 'cors' }
    default:
      return null
  }
}

/** An API answers whoever is not signed in with 401, not with a way to a page for people. */
function refuseWithout(state: PlaygroundState, { phase }: Block): Changes | null {
  if (phase === 'preflight')
    return { preflightStatus: '204', preflightHeaders: dropLines(state.preflightHeaders, ['location']) }
  return { status: '401', responseHeaders: dropLines(state.responseHeaders, ['location']) }
}

function changeServer(state: PlaygroundState, { fix, code }: Block): Changes | null {
  if (fix.options === null || fix.headers === null) return null
  if (state.server === 'policy') return { policy: widenPolicy(state, fix.options) }
  const { preflight, response } = fix.headers
  const isRedirected = /^3/.test(state.status) && !/^preflight/.test(code)
  return {
    responseHeaders: mergeHeaders(state.responseHeaders, response, code),
    ...(isRedirected ? { targetHeaders: mergeHeaders(state.targetHeaders, response, code) } : {}),
    ...(preflight === null
      ? {}
      : {
          preflightStatus: /^2/.test(state.preflightStatus) ? state.preflightStatus : '204',
          preflightHeaders: mergeHeaders(dropLines(state.preflightHeaders, ['location']), preflight, code),
        }),
  }
}

/** Adds to a policy what it lacks; what it has stays. */
function widenPolicy(state: PlaygroundState, fix: FixOptions): string {
  const { options } = readPolicyCode(state.policy)
  let code = state.policy
  const add = (name: string, items: readonly string[] | undefined): void => {
    const listed = [options[name] ?? []].flat()
    const missing = items?.filter((item) => !listed.includes(item)) ?? []
    if (missing.length > 0) code = setOption(code, name, toSource([...listed, ...missing]))
  }
  if (!isAdmitted(state, fix.origin)) {
    const listed = fix.origin.includes('*') ? [] : [options['origin'] ?? []].flat().filter((rule) => rule !== '*')
    const rules = [...listed, ...fix.origin]
    code = setOption(code, 'origin', rules.includes('*') ? "'*'" : toSource(rules))
  }
  add('methods', fix.methods)
  if (options['allowedHeaders'] !== '*' || fix.allowedHeaders?.includes('authorization'))
    add('allowedHeaders', fix.allowedHeaders)
  if (fix.credentials) code = setOption(code, 'credentials', 'true')
  if (fix.dangerouslyAllowInsecureOrigins) code = setOption(code, 'dangerouslyAllowInsecureOrigins', 'true')
  return code
}

/** Tells whether a policy admits the page already, by name if it has to. */
function isAdmitted(state: PlaygroundState, origins: readonly string[]): boolean {
  const cors = compilePolicyCode(state.policy, state.page)
  if (!('decide' in cors)) return false
  // In a page a `Headers` may have no `Origin`.
  const headers = { get: (name: string) => (name.toLowerCase() === 'origin' ? state.page : null) }
  const decision = cors.decide({ method: 'GET', url: toUrl(state).href, headers })
  const isNamed = decision.headers.some(([, value]) => value === state.page || origins.includes(value))
  return decision.allowed && (isNamed || state.credentials !== 'include')
}

/** Sets headers in lines of headers, in the place of others of these names; lists that can be read grow. */
function mergeHeaders(text: string, headers: HeaderLines, code: BlockCode): string {
  const lines = readHeaderLines(text)
  const read = (name: string): string[] =>
    lines.filter(([other]) => other.toLowerCase() === name).flatMap(([, value]) => value.split(/\s*,\s*/))
  const set = headers.flatMap(([name, value]) => {
    const key = name.toLowerCase()
    const isList = key === 'vary' || (/-(?:methods|headers)$/.test(key) && !code.endsWith('invalid'))
    const values = isList ? [...new Set([...read(key), ...value.split(/\s*,\s*/)])] : [value]
    return key === 'vary' && read(key).includes('*') ? [] : [[key, values.join(', ')] as const]
  })
  const kept = dropLines(
    text,
    set.map(([name]) => name),
  )
  return [kept, ...set.map(([name, value]) => `${name}: ${value}`)].filter((line) => line !== '').join('\n')
}

function dropLines(text: string, names: readonly string[]): string {
  return text
    .split('\n')
    .filter((line) => !names.includes(line.split(':')[0]?.trim().toLowerCase() ?? ''))
    .join('\n')
}
