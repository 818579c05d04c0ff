/** What takes a request and answers it. */
export type Fetch = (request: Request) => Response | Promise<Response>

/** A policy that every contender can be told. */
export interface BenchPolicy {
  readonly origin: readonly string[] | '*' | RegExp
  readonly credentials: boolean
  readonly methods: readonly string[]
  readonly headers: readonly string[]
  readonly maxAge: number
}

/** A library, as its documentation says to use it. */
export interface Contender {
  readonly name: string
  /** Serves a handler at `/items`, with the policy or, where that is `null`, without CORS. */
  create(policy: BenchPolicy | null, handler: Fetch): Fetch
  /** Makes what the library makes of a policy and nothing else, where that can be told apart. */
  configure?(policy: BenchPolicy): unknown
}

export const app = 'https://app.example.com'
export const other = 'https://admin.example.com'
export const evil = 'https://evil.example'

const lists = { methods: ['PUT', 'DELETE'], headers: ['content-type', 'authorization'], maxAge: 600 }

/** The policies of the benchmarks; the first is that of nearly all. */
export const policies = {
  'two origins': { origin: [app, other], credentials: true, ...lists },
  wildcard: { origin: '*', credentials: false, ...lists },
  subdomains: { origin: /^https:\/\/(?:[a-z0-9-]+\.)+example\.com$/, credentials: true, ...lists },
} as const satisfies Record<string, BenchPolicy>

export type PolicyName = keyof typeof policies
