import type { BlockCode, NoteCode } from '../src/explain.ts'
import type { IssueCode } from '../src/index.ts'
import { defaultState, isSame, type PlaygroundState } from './state.ts'

/** A classic mistake to look at, or how it looks without one. */
export interface Preset {
  /** Its name in links: `#preset=missing-method`. */
  readonly name: string
  readonly title: string
  /** What happened, in one line. */
  readonly story: string
  readonly state: PlaygroundState
  /** What must come of it; a test holds the library and three browsers to it. */
  readonly want: {
    readonly outcome: 'shared' | 'opaque' | 'blocked' | 'no policy'
    readonly code?: BlockCode
    readonly issues?: readonly IssueCode[]
    readonly notes?: readonly NoteCode[]
  }
}

const json = { headers: 'content-type: application/json', body: 'json' } as const
const page = defaultState.page

function toPolicy(...options: readonly string[]): Pick<PlaygroundState, 'server' | 'policy'> {
  return { server: 'policy', policy: `createCors({\n${options.map((option) => `  ${option},\n`).join('')}})` }
}

function toState(changes: Partial<PlaygroundState>): PlaygroundState {
  return { ...defaultState, ...changes }
}

/** A server that is written as its headers, and knows nothing of CORS unless some say so. */
const raw = { server: 'raw', preflightStatus: '404' } as const

