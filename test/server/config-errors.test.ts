import { describe, expect, test } from 'vitest'
import { createCors, type Issue } from '../../src/index.ts'
import { foreignOptions } from '../../src/server/foreign-options.ts'
import { issueKinds } from '../../src/server/issues.ts'
import * as tables from '../tables/config-errors.ts'
import { catchError, findIssues, findValue, follow } from './follow-suggestions.ts'

function toPlaces(issues: readonly Issue[]): object[] {
  return issues.map(({ code, path }) => ({ code, path }))
}

/** Follows the first suggestion, then the first of what is reported then, until nothing is. */
function followAll(options: unknown): readonly string[] {
  const [issue] = findIssues(options)
  if (issue === undefined) return []
  const [next] = follow(options, issue)
  return [issue.code, ...(next === undefined ? ['(no way to follow it)'] : followAll(next))]
}

describe('options that are wrong', () => {
  for (const { step, options, issues, fixed } of tables.configErrors) {
    const name = `${step}: ${issues.map(({ code }) => code).join(', ')}`
    test(name, () => {
      const found = findIssues(options)
      expect(toPlaces(found)).toEqual(issues)
      for (const { path, value, message, suggestion, spec } of found) {
        expect(value, path).toBe(findValue(options, path))
        expect(message).toMatch(/^(?:[A-Z"]|(?:lookup|lookupTimeout|maxAge|allowedHeaders|exposedHeaders) ).*[^.!?]$/)
        expect(suggestion).toMatch(/^(?:Add|Did you mean|Leave|List|Remove|Write)\b.*[^.! ]$/)
        expect(spec).toMatch(/^https:\/\/(?:fetch|html|url)\.spec\.whatwg\.org\/(?:[a-z/-]+\.html)?#[a-z0-9-]+$/)
      }
    })

    test(`${name}: an applied suggestion removes it`, () => {
      if (fixed !== undefined) expect(findIssues(fixed)).toEqual([])
      for (const issue of findIssues(options)) {
        const { code, path, suggestion } = issue
        const results = follow(options, issue)
        if (fixed === undefined) expect(results, suggestion).not.toEqual([])
        for (const result of results) {
          expect(toPlaces(findIssues(result)), suggestion).not.toContainEqual({ code, path })
          // Suggestions that lead in a circle would overflow the stack.
          expect(followAll(result)).not.toContain('(no way to follow it)')
        }
      }
    })
  }

  for (const { step, options, suggestion } of tables.suggestions) {
    test(`${step}: ${suggestion}`, () => expect(findIssues(options)[0]?.suggestion).toBe(suggestion))
  }

  for (const { rule, admits, refuses } of tables.anchoredRegExps) {
    test(`${rule}: the suggestion matches what was meant, and no look-alike`, () => {
      const issue = findIssues({ origin: rule }).find(({ code }) => code === 'regexp-not-anchored')
      const [, source = '', flags] = /^Write \/(.+)\/(\w*)$/.exec(issue?.suggestion ?? '') ?? []
      const cors = createCors({ origin: new RegExp(source, flags) })
      const isAllowed = (origin: string): boolean => {
        return cors.decide(new Request('https://api.example/', { headers: { origin } })).allowed
      }
      expect(admits.filter((origin) => !isAllowed(origin))).toEqual([])
      expect(refuses.filter(isAllowed)).toEqual([])
    })
  }

  test.each(Object.entries(tables.misspelledOptions))('the option %s: Did you mean "%s"?', (option, known) => {
    const [issue] = findIssues({ origin: '*', [option]: true })
    expect(issue).toMatchObject({ code: 'option-unknown', path: option, suggestion: `Did you mean "${known}"?` })
    expect(findIssues({ origin: '*', [known]: Symbol() }).map(({ code }) => code)).not.toContain('option-unknown')
  })

  test('a header that is moved to another list is right there', () => {
    const moved = tables.configErrors.flatMap(({ options }) =>
      findIssues(options).flatMap(({ suggestion, value }) => {
        const list = /, or move it to (\w+)$/.exec(suggestion)?.[1]
        return list === undefined ? [] : [{ origin: '*', [list]: [value] }]
      }),
    )
    expect(moved.length).toBeGreaterThan(1)
    expect(moved.filter((options) => findIssues(options).length > 0)).toEqual([])
  })

  test.each(['vary', 'ownOrigins'])('a value of %s: "*" is not offered, because it is not taken', (option) => {
    expect(findIssues({ origin: '*', [option]: 1 })[0]?.message).not.toContain('*')
  })

  test('the table has every code, and every code a message of its own', () => {
    const codes = tables.configErrors.flatMap(({ issues }) => issues.map(({ code }) => code))
    expect([...new Set(codes)].sort()).toEqual(Object.keys(issueKinds).sort())
    const messages = Object.values(issueKinds).map(({ message }) => message)
    expect([...new Set(messages)]).toEqual(messages)
  })

  const strayValues = Object.entries(tables.strayValues)

  for (const { option, takes } of tables.strayOptions) {
    test(`stray values: ${option} takes ${takes.join(' and ') || 'none'}`, () => {
      const base = { origin: 'https://app.example.com', lookup: async () => true }
      const taken = strayValues.filter(([, value]) => catchError({ ...base, [option]: value }) === null)
      expect(taken.map(([name]) => name)).toEqual(takes)
      for (const [, value] of strayValues) {
        for (const list of [[value], ['*', 'authorization', value]]) catchError({ ...base, [option]: list })
      }
    })
  }

  test.each(strayValues)('stray values: %s for options', (_name, value) => {
    expect(findIssues(value)).toHaveLength(1)
  })

  test.each(Object.entries(tables.likeRegExps))('stray values: %s is no RegExp', (_name, value) => {
    expect(toPlaces(findIssues({ origin: [value], credentials: value }))).toEqual([
      { code: 'option-not-boolean', path: 'credentials' },
      { code: 'origin-type', path: 'origin[0]' },
    ])
  })
})

describe('the error', () => {
  test('shows every issue, and is frozen', () => {
    const error = catchError({ origin: ['https://app.example.com/'], allowHeaders: 'content-type' })
    expect(error).toBeInstanceOf(TypeError)
    expect(String(error)).toBe(`CorsConfigError: Cannot create a CORS policy (2 issues)
  origin[0] = "https://app.example.com/": An origin has no path, not even "/" [origin-trailing-slash]
    → Write "https://app.example.com"
  allowHeaders: Unknown option [option-unknown]
    → Did you mean "allowedHeaders"?`)
    expect([error?.issues, ...(error?.issues ?? [])].map(Object.isFrozen)).toEqual([true, true, true])
  })

  test('counts one issue', () => {
    expect(catchError({ origin: false })?.message).toBe(`Cannot create a CORS policy (1 issue)
  origin = false: A policy that shares with nobody is no policy [origin-false]
    → Leave CORS out, or list the origins, such as ["https://app.example.com"]`)
  })

  test.each([
    { wrong: 100, shown: 100, last: '    → Write "https://99.example"' },
    { wrong: 101, shown: 100, last: `  … and 1 more, all in the error's "issues"` },
    { wrong: 1000, shown: 100, last: `  … and 900 more, all in the error's "issues"` },
  ])('shows $shown of $wrong issues, and has all', ({ wrong, shown, last }) => {
    const error = catchError({ origin: Array.from({ length: wrong }, (_, index) => `https://${index}.example/`) })
    const lines = error?.message.split('\n') ?? []
    expect(lines[0]).toBe(`Cannot create a CORS policy (${wrong} issues)`)
    expect(lines.filter((line) => line.startsWith('  origin['))).toHaveLength(shown)
    expect(lines.at(-1)).toBe(last)
    expect(error?.issues).toHaveLength(wrong)
  })

  for (const { value, shown } of tables.shownValues) {
    test(`shows a value as source: ${shown === '' ? typeof value : shown}`, () => {
      const [, line] = catchError({ origin: '*', credentials: value })?.message.split('\n') ?? []
      expect(line).toBe(`  credentials${shown}: This option is true or false [option-not-boolean]`)
    })
  }
})

describe('options that are right', () => {
  for (const { step, options } of tables.acceptedPolicies) {
    test(step, () => expect(findIssues(options)).toEqual([]))
  }

  test('are copied, and nothing changes a policy', () => {
    const rule = /^https:\/\/b\.example$/
    const isC = (origin: string): boolean => origin === 'https://c.example'
    const lists = { methods: ['PUT'], allowedHeaders: ['x-a'], exposedHeaders: ['etag'], vary: ['x-tenant'] }
    const options = { ...lists, origin: ['https://a.example', rule, isC] }
    const cors = createCors(options)
    const ask = (origin: string): object => {
      const headers = new Headers({ origin, 'access-control-request-method': 'PUT' })
      return ['GET', 'OPTIONS'].map((method) => cors.decide({ method, url: 'https://api.example/', headers }))
    }
    const origins = ['https://a.example', 'https://b.example', 'https://c.example', 'https://d.example']
    const before = origins.map(ask)
    const copy = { ...lists, methods: ['PUT'], origin: [...options.origin] }
    options.origin.unshift('https://d.example')
    rule.compile('^https://d\\.example$')
    for (const list of Object.values(lists)) list.push('x-b')
    Object.assign(options, { credentials: true, maxAge: 2, preflightStatus: 200, rejectDisallowed: true, debug: true })
    expect(origins.map(ask)).toEqual(before)
    expect(cors.options).toEqual({ ...copy, allowedHeaders: ['x-a'], exposedHeaders: ['etag'], vary: ['x-tenant'] })
    const held = [cors.options, cors.options.origin, cors.options.methods]
    expect(held.map(Object.isFrozen)).toEqual([true, true, true])
    const [allowed, refused] = [true, false].map((allowed) => [{ allowed }, { allowed }])
    expect(before).toMatchObject([allowed, allowed, allowed, refused])
    expect([Object.isFrozen(cors), ...Object.keys(cors)]).toEqual([
      true,
      'options',
      'headers',
      'decide',
      'apply',
      'handle',
      'wrap',
    ])
  })
})

test('functions and RegExps of the options stay as they are', () => {
  const rule = (): boolean => true
  const regExp = /^https:\/\/a\.example$/
  createCors({ origin: rule, onRefuse: rule })
  createCors({ origin: regExp })
  expect([Object.isFrozen(rule), Object.isFrozen(regExp)]).toEqual([false, false])
})

test.each(Object.entries(foreignOptions))('the option %s of other libraries: %s', (option, reason) => {
  const [issue] = findIssues({ origin: '*', [option]: true })
  expect(issue).toMatchObject({ code: 'option-foreign', suggestion: `Remove it: ${reason}` })
  expect(reason).toMatch(/^[\w'].{10,}[^.]$/)
})

test('what pollutes the prototype of all objects is no option', () => {
  Object.defineProperty(Object.prototype, 'credentials', { value: true, configurable: true, writable: true })
  const cors = createCors({ origin: 'https://app.example.com' })
  Reflect.deleteProperty(Object.prototype, 'credentials')
  expect([...cors.headers(new Request('https://api.example.com/'))]).toEqual([
    ['access-control-allow-origin', 'https://app.example.com'],
  ])
})
