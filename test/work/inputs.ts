import type { cors } from '../../adapters/node.ts'
import type { CorsInput, createCors } from '../../src/index.ts'
import type { createCorsRoutes } from '../../src/routes.ts'
import { extractListValues } from '../../src/user-agent/header-list.ts'
import { runSquared, scanAgain } from './planted.ts'

/** The library, as the process that counts has it. */
export interface Prepared {
  readonly createCors: typeof createCors
  readonly cors: typeof cors
  readonly createCorsRoutes: typeof createCorsRoutes
}

/** An input that a client, or a handler, may make as large as the runtime lets it. */
export interface GrowingInput {
  readonly name: string
  readonly sizes: readonly number[]
  /** The most characters that it may cost, where growth is not linear but what may grow has a limit. */
  readonly most?: number
  /** True for work that is not linear, planted to see that it is found. */
  readonly isPlanted?: true
  /** Prepares a request of a size; what it returns is what is counted. */
  readonly make: (size: number, library: Prepared) => () => unknown
}

const app = 'https://app.example.com'
const rules = [app, 'https://*.example.com', 'http://localhost:*', /^https:\/\/pr-\d+\.example\.org$/, () => false]
const asking = { 'access-control-request-method': 'PUT' }

function toInput(
  method: string,
  headers: Readonly<Record<string, string>>,
  url = 'https://api.example.com/',
): CorsInput {
  return { method, url, headers: { get: (name) => headers[name] ?? null } }
}

const large = [1024, 2048, 4096, 8192, 16_384, 32_768, 65_536]
/** Up to the longest that is looked into. */
const upToLongest = [256, 512, 1024, 2048, 4096, 8192]

function ofOrigin(name: string, sizes: readonly number[], toOrigin: (size: number) => string): GrowingInput[] {
  return ['GET', 'OPTIONS'].map((method) => ({
    name: `${name}, ${method}`,
    sizes,
    make: (size, { createCors }) => {
      const policy = createCors({ origin: rules, methods: ['PUT'] })
      const input = toInput(method, { origin: toOrigin(size), ...(method === 'OPTIONS' && asking) })
      return () => policy.decide(input)
    },
  }))
}

function ofList(name: string, sizes: readonly number[], toList: (size: number) => string): GrowingInput {
  return {
    name: `Access-Control-Request-Headers: ${name}`,
    sizes,
    make: (size, { createCors }) => {
      const options = { origin: rules, methods: '*', allowedHeaders: '*', credentials: true } as const
      const policy = createCors({ ...options, origin: [app, 'https://other.example.com'] })
      const input = toInput('OPTIONS', { origin: app, ...asking, 'access-control-request-headers': toList(size) })
      return () => policy.decide(input)
    },
  }
}

const origins: readonly GrowingInput[] = [
  ...ofOrigin('Origin, short: one label', [15, 30, 60], (size) => `https://${'a'.repeat(size)}.test`),
  ...ofOrigin('Origin, long: one label', large, (size) => `https://${'a'.repeat(size)}.example.com`),
  ...ofOrigin('Origin, long: many labels', large, (size) => `https://${'a.'.repeat(size / 2)}example.com`),
  ...ofOrigin('Origin, long: dots', large, (size) => `https://${'.'.repeat(size)}`),
  ...ofOrigin('Origin, long: colons', large, (size) => `https://[${':'.repeat(size)}]`),
  ...ofOrigin('Origin, long: a list', large, (size) => `${app},`.repeat(Math.ceil(size / 24))),
  ...ofOrigin('Origin, long: slashes', large, (size) => `https:${'/'.repeat(size)}`),
  ...ofOrigin('Origin, long: no scheme', large, (size) => 'a'.repeat(size)),
]

/** The one place where work is not linear: each domain above a host is looked up. A host has at most 253 characters. */
const labels: readonly GrowingInput[] = ofOrigin('Origin, short: many labels', [30, 60, 120, 240], (size) => {
  return `https://${'a.'.repeat(size / 2)}test`
}).map((input) => ({ ...input, most: 100_000 }))

const lists: readonly GrowingInput[] = [
  ...[
    { kind: 'names', toList: (size: number) => 'x,'.repeat(size / 2) },
    { kind: 'one name', toList: (size: number) => 'x'.repeat(size) },
    { kind: 'commas', toList: (size: number) => ','.repeat(size) },
    { kind: 'white space', toList: (size: number) => `x${' '.repeat(size - 3)},x` },
    { kind: 'no names', toList: (size: number) => '(,'.repeat(size / 2) },
  ].flatMap(({ kind, toList }) => [
    ofList(kind, upToLongest, toList),
    ofList(`${kind}, more than 8 KiB`, large.slice(4), toList),
  ]),
]

const withPredicate = { origin: [app, () => false] }

