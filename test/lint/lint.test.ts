import { runInNewContext } from 'node:vm'
import { describe, expect, test } from 'vitest'
import { type CorsOptions, createCors } from '../../src/index.ts'
import { judgementKinds } from '../../src/lint/judgements.ts'
import { deepSuffixes, hostsOfAnybody } from '../../src/lint/open-hosts.ts'
import { type Finding, lint } from '../../src/lint.ts'
import { findSuffix } from '../../src/origin/site.ts'
import { createCorsRoutes } from '../../src/routes.ts'
import { issueKinds } from '../../src/server/issues.ts'
import { type Options, replaceAt } from '../server/follow-suggestions.ts'
import { lintRows, soundPolicies } from '../tables/lint.ts'
import shown from './findings.json' with { type: 'json' }
import { showFindings } from './show-findings.ts'

const find = (options: unknown): readonly Finding[] => lint(options as CorsOptions)
const isJudgement = ({ code }: Finding): boolean => Object.hasOwn(judgementKinds, code)

function readSource(text: string): unknown {
  const [, source, flags] = /^\/(.+)\/([a-z]*)$/.exec(text) ?? []
  return source === undefined ? JSON.parse(text) : new RegExp(source, flags)
}

/** Does what a suggestion says, to the letter. */
function follow(options: Options, { path, suggestion, becomes }: Finding): Options | null {
  if (becomes !== undefined) return becomes[0]?.options ?? null
  const written = /^Write (?:[a-z ]+, such as )?("[^"]+"|\[[^\]]+\]|\/.+\/[a-z]*|\d+)(?:, |$)/.exec(suggestion)?.[1]
  if (written !== undefined) return replaceAt(options, path, [readSource(written)])
  if (suggestion.startsWith('Remove it')) return replaceAt(options, path, [])
  const [, added = '', list = ''] = /^Add "(.+)" to (\w+)$/.exec(suggestion) ?? []
  const before = options[list]
  return added === '' ? null : { ...options, [list]: [...(Array.isArray(before) ? before : []), added] }
}

