import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { CorsConfigError, createCors } from '../../src/index.ts'
import { createCorsRoutes } from '../../src/routes.ts'

const segment = fc.constantFrom('a', 'b', ':x')
const pattern = fc
  .tuple(fc.array(segment, { maxLength: 4 }), fc.boolean())
  .map(([segments, rest]) => `/${[...segments, ...(rest ? ['*'] : [])].join('/')}`)
const path = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 5 }).map((segments) => `/${segments.join('/')}`)

const regExps = new Map<string, RegExp>()

function matches(candidate: string, at: string): boolean {
  const source = candidate.replace(/\/\*$/, '(?:/.*)?').replaceAll(':x', '[^/]+')
  const regExp = regExps.get(source) ?? new RegExp(`^${source}$`)
  regExps.set(source, regExp)
  return regExp.test(at)
}

/** Ranks patterns as a person does who reads from the left. */
function rank(candidate: string): string {
  return candidate
    .split('/')
    .map((part) => (part === '*' ? '3' : part === ':x' ? '2' : '1'))
    .join('')
    .padEnd(8, '0')
}

/** Asks which pattern answers: each has an origin of its own. */
function find(patterns: readonly string[], at: string): string | null {
  const origins = patterns.map((_, index) => `https://o${index}.example`)
  const cors = createCorsRoutes(
    Object.fromEntries(patterns.map((each, index) => [each, { origin: origins[index] ?? '' }])),
  )
  const headers = new Headers({ origin: 'https://evil.example' })
  const [first] = cors.decide({ method: 'GET', url: `https://api.example.com${at}`, headers }).headers
  return first === undefined ? null : (patterns[origins.indexOf(first[1])] ?? null)
}

describe('the most specific pattern wins', () => {
  test('over all that match, whatever the order', () => {
    let compared = 0
    const property = fc.property(fc.uniqueArray(pattern, { minLength: 1, maxLength: 6 }), path, (patterns, at) => {
      const matching = patterns.filter((each) => matches(each, at))
      const [best = null] = matching.toSorted((a, b) => (rank(a) < rank(b) ? -1 : 1))
      try {
        const forward = find(patterns, at)
        const backward = find(patterns.toReversed(), at)
        expect({ forward, backward }).toEqual({ forward: best, backward: best })
        if (matching.length > 1) compared++
      } catch (error) {
        // Patterns that cross have no most specific one.
        if (!(error instanceof CorsConfigError)) throw error
        expect(new Set(error.issues.map(({ code }) => code))).toEqual(new Set(['route-ambiguous']))
      }
    })
    fc.assert(property, { numRuns: 2000, seed: 7 })
    expect(compared).toBeGreaterThan(100)
  })

  test('patterns that cross are reported exactly where a path has two best ones', () => {
    let longest = ['']
    const all = ['/']
    for (let length = 1; length <= 5; length++) {
      longest = longest.flatMap((start) => ['a', 'b', 'c'].map((next) => `${start}/${next}`))
      all.push(...longest)
    }
    const property = fc.property(fc.uniqueArray(pattern, { minLength: 2, maxLength: 3 }), (patterns) => {
      const covered = patterns.map((each) => new Set(all.filter((at) => matches(each, at))))
      const isUnclear = all.some((at) => {
        const matching = covered.filter((paths) => paths.has(at))
        return matching.length > 0 && !matching.some((best) => matching.every((paths) => best.isSubsetOf(paths)))
      })
      const isReported = (): boolean => {
        try {
          find(patterns, '/')
          return false
        } catch {
          return true
        }
      }
      expect(isReported()).toBe(isUnclear)
    })
    fc.assert(property, { numRuns: 100, seed: 7 })
  })

  test('ten thousand patterns are checked and found in ten times the time of a thousand', () => {
    const measure = (size: number): number => {
      const policy = createCors({ origin: '*' })
      const routes = Object.fromEntries(Array.from({ length: size }, (_, at) => [`/tenants/t${at}/:id/*`, policy]))
      const before = process.cpuUsage()
      const cors = createCorsRoutes({ ...routes, '/tenants/:name': policy, '/*': false })
      const headers = new Headers({ origin: 'https://app.example.com' })
      const url = `https://api.example.com/tenants/t${size - 1}/x/y`
      expect(cors.decide({ method: 'GET', url, headers }).kind).toBe('cross-origin')
      // Not the time that passes: others use the machine too.
      return process.cpuUsage(before).user
    }
    // What is compiled on the way makes the larger one cheaper; if it were quadratic, it would be a hundred times.
    expect(measure(10_000)).toBeLessThan(30 * measure(1000) + 100_000)
  })
})

