import type { RouteIssueCode } from '../../src/routes.ts'

const origin = 'https://app.example.com'
const policy = { origin: '*' } as const

/** Patterns that are wrong, what is reported of them, and the pattern that is meant. */
export const patternErrors: readonly {
  readonly pattern: string
  readonly code: RouteIssueCode
  readonly meant: string
}[] = [
  { pattern: '', code: 'route-slash-missing', meant: '/' },
  { pattern: '*', code: 'route-slash-missing', meant: '/*' },
  { pattern: 'api/*', code: 'route-slash-missing', meant: '/api/*' },
  { pattern: './api', code: 'route-slash-missing', meant: '/api' },
  { pattern: '^/api', code: 'route-slash-missing', meant: '/:name/api' },
  { pattern: 'https://api.example.com', code: 'route-url', meant: '/' },
  { pattern: 'https://api.example.com/', code: 'route-url', meant: '/' },
  { pattern: 'https://api.example.com/api/*', code: 'route-url', meant: '/api/*' },
  { pattern: 'HTTP://localhost:8080/a/?b=c#d', code: 'route-url', meant: '/a' },
  { pattern: '/api?page=*', code: 'route-query', meant: '/api' },
  { pattern: '/api/?a=b/c', code: 'route-query', meant: '/api' },
  { pattern: '/api#top', code: 'route-fragment', meant: '/api' },
  { pattern: '/api/*#', code: 'route-fragment', meant: '/api/*' },
  { pattern: '/^api$/', code: 'route-regexp', meant: '/:name' },
  { pattern: '/api/(.*)', code: 'route-regexp', meant: '/api/*' },
  { pattern: '/api/.*', code: 'route-wildcard-misplaced', meant: '/api/*' },
  { pattern: '/(?:api|v1)/x', code: 'route-regexp', meant: '/:name/x' },
  { pattern: '/api{/v1}?', code: 'route-regexp', meant: '/:name/:name2' },
  { pattern: '/[a-z]+', code: 'route-regexp', meant: '/:name' },
  { pattern: '/a\\b', code: 'route-regexp', meant: '/:name' },
  { pattern: '/items?', code: 'route-regexp', meant: '/:name' },
  { pattern: '/**', code: 'route-wildcard-misplaced', meant: '/*' },
  { pattern: '/api/**', code: 'route-wildcard-misplaced', meant: '/api/*' },
  { pattern: '/api*', code: 'route-wildcard-misplaced', meant: '/api/*' },
  { pattern: '/*.png', code: 'route-wildcard-misplaced', meant: '/*' },
  { pattern: '/a/*/b', code: 'route-wildcard-misplaced', meant: '/a/:name2/b' },
  { pattern: '/*/', code: 'route-wildcard-misplaced', meant: '/*' },
  { pattern: '/*/*', code: 'route-wildcard-misplaced', meant: '/:name/*' },
  { pattern: '/:', code: 'route-parameter', meant: '/:name' },
  { pattern: '/:1', code: 'route-parameter', meant: '/:name' },
  { pattern: '/:id?', code: 'route-parameter', meant: '/:id' },
  { pattern: '/:id+', code: 'route-parameter', meant: '/:id' },
  { pattern: '/a/:id(\\d+)/b', code: 'route-parameter', meant: '/a/:id/b' },
  { pattern: '/v:version/x', code: 'route-parameter', meant: '/:version/x' },
  { pattern: '/:a-:b', code: 'route-parameter', meant: '/:a' },
  { pattern: '/a:1', code: 'route-parameter', meant: '/:name' },
  { pattern: '/api/', code: 'route-trailing-slash', meant: '/api' },
  { pattern: '/:a/b/', code: 'route-trailing-slash', meant: '/:a/b' },
  { pattern: '//', code: 'route-empty-segment', meant: '/' },
  { pattern: '/a//b', code: 'route-empty-segment', meant: '/a/b' },
  { pattern: '//a/*', code: 'route-empty-segment', meant: '/a/*' },
  { pattern: '/a/./b', code: 'route-dot-segment', meant: '/a/b' },
  { pattern: '/a/../b', code: 'route-dot-segment', meant: '/b' },
  { pattern: '/../a', code: 'route-dot-segment', meant: '/a' },
  { pattern: '/a/%2E%2e/b', code: 'route-dot-segment', meant: '/b' },
  { pattern: '/caf\u00e9', code: 'route-encoding', meant: '/caf%C3%A9' },
  { pattern: '/caf%c3%a9', code: 'route-encoding', meant: '/caf%C3%A9' },
  { pattern: '/a b', code: 'route-encoding', meant: '/a%20b' },
  { pattern: '/a\nb', code: 'route-encoding', meant: '/a%0Ab' },
  { pattern: '/%61pi', code: 'route-encoding', meant: '/api' },
  { pattern: '/100%', code: 'route-encoding', meant: '/100%25' },
  { pattern: '/\ud800', code: 'route-encoding', meant: '/%EF%BF%BD' },
  { pattern: ' /api', code: 'route-encoding', meant: '/api' },
  { pattern: '/api/* ', code: 'route-encoding', meant: '/api/*' },
  { pattern: '/a%2Fb', code: 'route-segment-unclear', meant: '/:name' },
  { pattern: '/x/a%5Cb', code: 'route-segment-unclear', meant: '/x/:name2' },
  { pattern: '/%2541', code: 'route-segment-unclear', meant: '/:name' },
  { pattern: '/a;b', code: 'route-segment-unclear', meant: '/:name' },
  { pattern: '/x;v=1/y', code: 'route-segment-unclear', meant: '/:name/y' },
  { pattern: '/a/b%3Bc', code: 'route-segment-unclear', meant: '/a/:name2' },
  { pattern: '/what%3F', code: 'route-segment-unclear', meant: '/:name' },
  { pattern: '/%23/*', code: 'route-segment-unclear', meant: '/:name/*' },
]

