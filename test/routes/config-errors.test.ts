import { describe, expect, test } from 'vitest'
import { CorsConfigError, type Issue } from '../../src/index.ts'
import { routeIssueKinds } from '../../src/routes/route-issues.ts'
import { type AnyCorsRoute, createCorsRoutes } from '../../src/routes.ts'
import { patternErrors, rightPatterns, rightRoutes, routeErrors } from '../tables/route-errors.ts'

function findIssues(routes: unknown): readonly Issue[] {
  try {
    createCorsRoutes(routes as Readonly<Record<string, AnyCorsRoute>>)
    return []
  } catch (error) {
    if (error instanceof CorsConfigError) return error.issues
    throw error
  }
}

describe('patterns that are wrong', () => {
  test.each(patternErrors)('$pattern: $code, meant is $meant', ({ pattern, code, meant }) => {
    const path = `routes[${JSON.stringify(pattern)}]`
    const suggestion = `Write ${JSON.stringify(meant)}`
    expect(findIssues({ [pattern]: { origin: '*' } })).toEqual([
      expect.objectContaining({ code, path, value: pattern, suggestion }),
    ])
    expect(findIssues({ [meant]: { origin: '*' } })).toEqual([])
  })

  test.each(rightPatterns)('$pattern is right, and for $path', ({ pattern, path }) => {
    const cors = createCorsRoutes(JSON.parse(`{${JSON.stringify(pattern)}:{"origin":"*"}}`))
    const headers = new Headers({ origin: 'https://app.example.com' })
    expect(cors.decide({ method: 'GET', url: `https://api.example.com${path}`, headers })).toMatchObject({
      kind: 'cross-origin',
    })
  })
})

describe('routes that are wrong', () => {
  test.each(routeErrors)('$step', ({ routes, issues }) => {
    expect(findIssues(routes)).toEqual(issues.map((issue) => expect.objectContaining(issue)))
  })

  test.each(rightRoutes)('not: $step', ({ routes }) => {
    expect(findIssues(routes)).toEqual([])
  })

  test('the error lists them all, with what is inside policies', () => {
    const routes = { 'api/*': { origin: ['https://app.example.com/'] } }
    expect(() => createCorsRoutes(routes)).toThrow(
      [
        'Cannot create a CORS policy (2 issues)',
        '  routes["api/*"] = "api/*": A path starts with a slash [route-slash-missing]',
        '    → Write "/api/*"',
        '  routes["api/*"].origin[0] = "https://app.example.com/": An origin has no path, not even "/" [origin-trailing-slash]',
        '    → Write "https://app.example.com"',
      ].join('\n'),
    )
  })

  test('every kind is in the tables, and says what to do', () => {
    const found = [
      ...patternErrors.map(({ code }) => code),
      ...routeErrors.flatMap(({ issues }) => issues.map(({ code }) => code)),
    ]
    expect(Object.keys(routeIssueKinds).filter((code) => !found.includes(code))).toEqual([])
    for (const { suggestion } of [
      ...routeErrors,
      ...patternErrors.map(({ pattern }) => ({ routes: { [pattern]: 1 } })),
    ].flatMap(({ routes }) => findIssues(routes))) {
      expect(suggestion).toMatch(/^(?:Add|Did you mean|Leave|List|Remove|Write)\b.*[^. ]$/)
    }
    const messages = Object.values(routeIssueKinds).map(({ message }) => message)
    expect(new Set(messages).size).toBe(messages.length)
    for (const { spec } of Object.values(routeIssueKinds))
      expect(spec).toMatch(/^https:\/\/[a-z]+\.spec\.whatwg\.org\/#/)
  })

  test('a list that refuses nobody shows what has no effect', () => {
    const [issue] = findIssues({ '/a': [{ origin: 'https://a.example', debug: true }, { origin: '*' }] })
    expect(issue).toMatchObject({ code: 'route-rejects-nobody', path: 'routes["/a"][0].debug', value: true })
  })

  test('errors that are none of configuration are thrown on', () => {
    const failure = new Error('on purpose')
    const routes = {
      '/a': {
        get origin(): string {
          throw failure
        },
      },
    }
    expect(() => createCorsRoutes(routes)).toThrow(failure)
  })
})