describe('findings', () => {
  for (const [index, { step, options, findings }] of lintRows.entries()) {
    const name = `${step}: ${findings.map(({ code }) => code).join(', ') || 'nothing'}`
    test(name, () => {
      const found = find(options)
      expect(found.map(({ code, path, severity }) => ({ code, path, severity }))).toEqual(findings)
      // After a change that is meant, run node test/lint/write-findings.ts, and read what differs.
      expect(showFindings(found)).toEqual(shown[index])
      for (const { message, suggestion, spec } of found.filter(isJudgement)) {
        expect(message).toMatch(/^(?:[A-Z"]|debug ).*[^.!?]$/)
        expect(message).not.toMatch(/undefined|null\b(?<!origin null)/)
        expect(suggestion).toMatch(/^(?:Add|Remove|Write)\b.*[^.! ]$/)
        expect(spec).toMatch(/^https:\/\//)
      }
    })

    test(`${name}: an applied suggestion removes it`, () => {
      for (const finding of find(options).filter(isJudgement)) {
        const { code, path, value, suggestion } = finding
        const followed = follow(options as Options, finding)
        expect(followed, suggestion).not.toBeNull()
        const left = find(followed).map(({ code, path, value }) => ({ code, path, value }))
        expect(left, suggestion).not.toContainEqual({ code, path, value })
      }
    })
  }

  test('the table has every judgement, and every judgement a message of its own', () => {
    const codes = new Set(lintRows.flatMap(({ findings }) => findings.map(({ code }) => code)))
    expect(Object.keys(judgementKinds).filter((code) => !codes.has(code as Finding['code']))).toEqual([])
    const messages = Object.values(judgementKinds).map(({ message }) =>
      typeof message === 'string' ? message : message('…'),
    )
    expect([...new Set(messages)]).toEqual(messages)
    expect(Object.keys(judgementKinds).filter((code) => Object.hasOwn(issueKinds, code))).toEqual([])
  })

  test.each([
    { regExp: /^https:\/\/[\w-]+\.vercel\.app$/, origin: 'https://example.vercel.app' },
    { regExp: /^https:\/\/app-[a-z0-9]+-acme\.vercel\.app$/, origin: 'https://example.vercel.app' },
    { regExp: /^https:\/\/[\w-]+\.com$/, origin: 'https://app.example.com' },
    { regExp: /^https:\/\/(?:a|b)\.acme\.com(?::\d+)?$/, origin: 'https://app.acme.com' },
    { regExp: /^(?:https:\/\/app\.acme\.com|app:\/\/a)(?::\d+)?$/, origin: 'https://app.acme.com' },
  ])('suggest for $regExp $origin', ({ regExp, origin }) => {
    const suggestions = find({ origin: regExp })
      .filter(isJudgement)
      .map(({ suggestion }) => suggestion)
    expect(suggestions.map((suggestion) => suggestion.split(', ', 1).join())).toEqual([`Write "${origin}"`])
  })

  test('of two patterns that cover an origin name both', () => {
    const found = find({ origin: ['https://app.example.com', 'https://*.example.com', 'https://app.example.com:*'] })
    const messages = found.map(({ message }) => message).join()
    expect(messages).toContain('"https://*.example.com" and "https://app.example.com:*"')
  })

  test.each(['g', 'y'])('of a RegExp with the flag %s are those of the same without', (flag) => {
    const source = '^https://app.example\\.com$'
    const [without, other] = ['', flag].map((flags) => {
      return find({ origin: new RegExp(source, flags) })
        .filter(isJudgement)
        .map(({ code, path }) => ({ code, path }))
    })
    expect(other).toEqual(without)
    expect(other).not.toEqual([])
  })

  test.each([null, undefined, 1, 'https://app.example.com', [], () => {}].map((options) => ({ options })))(
    'of $options, which are no options, are issues',
    ({ options }) => {
      const found = find(options)
      expect(found.length).toBeGreaterThan(0)
      expect(found.filter(isJudgement)).toEqual([])
    },
  )

  test('are frozen', () => {
    const found = find({ origin: 'https://*.co.uk/', debug: true })
    expect([found, ...found].map(Object.isFrozen)).toEqual([true, true, true])
  })
})

test.each<[code: Finding['code'], options: object, isFound: boolean]>([
  ['vary-not-in-preflight', { vary: ['x-accept'] }, true],
  ['vary-not-in-preflight', { vary: ['hosts'] }, true],
  ['vary-not-in-preflight', { vary: ['xsec-a'] }, true],
  ['vary-not-in-preflight', { vary: ['sec'] }, true],
  ['vary-not-in-preflight', { vary: ['Sec-Ch-Ua'] }, false],
  ['vary-not-in-preflight', { vary: ['access-control-request-method'] }, false],
  ['origin-unknown-suffix', { origin: 'https://a.xtest' }, true],
  ['origin-unknown-suffix', { origin: 'https://a.testx' }, true],
  ['origin-unknown-suffix', { origin: 'https://a.test' }, false],
  ['origin-unknown-suffix', { origin: 'app://a.xtest' }, false],
  ['origin-unknown-suffix', { origin: 'https://nas' }, false],
  ['origin-public-suffix-pattern', { origin: 'https://*.loca.lt' }, true],
  ['origin-public-suffix-pattern', { origin: 'https://*.nas' }, false],
  ['vary-unlimited', { vary: ['Referer'] }, true],
  ['max-age-above-engines', { maxAge: '9999' }, false],
  ['origin-any-port', { origin: /^https:\/\/app\.example\.com:808[1-4]$/ }, true],
  ['origin-any-port', { origin: /^https:\/\/app\.example\.com:808[1-3]$/ }, false],
  ['origin-any-port', { origin: /^app:\/\/a(?::\d+)?$/ }, false],
  [
    'origin-any-subdomain',
    { origin: /^https:\/\/(?:nas|canary\.null|(?:[a-z]+)\.example\.com)$/, credentials: true },
    true,
  ],
  ['regexp-dot-look-alike', { origin: /^https:\/\/[a-z.]*.example\.com$/ }, true],
  ['regexp-look-alike', { origin: /^https:\/\/[a-z.]*.example\.com$/ }, false],
  ['origin-own', { origin: ['https://app.example.com'], ownOrigins: ['https://app.example.com'] }, true],
  [
    'origin-own',
    { origin: ['https://app.example.com'], ownOrigins: ['https://app.example.com', 'https://b.example.com'] },
    false,
  ],
  [
    'dangerously-public-suffixes',
    {
      origin: ['https://*.vercel.app', 'https://app.example.com'],
      credentials: true,
      dangerouslyAllowPublicSuffixes: true,
    },
    true,
  ],
])('%s of %j: %s', (code, options, isFound) => {
  expect(find({ origin: '*', ...options }).some((finding) => finding.code === code)).toBe(isFound)
})

describe('sound policies', () => {
  for (const { step, options } of soundPolicies) {
    test(step, () => expect(find(options).filter(({ severity }) => severity !== 'info')).toEqual([]))
  }
})

describe('a policy', () => {
  const options: CorsOptions = { origin: 'https://*.co.uk', maxAge: 7200 }

  test('is judged by its options', () => {
    expect(lint(createCors(options))).toEqual(lint(options))
    expect(lint(createCors({ ...options, lookup: async () => true }))).toEqual(lint(options))
  })

  test('of policies by path stand under their patterns, the worst first', () => {
    const http = { origin: 'http://app.example.com' }
    const routes = createCorsRoutes({
      '/public/*': { origin: '*' },
      '/api/*': [{ origin: 'https://*.co.uk' }, http],
      '/old/*': { ...http, lookup: async () => true },
      '/internal/*': false,
    })
    expect(lint(routes).map(({ severity, path, code }) => `${severity} ${path} ${code}`)).toEqual([
      'medium routes["/api/*"][0].origin origin-public-suffix-pattern',
      'low routes["/api/*"][1].origin origin-plain-http',
      'low routes["/old/*"].origin origin-plain-http',
    ])
    expect(lint(createCorsRoutes({ '/*': { origin: '*' } }))).toEqual([])
  })

  test('may come from another copy of the library', () => {
    expect(lint({ options: Object.freeze(options), decide: () => null })).toEqual(lint(options))
  })

  test('is asked nothing', () => {
    const ask = (): never => {
      throw new Error('asked')
    }
    expect(lint({ origin: ask, lookup: ask, onRefuse: ask })).toEqual([])
  })

  test('that throws while it is read is not swallowed', () => {
    const options = {
      get origin(): string {
        throw new RangeError('mine')
      },
    }
    expect(() => lint(options)).toThrow(RangeError)
  })

  test('that throws when it is read again is not swallowed', () => {
    let reads = 0
    const options = {
      get origin(): string {
        if (reads++ > 0) throw new RangeError('mine')
        return '*'
      },
    }
    expect(() => lint(options)).toThrow(RangeError)
  })
})

describe('evidence', () => {
  const lookAlikes = lintRows.filter(({ findings }) => findings.some(({ code }) => /look-alike/.test(code)))

  test.each(lookAlikes)('$step: the look-alike in the message really is admitted', ({ options }) => {
    const { origin } = options as { origin: RegExp | readonly [RegExp] }
    const [rule] = origin instanceof RegExp ? [origin] : origin
    const cors = createCors({ origin: new RegExp(`^(?:${rule.source})$`, rule.flags) })
    const messages = find(options).filter(({ code }) => /look-alike/.test(code))
    expect(messages.length).toBeGreaterThan(0)
    for (const { message } of messages) {
      const headers = new Headers({ origin: /"(.+)"/.exec(message)?.[1] ?? '' })
      expect(cors.decide({ method: 'GET', url: 'https://api.example.com/', headers }).allowed, message).toBe(true)
    }
  })

  test('hosts below a domain are public suffixes, and hosts of anybody are no mistake', () => {
    for (const suffix of deepSuffixes) expect(findSuffix(suffix)).toMatchObject({ suffix, isListed: true })
    for (const host of hostsOfAnybody) expect(findSuffix(host).isListed).toBe(true)
  })

  test('limits of max-age are named with their engines', () => {
    expect(lint({ origin: '*', maxAge: 86400 })[0]?.message).toBe(
      'Not every browser keeps a preflight as long: Chromium keeps it 7200 seconds at most, WebKit keeps it 600 seconds at most',
    )
    expect(lint({ origin: '*', maxAge: 7200 })[0]?.message).toBe(
      'Not every browser keeps a preflight as long: WebKit keeps it 600 seconds at most',
    )
  })
})

/** Runs a RegExp against an origin that it does not match, and tells whether it comes to its end. */
function ends(rule: RegExp, origin: string, milliseconds: number): boolean {
  try {
    expect(runInNewContext('rule.test(origin)', { rule, origin }, { timeout: milliseconds })).toBe(false)
    return true
  } catch (error) {
    if ((error as { readonly code?: string }).code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw error
    return false
  }
}

describe('RegExps that backtrack', () => {
  test.each([
    /^https:\/\/(?:[a-z]+)+\.example\.com$/,
    /^https:\/\/(\w+\.?)*example\.com$/,
    /^https:\/\/(a|a)*b\.example\.com$/,
  ])('%s does not come to its end for 60 letters', (rule) => {
    expect(lint({ origin: rule })[0]?.code).toBe('regexp-exponential')
    expect(ends(rule, 'https://a!', 10_000)).toBe(true)
    expect(ends(rule, `https://${'a'.repeat(60)}!`, 200)).toBe(false)
  })

  const harmless = soundPolicies.flatMap(({ options }) => {
    const { origin } = options as { origin: unknown }
    return origin instanceof RegExp ? [origin] : []
  })

  test.each(harmless)('%s comes to its end for the longest host', (rule) => {
    expect(ends(rule, `https://${'a.'.repeat(100)}${'a'.repeat(53)}!`, 10_000)).toBe(true)
  })
})
