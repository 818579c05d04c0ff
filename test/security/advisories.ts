import type { AsyncCorsOptions, CorsOptions } from '../../src/index.ts'

/** What went wrong in another library, as a case that this one must get right. */
export interface AdvisoryCase {
  /** The advisory's number. */
  readonly advisory: string
  readonly step: string
  readonly options: CorsOptions | AsyncCorsOptions | Readonly<Record<string, unknown>>
  /** The code of the issue with which these options must not start. */
  readonly issue?: string
  /** A request, and the headers that its answer must have: all that are about CORS, and `Vary`. */
  readonly request?: {
    readonly method?: string
    readonly url?: string
    readonly headers: Readonly<Record<string, string>>
  }
  readonly answer?: Readonly<Record<string, string>>
}

const app = 'https://app.example.com'
const two = [app, 'https://other.example.com']
const refused = { vary: 'Origin' }
const shared = { 'access-control-allow-origin': app, vary: 'Origin' }
const echoing = { origin: two, allowedHeaders: '*', credentials: true } as const
const asking = { origin: app, 'access-control-request-method': 'GET' } as const
const echoed = {
  ...shared,
  'access-control-allow-credentials': 'true',
  'access-control-allow-methods': 'GET,HEAD,POST',
  vary: 'Origin, Access-Control-Request-Headers',
}

const reflection: readonly AdvisoryCase[] = [
  ...['CVE-2024-25124', 'CVE-2026-54290', 'CVE-2018-20744'].map((advisory) => ({
    advisory,
    step: 'everybody with credentials does not start, and is not made a reflection',
    options: { origin: '*', credentials: true },
    issue: 'origin-wildcard-with-credentials',
  })),
  {
    advisory: 'CVE-2026-54290',
    step: 'a wildcard by default does not exist',
    options: { credentials: true },
    issue: 'origin-missing',
  },
  {
    advisory: 'CVE-2018-20744',
    step: 'everybody is answered with a wildcard, not with the origin',
    options: { origin: '*' },
    request: { headers: { origin: 'https://evil.example' } },
    answer: { 'access-control-allow-origin': '*' },
  },
  { advisory: 'CVE-2023-49803', step: 'no origin does not start', options: {}, issue: 'origin-missing' },
  {
    advisory: 'CVE-2023-49803',
    step: 'reflection cannot be asked for',
    options: { origin: true },
    issue: 'origin-true',
  },
]

const matching: readonly AdvisoryCase[] = [
  ...[
    ['https://foo.com', 'https://bar.com'],
    ['https://bar.com', 'https://foo.com'],
    ['https://*.foo.com', 'https://*.bar.com'],
  ].flatMap((origin) =>
    ['https://barfoo.com', 'https://foobar.com', 'https://a.barfoo.com'].map((asked) => ({
      advisory: 'GHSA-vhxv-fg4m-p2w8',
      step: `${origin.join(' and ')}: not ${asked}`,
      options: { origin },
      request: { headers: { origin: asked } },
      answer: refused,
    })),
  ),
  {
    advisory: 'CVE-2026-37737',
    step: 'a RegExp that is open at its end does not start',
    options: { origin: /https:\/\/app\.example\.com/ },
    issue: 'regexp-not-anchored',
  },
  ...[`${app}.attacker.example`, `${app}:8080`, `${app}\nx`].map((origin) => ({
    advisory: 'CVE-2026-37737',
    step: `a RegExp matches the whole origin: not ${JSON.stringify(origin)}`,
    options: { origin: /^https:\/\/app\.example\.com$/ },
    request: { headers: { origin } },
    answer: refused,
  })),
  ...['https://example.com*', 'https://example.com/*', 'https://example.com*.test'].map((origin) => ({
    advisory: 'CVE-2019-25211',
    step: `${origin} does not start`,
    options: { origin },
    issue: origin.endsWith('/*') ? 'origin-path' : 'origin-wildcard-misplaced',
  })),
  ...['https://.example.com', 'https://..example.com', 'https://a..example.com', 'https://example.com'].map(
    (origin) => ({
      advisory: 'gofiber/fiber#4455',
      step: `a subdomain has labels: not ${origin}`,
      options: { origin: 'https://*.example.com' },
      request: { headers: { origin } },
      answer: refused,
    }),
  ),
]

const work: readonly AdvisoryCase[] = [
  ...[
    { advisory: 'GHSA-vh9x-phq6-fx54', name: 'commas', value: ','.repeat(65_536) },
    { advisory: 'CVE-2026-69207', name: 'white space', value: `x-a${' '.repeat(65_536)},x-b` },
  ].flatMap(({ advisory, name, value }) => [
    {
      advisory,
      step: `a list of what is allowed does not look at 64 KiB of ${name}`,
      options: { origin: two, allowedHeaders: ['x-a'] },
      request: { method: 'OPTIONS', headers: { ...asking, 'access-control-request-headers': value } },
      answer: { ...shared, 'access-control-allow-methods': 'GET,HEAD,POST', 'access-control-allow-headers': 'x-a' },
    },
    {
      advisory,
      step: `what is echoed is no 64 KiB of ${name}`,
      options: echoing,
      request: { method: 'OPTIONS', headers: { ...asking, 'access-control-request-headers': value } },
      answer: echoed,
    },
  ]),
]

const headers: readonly AdvisoryCase[] = [
  {
    advisory: 'GHSA-q7jf-gf43-6x6p',
    step: 'Vary of a request does not come back',
    options: { origin: two },
    request: { headers: { origin: app, vary: 'X-Evil' } },
    answer: shared,
  },
  ...['access-control-request-private-network', 'access-control-request-local-network'].map((name) => ({
    advisory: 'CVE-2024-6221',
    step: `a preflight with ${name} gets no permission for it`,
    options: { origin: two },
    request: { method: 'OPTIONS', headers: { ...asking, [name]: 'true' } },
    answer: { ...shared, 'access-control-allow-methods': 'GET,HEAD,POST' },
  })),
]

const paths: readonly AdvisoryCase[] = ['/admin', '/ADMIN', '/a+b', '/a%20b', '/a%2fb', '/%61dmin', '/a/../b'].map(
  (path) => ({
    advisory:
      path === '/a+b' || path === '/a%20b' ? 'CVE-2024-6844' : /admin/i.test(path) ? 'CVE-2024-6866' : 'CVE-2024-6839',
    step: `a policy has no second opinion about the path ${path}`,
    options: { origin: two },
    request: { url: `https://api.example.com${path}`, headers: { origin: 'https://evil.example' } },
    answer: refused,
  }),
)

/** What went wrong elsewhere. */
export const advisoryCases: readonly AdvisoryCase[] = [...reflection, ...matching, ...work, ...headers, ...paths]