describe('where a path begins and ends', () => {
  const cors = createCorsRoutes({ '/api/*': { origin: '*' } })
  const headers = new Headers({ origin: 'https://app.example.com' })

  test.each([
    { url: 'https://api.example.com/api/x?y=/z#/w', want: 'cross-origin' },
    { url: 'https://api.example.com/api', want: 'cross-origin' },
    { url: 'https://api.example.com?/api/x', want: 'exempt' },
    { url: 'https://api.example.com#/api/x', want: 'exempt' },
    { url: 'https://api.example.com', want: 'exempt' },
    { url: 'https://user@[::1]:8443/api/x', want: 'cross-origin' },
    { url: 'wss://api.example.com/api/socket', want: 'cross-origin' },
    { url: 'http://api.example.com/x?next=https://h/api/x', want: 'exempt' },
    { url: '/api/x', want: 'cross-origin' },
    { url: 'api/x', want: 'cross-origin' },
    { url: '', want: 'exempt' },
    { url: 'http://bad host/api/x', want: 'cross-origin' },
    { url: 'https://api.example.com\\api\\x', want: 'cross-origin', isShared: false },
    { url: 'https://api.example.com/x/../api/x', want: 'cross-origin', isShared: false },
    { url: 'https://api.example.com/api/../x', want: 'cross-origin', isShared: false },
    { url: 'https://api.example.com/api/./x', want: 'cross-origin', isShared: false },
    { url: 'https://api.example.com/api/\ud800', want: 'cross-origin' },
    { url: `https://api.example.com/api/${'%25'.repeat(1300)}`, want: 'cross-origin' },
    { url: `https://api.example.com/api/${'%25'.repeat(5000)}`, want: 'cross-origin', isShared: false },
    { url: `https://api.example.com/api/%${'25'.repeat(5000)}`, want: 'cross-origin', isShared: false },
    { url: `https://api.example.com/api/${'/'.repeat(4000)}`, want: 'cross-origin' },
    { url: `https://api.example.com/api/${'/'.repeat(20_000)}`, want: 'cross-origin', isShared: false },
    { url: `https://api.example.com/api/${'a/'.repeat(20_000)}`, want: 'cross-origin' },
    { url: `https://api.example.com/api/${';/..'.repeat(20_000)}`, want: 'cross-origin', isShared: false },
    // What new URL('//api/x', base) takes for a host.
    { url: 'https://api.example.com//api/x', want: 'cross-origin', isShared: false },
    { url: 'https://api.example.com//x/api/y', want: 'cross-origin', isShared: false },
    { url: 'https://api.example.com///x/api/y', want: 'cross-origin', isShared: false },
    { url: 'https://api.example.com//x/API', want: 'cross-origin', isShared: false },
    { url: 'https://api.example.com//x%5capi', want: 'cross-origin', isShared: false },
    { url: 'https://api.example.com/%2fx/api', want: 'cross-origin', isShared: false },
    { url: 'https://api.example.com//;/x/api', want: 'cross-origin', isShared: false },
    { url: 'https://api.example.com//y%3b/x', want: 'exempt' },
    // What a parser of URLs strips from the end, and takes out.
    { url: 'https://api.example.com/api%20', want: 'cross-origin', isShared: false },
    { url: 'https://api.example.com/api%00%1F', want: 'cross-origin', isShared: false },
    { url: 'https://api.example.com/a%0Ap%09i%0D/x', want: 'cross-origin', isShared: false },
    { url: 'https://api.example.com/api/x%20', want: 'cross-origin' },
    { url: 'https://api.example.com/api/%09x%0A', want: 'cross-origin' },
    { url: 'https://api.example.com//api', want: 'cross-origin', isShared: false },
    { url: 'https://api.example.com//x/y', want: 'exempt' },
    { url: 'https://api.example.com/x//api/y', want: 'exempt' },
  ])('$url: $want', ({ url, want, isShared = want === 'cross-origin' }) => {
    const started = performance.now()
    const decision = cors.decide({ method: 'GET', url, headers })
    expect(decision).toMatchObject({ kind: want })
    expect(decision.headers.some(([name]) => name === 'access-control-allow-origin')).toBe(isShared)
    expect(performance.now() - started).toBeLessThan(1000)
  })

  test.each(['//x', '//x/', '/;x', '/%3fx'])('%s may be the root', (path) => {
    const routes = createCorsRoutes({ '/': { origin: 'https://other.example.com' }, '/*': { origin: '*' } })
    const decision = routes.decide({ method: 'GET', url: `https://api.example.com${path}`, headers })
    expect(decision.refusal?.code).toBe('rule-threw')
  })
})