/** A response of Node.js that keeps nothing. */
const nothing = {
  getHeader: () => undefined,
  getHeaderNames: () => [],
  setHeader: () => {},
  removeHeader: () => {},
  writeHead: () => {},
  end: () => {},
}

const others: readonly GrowingInput[] = [
  {
    name: 'Access-Control-Request-Method',
    sizes: large,
    make: (size, { createCors }) => {
      const policy = createCors({ origin: [app, 'https://other.example.com'], methods: '*', credentials: true })
      const input = toInput('OPTIONS', { origin: app, 'access-control-request-method': 'A'.repeat(size) })
      return () => policy.decide(input)
    },
  },
  ...['https://api.example.com/', 'https://api.example.com/?', 'not a URL'].map((start) => ({
    name: `URL: ${start}`,
    sizes: large,
    make: (size: number, { createCors }: Prepared) => {
      const policy = createCors({ origin: app, rejectDisallowed: true })
      const input = toInput('GET', { origin: 'https://evil.example' }, start + '%'.repeat(size))
      return () => policy.decide(input)
    },
  })),
  {
    name: 'Vary of the handler',
    sizes: large,
    make: (size, { createCors }) => {
      const policy = createCors({ ...withPredicate, vary: ['x-tenant'] })
      const request = new Request('https://api.example.com/', { headers: { origin: app } })
      const vary = 'a,'.repeat(size / 2)
      return () => policy.apply(request, new Response('a', { headers: { vary } }))
    },
  },
  {
    name: 'headers of the response, all exposed',
    sizes: [64, 128, 256, 512, 1024, 2048],
    make: (size, { createCors }) => {
      const policy = createCors({ origin: [app, 'https://other.example.com'], exposedHeaders: '*', credentials: true })
      const request = new Request('https://api.example.com/', { headers: { origin: app } })
      const headers = Array.from({ length: size }, (_, index): [string, string] => [`x-${10_000 + index}`, '1'])
      return () => policy.apply(request, new Response('a', { headers }))
    },
  },
  {
    name: 'header lines of the request, Node.js',
    sizes: [64, 128, 256, 512, 1024, 2048],
    make: (size, { cors }) => {
      const middleware = cors({ origin: [app, 'https://other.example.com'] })
      const headers: Record<string, string> = { origin: app }
      for (let index = 0; index < size; index++) headers[`x-${10_000 + index}`] = '1'
      const response = { statusCode: 200, ...nothing }
      return () => middleware({ method: 'GET', url: '/', headers }, response, () => response.writeHead())
    },
  },
]

/** A path of policies by path; above 4096 characters it is not read in every way. */
const paths: readonly GrowingInput[] = [
  ...['a', 'A', '/', ';', ';a/', '%', '%41', '%ff/', '%ffA', '%25ff/', '%20', '%20/', '%2f', '%5c', '%2525', '%c3%a9'],
  ...['../', '%2e%2e/', '%2f;', '%3fA', '%23;', '\\', ' a', ' '],
].map((part) => ({
  name: `path: ${part}`,
  // The last ones are twice the longest: work that ends there must not begin again.
  sizes: [256, 512, 1024, 2048, 4096, 8192, 16_384, 32_768],
  make: (size, { createCorsRoutes }) => {
    const policy = createCorsRoutes({
      '/public/*': { origin: '*' },
      '/api/*': { origin: app },
      '/api/:id': { origin: app },
    })
    const path = `${part.repeat(size / part.length)}x`
    const input = toInput('GET', { origin: app }, `https://api.example.com/api/${path}`)
    return () => policy.decide(input)
  },
}))

/** Texts that a server sends, for the browser half. */
const answers: readonly GrowingInput[] = [
  { kind: 'white space', toValue: (size: number) => `x${' '.repeat(size)}x` },
  { kind: 'white space at both ends', toValue: (size: number) => `${' '.repeat(size / 2)}x${'\t'.repeat(size / 2)}` },
  { kind: 'names', toValue: (size: number) => 'x ,'.repeat(size / 3) },
].map(({ kind, toValue }) => ({
  name: `Access-Control-Allow-Headers of an answer: ${kind}`,
  sizes: large,
  make: (size) => {
    const headers = [['access-control-allow-headers', toValue(size)]] as const
    return () => extractListValues('access-control-allow-headers', headers)
  },
}))

const planted: readonly GrowingInput[] = [
  { name: 'planted: blocks', sizes: upToLongest, isPlanted: true, make: (size) => () => runSquared(size) },
  {
    name: 'planted: characters',
    sizes: upToLongest,
    isPlanted: true,
    make: (size) => () => scanAgain('a'.repeat(size)),
  },
]

/** Everything that a client may make large, and what a handler may. */
export const inputs: readonly GrowingInput[] = [
  ...origins,
  ...labels,
  ...lists,
  ...others,
  ...paths,
  ...answers,
  ...planted,
]