/** Patterns that are right, each with a path that it is for. */
export const rightPatterns: readonly { readonly pattern: string; readonly path: string }[] = [
  { pattern: '/', path: '/' },
  { pattern: '/*', path: '/' },
  { pattern: '/*', path: '/a/b' },
  { pattern: '/:name', path: '/a' },
  { pattern: '/a/:b/c/:d/*', path: '/a/1/c/2' },
  { pattern: '/.well-known/*', path: '/.well-known/x' },
  { pattern: '/$metadata', path: '/$metadata' },
  { pattern: "/a+b,c=d@e!f'g&h~i", path: "/a+b,c=d@e!f'g&h~i" },
  { pattern: '/caf%C3%A9', path: '/caf%C3%A9' },
  { pattern: '/100%25', path: '/100%25' },
  { pattern: '/__proto__', path: '/__proto__' },
  { pattern: '/constructor/:toString', path: '/constructor/x' },
  { pattern: '/:p0/:p0', path: '/a/b' },
]

/** Routes that are wrong together or in what stands behind them, and everything that is reported, in order. */
export const routeErrors: readonly {
  readonly step: string
  readonly routes: unknown
  readonly issues: readonly { readonly code: string; readonly path: string; readonly suggestion?: string }[]
}[] = [
  ...[null, undefined, 'routes', 1, [policy], () => {}].map((routes) => ({
    step: `${String(routes)} for routes`,
    routes,
    issues: [{ code: 'routes-type', path: 'routes' }],
  })),
  { step: 'no routes', routes: {}, issues: [{ code: 'routes-empty', path: 'routes' }] },
  { step: 'no policy', routes: { '/a': false }, issues: [{ code: 'routes-empty', path: 'routes' }] },
  {
    step: 'one pattern in two spellings',
    routes: { '/items/:id': policy, '/Items/:name': policy },
    issues: [
      { code: 'route-duplicate', path: 'routes["/Items/:name"]', suggestion: 'Remove it, or remove "/items/:id"' },
    ],
  },
  {
    step: 'a pattern encoded in two cases',
    routes: { '/%C3%89/*': policy, '/%C3%A9/*': policy },
    issues: [{ code: 'route-duplicate', path: 'routes["/%C3%A9/*"]' }],
  },
  {
    step: 'two patterns that cross',
    routes: { '/a/:b': policy, '/:a/b': policy },
    issues: [
      {
        code: 'route-ambiguous',
        path: 'routes["/:a/b"]',
        suggestion: 'Add "/a/b", which is for both it and "/a/:b"',
      },
    ],
  },
  {
    step: 'two patterns that cross, in any case',
    routes: { '/A/:b': policy, '/:a/B/*': policy },
    issues: [
      {
        code: 'route-ambiguous',
        path: 'routes["/:a/B/*"]',
        suggestion: 'Add "/A/B", which is for both it and "/A/:b"',
      },
    ],
  },
  {
    step: 'two patterns that cross in the rest',
    routes: { '/:a/b/*': policy, '/a/*': policy },
    issues: [
      {
        code: 'route-ambiguous',
        path: 'routes["/a/*"]',
        suggestion: 'Add "/a/b/*", which is for both it and "/:a/b/*"',
      },
    ],
  },
  {
    step: 'two patterns that cross in a name',
    routes: { '/:a/b/:c': false, '/a/*': policy },
    issues: [
      {
        code: 'route-ambiguous',
        path: 'routes["/a/*"]',
        suggestion: 'Add "/a/b/:name3", which is for both it and "/:a/b/:c"',
      },
    ],
  },
  ...[true, 1, 'https://app.example.com', () => {}].map((route) => ({
    step: `${String(route)} for a route`,
    routes: { '/a': route },
    issues: [{ code: 'route-type', path: 'routes["/a"]', suggestion: 'Write { origin: "https://app.example.com" }' }],
  })),
  ...[null, undefined].map((route) => ({
    step: `${String(route)} for a route`,
    routes: { '/a': route },
    issues: [{ code: 'route-type', path: 'routes["/a"]', suggestion: 'Write false' }],
  })),
  { step: 'an empty list', routes: { '/a': [] }, issues: [{ code: 'route-list-empty', path: 'routes["/a"]' }] },
  {
    step: 'what is no options in a list',
    routes: { '/a': [false, [policy], origin] },
    issues: [0, 1, 2].map((at) => ({ code: 'route-type', path: `routes["/a"][${at}]` })),
  },
  {
    step: 'a policy in a list',
    routes: { '/a': [{ decide: () => null }] },
    issues: [{ code: 'route-type', path: 'routes["/a"][0]' }],
  },
  {
    step: 'everything inside policies',
    routes: {
      '/a"b': { origin: [`${origin}/`], maxage: 1 },
      '/c': [{ origin: ['null'] }, { origin, methods: ['put'] }],
      '/d': {},
    },
    issues: [
      { code: 'route-encoding', path: 'routes["/a\\"b"]', suggestion: 'Write "/a%22b"' },
      { code: 'origin-trailing-slash', path: 'routes["/a\\"b"].origin[0]' },
      { code: 'option-unknown', path: 'routes["/a\\"b"].maxage' },
      { code: 'origin-null', path: 'routes["/c"][0].origin[0]' },
      { code: 'method-case', path: 'routes["/c"][1].methods[0]' },
      { code: 'origin-missing', path: 'routes["/d"].origin' },
    ],
  },
  {
    step: 'policies after one for everyone',
    routes: { '/a': [{ origin: '*' }, { origin, credentials: true }, { lookup: async () => true }] },
    issues: [
      { code: 'route-unreachable', path: 'routes["/a"][1]' },
      { code: 'route-unreachable', path: 'routes["/a"][2]' },
    ],
  },
  {
    step: 'rules that an earlier policy has',
    routes: { '/a': [{ origin }, { origin: ['https://b.example', origin] }, { origin }] },
    issues: [
      { code: 'route-unreachable', path: 'routes["/a"][1].origin[1]' },
      { code: 'route-unreachable', path: 'routes["/a"][2].origin' },
    ],
  },
  {
    step: 'an origin that a pattern or a RegExp of an earlier policy admits',
    routes: {
      '/a': [{ origin: 'https://*.example.com' }, { origin, credentials: true }],
      '/b': [{ origin: [/^https:\/\/[a-z]+\.example\.com$/] }, { origin: ['https://b.example', origin] }],
      '/c': [{ origin: 'http://localhost:*', lookup: async () => true }, { origin: 'http://localhost:5173' }],
    },
    issues: [
      { code: 'route-unreachable', path: 'routes["/a"][1].origin' },
      { code: 'route-unreachable', path: 'routes["/b"][1].origin[1]' },
      { code: 'route-unreachable', path: 'routes["/c"][1].origin' },
    ],
  },
  {
    step: 'rejecting, where nobody is refused',
    routes: { '/a': [{ origin, rejectDisallowed: true, debug: true }, { origin: ['*'] }] },
    issues: [
      { code: 'route-rejects-nobody', path: 'routes["/a"][0].rejectDisallowed' },
      { code: 'route-rejects-nobody', path: 'routes["/a"][0].debug' },
    ],
  },
]

