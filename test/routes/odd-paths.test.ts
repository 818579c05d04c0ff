import { describe, expect, test } from 'vitest'
import { createCorsRoutes } from '../../src/routes.ts'

/** Few paths are shared with the page, and most are of a policy that refuses it. */
const many = createCorsRoutes({
  '/public/*': { origin: '*' },
  '/internal/*': false,
  '/api/items/:id': { origin: ['https://app.example.com'] },
  '/*': { origin: 'https://z.example' },
  '/a': { origin: 'https://b.example' },
  '/public/admin/*': { origin: 'https://other.example.com', rejectDisallowed: true },
})
/** One segment is refused, and more are shared. */
const segments = createCorsRoutes({ '/:name': { origin: 'https://other.example.com' }, '/*': { origin: '*' } })

/** The same letters, in the other case. */
const upper = createCorsRoutes({ '/Docs/*': { origin: '*' } })

const headers = new Headers({ origin: 'https://app.example.com' })

// Each is the shortest path on which a reader with one reading less, or one more, says something else.
describe('an odd path', () => {
  test.each([
    { step: 'lower case where the pattern is in upper case', cors: upper, path: '/docs/x', want: 'rule-threw' },
    { step: 'a dot segment at the end', cors: many, path: '/public/..', want: 'rule-threw' },
    { step: 'one dot at the end', cors: many, path: '/public/.', want: 'rule-threw' },
    { step: 'a host that is a dot', cors: many, path: '//.', want: 'rule-threw' },
    { step: 'a host that is still encoded', cors: many, path: '//%2525252f', want: 'rule-threw' },
    { step: 'a host and parameters', cors: many, path: '//;', want: 'rule-threw' },
    { step: 'no host and nothing', cors: many, path: '//', want: 'origin-not-allowed' },
    { step: 'two ends, behind the first a dot segment', cors: many, path: '/%23/.%23', want: 'rule-threw' },
    { step: 'parameters in two lines', cors: many, path: '/%3b%0dA', want: 'origin-not-allowed' },
    { step: 'slashes that are no host', cors: many, path: '/a//1//', want: 'origin-not-allowed' },
    { step: 'a host of two letters', cors: many, path: '/\\xa', want: 'origin-not-allowed' },
    { step: 'white space in front', cors: many, path: '/%20a', want: 'origin-not-allowed' },
    { step: 'a slash that is encoded four times', cors: many, path: '/%2525252f', want: 'rule-threw' },
    { step: 'a host before segments', cors: segments, path: '//api/items/%0a', want: 'rule-threw' },
    { step: 'parameters, and slashes behind them', cors: segments, path: '/;xA//\\;x', want: null },
    { step: 'a slash before bytes that are no text', cors: segments, path: '/%25252f%FF', want: 'rule-threw' },
  ])('$path, $step: $want', ({ cors, path, want }) => {
    const { refusal } = cors.decide({ method: 'GET', url: `https://api.example.com${path}`, headers })
    expect(refusal?.code ?? null).toBe(want)
  })
})