/** In the order in which people meet them. */
export const presets: readonly Preset[] = [
  {
    name: 'no-cors-headers',
    title: 'The server says nothing',
    story: 'A page calls an API that has never heard of CORS.',
    state: toState(raw),
    want: { outcome: 'blocked', code: 'allow-origin-missing' },
  },
  {
    name: 'wrong-origin',
    title: 'It allows another origin',
    story: 'The policy names production, and the page runs on a developer’s machine.',
    state: toState({ page: 'http://localhost:5173', ...toPolicy("origin: 'https://app.example.com'") }),
    want: { outcome: 'blocked', code: 'allow-origin-mismatch' },
  },
  {
    name: 'json-content-type',
    title: 'JSON needs a preflight',
    story: 'A form would pass; a POST of JSON asks first, and the policy does not list content-type.',
    state: toState({ method: 'POST', ...json, ...toPolicy(`origin: ['${page}']`) }),
    want: { outcome: 'blocked', code: 'preflight-header' },
  },
  {
    name: 'missing-method',
    title: 'The method is not listed',
    story: 'GET works, DELETE does not: only GET, HEAD and POST are allowed without being named.',
    state: toState({
      method: 'DELETE',
      url: 'https://api.example.com/items/1',
      ...toPolicy(`origin: ['${page}', 'https://admin.example.com']`, "methods: ['PUT']"),
    }),
    want: { outcome: 'blocked', code: 'preflight-method' },
  },
  {
    name: 'lower-case-patch',
    title: 'patch is not PATCH',
    story: 'fetch writes put and delete in upper case by itself, and leaves patch as it is.',
    state: toState({
      method: 'patch',
      url: 'https://api.example.com/items/1',
      ...json,
      ...toPolicy(`origin: ['${page}']`, "methods: ['PATCH']", "allowedHeaders: ['content-type']"),
    }),
    want: { outcome: 'blocked', code: 'preflight-method' },
  },
  {
    name: 'wildcard-with-credentials',
    title: '* does not count with cookies',
    story: 'Everyone is allowed, so it worked until the page sent its cookies along.',
    state: toState({
      ...raw,
      credentials: 'include',
      responseHeaders: 'access-control-allow-origin: *\naccess-control-allow-credentials: true',
    }),
    want: { outcome: 'blocked', code: 'allow-origin-wildcard-with-credentials' },
  },
  {
    name: 'credentials-not-allowed',
    title: 'Cookies need a word',
    story: 'The origin is right; the policy does not say that it shares with credentials.',
    state: toState({ credentials: 'include', ...toPolicy(`origin: ['${page}', 'https://admin.example.com']`) }),
    want: { outcome: 'blocked', code: 'allow-credentials-not-true' },
  },
  {
    name: 'authorization-under-wildcard',
    title: '* leaves out Authorization',
    story: 'All request headers are allowed, it seems: by the standard, Authorization has to be named.',
    state: toState({
      ...raw,
      headers: 'authorization: Bearer secret\nx-client: web',
      preflightStatus: '204',
      preflightHeaders: `access-control-allow-origin: ${page}\naccess-control-allow-headers: *`,
      responseHeaders: `access-control-allow-origin: ${page}`,
    }),
    want: { outcome: 'blocked', code: 'preflight-header', notes: ['engine-authorization-under-wildcard'] },
  },
  {
    name: 'two-values',
    title: 'Two say it, so nobody does',
    story: 'The application adds the header, and the proxy before it adds it again.',
    state: toState({
      ...raw,
      responseHeaders: `access-control-allow-origin: ${page}\naccess-control-allow-origin: ${page}`,
    }),
    want: { outcome: 'blocked', code: 'allow-origin-multiple', notes: ['two-values'] },
  },
  {
    name: 'trailing-slash',
    title: 'One slash too many',
    story: 'An origin copied from the address bar ends in a slash. Browsers compare byte for byte.',
    state: toState({ ...raw, responseHeaders: `access-control-allow-origin: ${page}/\nvary: Origin` }),
    want: { outcome: 'blocked', code: 'allow-origin-mismatch', notes: ['origin-spelling'] },
  },
  {
    name: 'preflight-needs-login',
    title: 'The preflight has to log in',
    story: 'Authentication comes before CORS, and a preflight never has cookies or Authorization.',
    state: toState({
      ...raw,
      headers: 'authorization: Bearer secret',
      preflightStatus: '401',
      preflightHeaders: `access-control-allow-origin: ${page}\nwww-authenticate: Bearer`,
      responseHeaders: `access-control-allow-origin: ${page}`,
    }),
    want: { outcome: 'blocked', code: 'preflight-status' },
  },
  {
    name: 'preflight-redirect',
    title: 'A preflight is not redirected',
    story: 'The router sends /items to /items/: a browser follows that for a request, never for a preflight.',
    state: toState({
      ...raw,
      method: 'PUT',
      ...json,
      preflightStatus: '308',
      preflightHeaders: `access-control-allow-origin: ${page}\nlocation: /items/`,
      responseHeaders: `access-control-allow-origin: ${page}`,
    }),
    want: { outcome: 'blocked', code: 'preflight-redirect' },
  },
  {
    name: 'error-page',
    title: 'The error is not CORS',
    story: 'The server crashed, and its error page lacks the headers. The console blames CORS.',
    state: toState({ ...raw, status: '500', responseHeaders: 'content-type: text/html' }),
    want: { outcome: 'blocked', code: 'allow-origin-missing', notes: ['error-without-headers'] },
  },
  {
    name: 'login-redirect',
    title: 'Redirected to a login',
    story: 'The session has ended: the API sends the browser to a login page on another origin.',
    state: toState({
      ...raw,
      credentials: 'include',
      status: '302',
      responseHeaders: [
        `access-control-allow-origin: ${page}`,
        'access-control-allow-credentials: true',
        'location: https://login.example.com/login',
      ].join('\n'),
      targetHeaders: 'content-type: text/html',
    }),
    want: { outcome: 'blocked', code: 'allow-origin-missing', notes: ['redirect-to-login'] },
  },
  {
    name: 'sandboxed-page',
    title: 'The origin is null',
    story: 'The page is a file, or a sandboxed frame: it has no origin that could be named.',
    state: toState({ page: 'null', ...toPolicy(`origin: ['${page}', 'https://admin.example.com']`) }),
    want: { outcome: 'blocked', code: 'allow-origin-missing' },
  },
  {
    name: 'mixed-content',
    title: 'https calls http',
    story: 'A page on https calls an API on plain http. No header of any kind helps.',
    state: toState({ url: 'http://api.example.com/items' }),
    want: { outcome: 'blocked', code: 'mixed-content' },
  },
  {
    name: 'mode-no-cors',
    title: 'no-cors is no way around',
    story: 'The error is gone, and so are status, headers and body.',
    state: toState({ ...raw, mode: 'no-cors' }),
    want: { outcome: 'opaque', notes: ['no-cors'] },
  },
  {
    name: 'header-not-exposed',
    title: 'Shared, but a header is missing',
    story: 'The page gets the response and cannot read x-request-id: nobody exposed it.',
    state: toState({
      ...toPolicy(`origin: ['${page}', 'https://admin.example.com']`),
      responseHeaders: 'content-type: application/json\nx-request-id: 42',
    }),
    want: { outcome: 'shared', notes: ['headers-not-exposed'] },
  },
  {
    name: 'misspelled-policy',
    title: 'A policy that does not start',
    story: 'A slash, a method in lower case, an option of another library: all reported at once.',
    state: toState({
      method: 'PUT',
      ...json,
      ...toPolicy(
        `origin: ['${page}/', 'admin.example.com']`,
        "methods: ['put']",
        "allowHeaders: ['content-type']",
        "maxAge: '600'",
      ),
    }),
    want: {
      outcome: 'no policy',
      issues: ['origin-trailing-slash', 'origin-scheme-missing', 'method-case', 'max-age-type', 'option-unknown'],
    },
  },
  {
    name: 'all-is-well',
    title: 'Everything is right',
    story: 'JSON, cookies and PUT from another origin: asked first, allowed, shared.',
    state: toState({
      method: 'PUT',
      url: 'https://api.example.com/items/1',
      ...json,
      credentials: 'include',
      ...toPolicy(
        `origin: ['${page}', 'https://*.preview.example.com']`,
        "methods: ['PUT', 'DELETE']",
        "allowedHeaders: ['content-type']",
        "exposedHeaders: ['x-request-id']",
        'credentials: true',
        'maxAge: 600',
      ),
      responseHeaders: 'content-type: application/json\nx-request-id: 42',
    }),
    want: { outcome: 'shared' },
  },
]

/** The presets' states by their names, as links have them. */
export const presetStates: ReadonlyMap<string, PlaygroundState> = new Map(
  presets.map(({ name, state }) => [name, state]),
)

/** Finds the preset that a state is, whosever rules it follows. */
export function findPreset(state: PlaygroundState): Preset | undefined {
  return presets.find((preset) => isSame(state, { ...preset.state, engine: state.engine }))
}