/** Routes that look wrong and are not. */
export const rightRoutes: readonly { readonly step: string; readonly routes: Readonly<Record<string, object>> }[] = [
  { step: 'two patterns that cross, with one for both', routes: { '/a/:b': policy, '/:a/b': policy, '/a/b': policy } },
  { step: 'a text, a name and the rest', routes: { '/a/b': policy, '/a/:b': policy, '/a/*': policy, '/*': policy } },
  { step: 'patterns of other lengths', routes: { '/a/:b': policy, '/:a/b/c': policy, '/:a': policy } },
  { step: 'patterns with other texts', routes: { '/a/:b/c': policy, '/:a/b/d': policy } },
  {
    step: 'a list from the narrowest to the widest',
    routes: { '/a': [{ origin }, { origin: 'https://*.example.com' }, { origin: /^https:\/\/.+$/ }, policy] },
  },
  {
    step: 'an origin that an earlier policy refuses: plain http with credentials',
    routes: {
      '/a': [{ origin: /^https?:\/\/[a-z]+\.example\.com$/, credentials: true }, { origin: 'http://app.example.com' }],
    },
  },
  {
    step: "an origin that is an earlier policy's own",
    routes: { '/a': [{ origin: 'https://b.example', ownOrigins: [origin] }, { origin }] },
  },
  {
    step: 'an origin that a predicate or a lookup of an earlier policy may admit',
    routes: { '/a': [{ origin: () => true }, { lookup: async () => true }, { origin }] },
  },
  { step: 'one policy in two lists', routes: { '/a': [{ origin }, policy], '/b': [{ origin }, policy] } },
]
