import { describe, expect, test } from 'vitest'
import { type Backtracking, judgeBacktracking } from '../../src/lint/backtracking.ts'
import { createStepCounter } from '../../src/lint/count-steps.ts'
import { findDotLookAlike, findLookAlike } from '../../src/lint/look-alikes.ts'
import {
  countLoops,
  dropNames,
  escapeDots,
  looksAround,
  parseRegExp,
  type RegExpNode,
} from '../../src/lint/regexp-tree.ts'
import { type Sample, sampleOrigins, toSet, writeTexts } from '../../src/lint/sample-origins.ts'
import { parseOrigin } from '../../src/origin/grammar.ts'

function toTree(regExp: RegExp): RegExpNode {
  const tree = parseRegExp(regExp)
  if (tree === null) throw new Error(`${regExp} cannot be read`)
  return tree
}

/** Makes RegExps that the compiler would not have as literals. */
function toRegExp(source: string, flags = ''): RegExp {
  return new RegExp(source, flags)
}

describe('the tree of a RegExp', () => {
  test.each([/(?<=a)b/, /(?<!a)b/, toRegExp('(?<n>a)\\k<n>'), /\p{L}/u, toRegExp('[\\w--b]', 'v'), toRegExp('(?i:a)')])(
    '%s can be read',
    (regExp) => expect(parseRegExp(regExp)).not.toBeNull(),
  )

  test.each<[regExp: RegExp, loops: number, nested: number]>([
    [/a/, 0, 0],
    [/a*/, 1, 0],
    [/a+/, 1, 0],
    [/a?/, 0, 0],
    [/a{1,99}/, 0, 0],
    [/a{1,100}/, 1, 0],
    [/a{100}/, 1, 0],
    [/(?:ab)*/, 1, 0],
    [/(?:a*)*/, 2, 1],
    [/(?:a?)+/, 1, 1],
    [/(?:a|b)*/, 1, 1],
    [/(?:(?:a|b)c)*/, 1, 1],
    [/(?:(?:a*b)*c)*/, 3, 2],
    [/a*b*c*/, 3, 0],
    [/(?:a*)*(?:b*)*/, 4, 2],
    [/(?=a*)b*/, 1, 0],
    [/a*|b*/, 2, 0],
  ])('%s has %i loops, %i of them around what varies', (regExp, loops, nested) => {
    expect(countLoops(toTree(regExp))).toEqual({ loops, nested })
  })

  test.each<[regExp: RegExp, looks: boolean]>([
    [/(?=a)b/, true],
    [/(?!a)b/, true],
    [/(?<=a)b/, true],
    [/(?<!a)b/, true],
    [/(a)\1/, true],
    [/(?:(?=a)b)+/, true],
    [/a|(?=b)/, true],
    [/(a)b/, false],
    [/(?:a)b/, false],
  ])('%s looks around or back: %s', (regExp, looks) => expect(looksAround(toTree(regExp))).toBe(looks))

  test.each<[regExp: RegExp, escaped: string]>([
    [/a.b/, '/a\\.b/'],
    [/a.b.c/i, '/a\\.b\\.c/i'],
    [/(?:a.)+/, '/(?:a\\.)+/'],
    [/a|.b/, '/a|\\.b/'],
    [/(.)/, '/(\\.)/'],
    [/a\.b/, 'null'],
    [/a[.]b/, 'null'],
    [/a.*b/, 'null'],
    [/a.+b.c/, '/a.+b\\.c/'],
  ])('the dots of %s are escaped: %s', (regExp, escaped) => {
    expect(String(escapeDots(regExp, toTree(regExp)))).toBe(escaped)
  })

  test('dots are found behind what stands ahead', () => {
    expect(String(escapeDots(/a.b/, toTree(/^(?:a.b)$/), '^(?:'.length))).toBe('/a\\.b/')
  })

  test.each<[source: string, without: string]>([
    ['(?<x>a)(?<yy>b)', '(a)(b)'],
    ['(?<x>a(?<yy>b))c', '(a(b))c'],
    ['(?:a)(b)', '(?:a)(b)'],
  ])('%s without names is %s', (source, without) => {
    const regExp = toRegExp(source)
    expect(dropNames(regExp, toTree(regExp))).toBe(without)
  })
})

describe('the steps of a RegExp', () => {
  // A character that is compared is one, and a turn of a loop.
  test.each<[regExp: RegExp, text: string, steps: number]>([
    [/abc/, 'abc', 3],
    [/abc/, 'xbc', 1],
    [/abc/, 'abx', 3],
    [/abc/, 'ab', 3],
    [/A/i, 'a', 1],
    [/./, 'a', 1],
    [/[ab]\d\p{L}/u, 'a1x', 3],
    [/(a)(b)/, 'ab', 2],
    [/a|b|c/, 'b', 2],
    [/a*/, 'aaa', 8],
    [/a*?/, 'aaa', 7],
    [/a{2}/, 'aa', 5],
    [/a{2}/, 'a', 4],
    [/a{1,2}/, 'aaa', 5],
    [/(?:a?)*b/, 'b', 4],
    [/(?:a?){2}b/, 'ab', 8],
    [/(?:a|a)*b/, 'aaa', 60],
    [/(?:a|a)*b/, 'aaaa', 124],
    [/a+a+b/, 'aaaa', 36],
    [/(?:a?)*b/, 'c', 4],
    [/\w*!/, 'aa', 9],
    [toRegExp('\\c'), '\\c', 2],
  ])('%s takes for %j %i', (regExp, text, steps) => {
    const count = createStepCounter(toTree(regExp), regExp.flags)
    expect(count(text, 1000)).toBe(steps)
    expect(count(text, steps)).toBe(steps)
    expect(count(text, steps - 1)).toBe(steps - 1)
    expect(count(text, 1000)).toBe(steps)
  })
})

/** What is left of a judgement's matcher: the RegExp itself, one that gives up, or none. */
type Kept = 'itself' | 'bound' | 'none'

describe('backtracking', () => {
  const threeLabels = (label: string): string => `https://${`${label}.`.repeat(3)}`

  test.each<[regExp: RegExp, growth: Backtracking['growth'], origin: string, kept: Kept]>([
    [/^https:\/\/a*a*\.example\.com$/, 'little', '', 'itself'],
    [/^https:\/\/(?:[a-z]+\.)+com$/, 'little', '', 'itself'],
    [/^https:\/\/[a-z]+-[0-9]+-[a-z]+\.com$/, 'little', '', 'itself'],
    [/^https:\/\/a*a*a*\.example\.com$/, 'little', '', 'bound'],
    [/^https:\/\/(?:[\w.:-]+)+$/, 'little', '', 'bound'],
    [/^https:\/\/(?<x>[a-z]+-[0-9]+-[a-z]+\.)\k<x>com$/, 'little', '', 'none'],
    [toRegExp('^https://a*b*c*\\.com$', 'v'), 'little', '', 'bound'],
    [/^https:\/\/(?:[a-z]+)+$/, 'exponential', `https://${'a'.repeat(36)}_`, 'none'],
    [/^https:\/\/(?:\w+)+$/, 'exponential', `https://${'7'.repeat(36)}-`, 'none'],
    [/^https:\/\/(?:[\w-]+)+$/, 'exponential', `https://${'7'.repeat(36)}.x`, 'none'],
    [/^https:\/\/(?:[\w.-]+)+$/, 'exponential', `https://${'7n'.repeat(18)}:1`, 'none'],
    [/^https:\/\/x(?:[a-z]+)+\.b\.com$/, 'exponential', `https://${'x'.repeat(36)}`, 'none'],
    [/^https:\/\/(?:ab|ab)*c\.example$/, 'exponential', `https://${'ab'.repeat(18)}`, 'none'],
    [/^https:\/\/(?:a|A)*b\.example\.com$/i, 'exponential', `https://${'a'.repeat(36)}`, 'none'],
    [/^https:\/\/(?=a)(?:[a-z]+)+\.example\.com$/, 'exponential', `https://${'a'.repeat(36)}`, 'none'],
    [/^https:\/\/[a-z.]*[a-z.]*[a-z.]*\.example\.com$/, 'polynomial', threeLabels('x'.repeat(60)), 'bound'],
    [/^https:\/\/(?!evil)[a-z.]*[a-z.]*[a-z.]*\.b\.com$/, 'polynomial', threeLabels('x'.repeat(60)), 'none'],
    [/^https:\/\/(?:(?:ab|\.)*){3}c\.example$/, 'polynomial', threeLabels('ab'.repeat(30)), 'bound'],
    [/^https:\/\/[a-z.]+\.[a-z.]+\.[a-z.]+$/, 'polynomial', `https://u${'y.'.repeat(100)}_`, 'bound'],
  ])('of %s is %s', (regExp, growth, origin, kept) => {
    const { matcher, ...judged } = judgeBacktracking(regExp, toTree(regExp))
    expect(judged).toEqual({ growth, origin })
    expect(matcher === null ? 'none' : matcher === regExp ? 'itself' : 'bound').toBe(kept)
    expect(matcher?.test('ftp://a') ?? false).toBe(false)
  })

  test('of what takes long for some text is refused that text, and all after a million steps', () => {
    const regExp = /^https:\/\/(?:a*a*a*b|a*)\.c\.com$/
    const count = createStepCounter(toTree(regExp), '')
    const texts = [1, 9, 60].map((length) => `https://${'a'.repeat(length)}.c.com`)
    const [short = '', longer = '', tooLong = ''] = texts
    expect(texts.every((text) => regExp.test(text))).toBe(true)
    expect(texts.map((text) => count(text, 5000) < 5000)).toEqual([true, true, false])
    const { matcher } = judgeBacktracking(regExp, toTree(regExp))
    const test = (text: string): boolean => matcher?.test(text) ?? false
    for (let round = 0; round < 100; round++) expect(test(tooLong)).toBe(false)
    expect(test(short)).toBe(true)
    const steps = count(longer, 5000)
    const left = 1_000_000 - 100 * 5000 - count(short, 5000)
    let admitted = 0
    while (test(longer)) admitted++
    expect(admitted).toBe(Math.floor((left - 1) / steps))
    expect(test(short)).toBe(false)
  })
})

/** Lists all that is written of a RegExp, once each. */
function write(regExp: RegExp): string[] {
  return [...new Set([...writeTexts(toTree(regExp), regExp.flags)].map(({ text }) => text))].sort()
}

test.each<[regExp: RegExp, text: string, isIn: boolean]>([
  [/a/, 'aa', true],
  [/A/i, 'a', true],
  [/ÿ/, 'ÿ', true],
  [/\uffff/, '\uffff', true],
  [/\u{10000}/u, '\u{10000}', true],
  [/\u{1f600}/u, '\u{1f600}', true],
  [toRegExp('-'), '-', true],
  [/[^a]/, 'a', false],
])('the set of %s has %j: %s', (regExp, text, isIn) => {
  expect(toSet(toTree(regExp), regExp.flags).test(text)).toBe(isIn)
})

describe('texts of a RegExp', () => {
  test.each<[regExp: RegExp, texts: readonly string[]]>([
    [/abc/, ['abc']],
    [/a\u{1F600}/u, ['a\u{1F600}']],
    [/a.b/, ['a.b']],
    [/a|bc|/, ['', 'a', 'bc']],
    [/(?:a|b|c)(?:x|y)/, ['ax', 'ay', 'bx', 'by', 'cx', 'cy']],
    [/(?:a|b){2}/, ['aa', 'ab', 'ba', 'bb']],
    [/(?:ab){2,3}/, ['abab', 'ababab']],
    [/(?:ab)?/, ['', 'ab']],
    [/(?:ab)+/, ['ab', 'abab', 'ababab', 'abababab', 'ababababab']],
    [/[ab]{1,2}/, ['a', 'aa', 'ab', 'b', 'ba', 'bb']],
    [/[^a-z0-9]/, ['-', '.', '/', ':', '[', ']', '_']],
    [/[^a-z]/, ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9']],
    [/[-.]/, ['-', '.']],
    [/[à-ÿ]/, ['']],
    [/(?=x)a/, ['a']],
  ])('%s: %j', (regExp, texts) => expect(write(regExp)).toEqual(texts))

  test('what anything may be is an address, a host and all that strangers have', () => {
    const words = ['', 'com', 'org', 'evil', 'evil.', 'evil.com', '.evil.com', 'app', 'app.', 'app.evil.com']
    const ends = ['https://', 'https://app.', 'https://evil.com', ':8443', '8443', '10.0.0.1', '::1']
    expect(write(/.*/)).toEqual(expect.arrayContaining([...words, ...ends]))
    expect(write(/.{9,}/).filter((text) => text.length < 9)).toEqual([])
    expect(write(/[a-z]{1,3}/)).toEqual(expect.arrayContaining(['com', 'org', 'app']))
    expect(write(/[a-z]{1,3}/).filter((text) => text.length > 3)).toEqual([])
  })

  test('every way through alternatives is taken, up to 400, and then some by chance', () => {
    const list = (prefix: string, count: number): string[] => Array.from({ length: count }, (_, at) => `${prefix}${at}`)
    const toSource = (texts: readonly string[]): string => `(?:${texts.join('|')})`
    expect(write(toRegExp(toSource(list('a', 60))))).toHaveLength(60)
    expect(write(toRegExp(`(?:a|${toSource(list('b', 60))})`))).toHaveLength(61)
    expect(write(toRegExp(toSource(list('a', 20)) + toSource(list('b', 20))))).toHaveLength(400)
    const count = (regExp: RegExp): number => [...writeTexts(toTree(regExp), '')].length / 12
    expect(count(/a/)).toBe(1 + 24)
    expect(count(/(?:a|b)(?:c|d)/)).toBe(4 + 24)
    expect(count(/(?:a|b){9}/)).toBe(2 + 24)
    expect(count(toRegExp('(?:a|b)'.repeat(9)))).toBe(400 + 24)
  })

  test('a text has a length', () => {
    const [first] = writeTexts(toTree(/(?:ab){999}/), '')
    expect(first?.text).toBe('ab'.repeat(201))
    expect([...writeTexts(toTree(toRegExp('(?:){999999999}')), '')].every(({ text }) => text === '')).toBe(true)
  })

  test('letters are those of origins', () => {
    expect(write(/.*/).filter((text) => !/^[-.:/_[\]a-z0-9]*$/.test(text))).toEqual([])
  })

  test('a text is an end where it would go on for ever', () => {
    const longest = Math.max(...write(/(?:(?:(?:a+)+)+)+/).map(({ length }) => length))
    expect(longest).toBeLessThan(2500)
    expect(write(/(?:ab){999}/)).toEqual(['ab'.repeat(201)])
  })

  test('origins are those that it matches, each with its shape', () => {
    const regExp = /^(?:https:\/\/(?:a|b)\.example|HTTP)$/
    const { matched, origins } = sampleOrigins(regExp, toTree(regExp), '')
    expect(matched).toBe(true)
    expect(origins.map(({ origin, host }) => `${origin} ${host}`)).toEqual([
      'https://a.example a.example',
      'https://b.example b.example',
    ])
    expect(new Set(origins.map(({ shape }) => shape)).size).toBe(2)
    expect(sampleOrigins(/^$/, toTree(/a/), '')).toEqual({ matched: false, origins: [] })
    expect(sampleOrigins(/^a$/, toTree(/a/), '')).toEqual({ matched: true, origins: [] })
  })
})

function toSample(origin: string, shape = 0): Sample {
  const parts = parseOrigin(origin)
  if (parts === null) throw new Error(`${origin} is no origin`)
  return { ...parts, origin, shape }
}

/** Matches one text. */
function only(text: string): { test: (other: string) => boolean } {
  return { test: (other) => other === text }
}

describe('look-alikes', () => {
  const samples = [toSample('https://app.example.com')]

  test.each([
    'https://app.evilexample.com',
    'https://app.evil-example.com',
    'https://app.example-evil.com',
    'https://app.example.evil.com',
    'https://app.example.com.evil.com',
    'https://app.example.com-evil.com',
    'https://app.example.comevil.com',
    'https://app.example.net',
    'https://app.example.org',
    'https://app.example.dev',
    'https://app.example.io',
    'https://app.example.co.uk',
    'https://app.example.app',
    'https://app.example.xyz',
  ])('%s', (origin) => {
    expect(findLookAlike(only(origin), samples)).toBe(origin)
  })

  test('keep the port', () => {
    const found = findLookAlike(only('https://app.example.net:8443'), [toSample('https://app.example.com:8443')])
    expect(found).toBe('https://app.example.net:8443')
    expect(findLookAlike(only('https://app.example.com'), [toSample('https://app.example.org')])).not.toBeNull()
  })

  test('are one change away', () => {
    expect(findLookAlike(only('https://evil.com.example.com.evil.com'), samples)).toBeNull()
  })

  test('of the same owner are none', () => {
    expect(findLookAlike(only('https://evilapp.example.com'), samples)).toBeNull()
    expect(findLookAlike({ test: () => false }, samples)).toBeNull()
    const both = [...samples, toSample('https://example.net')]
    expect(findLookAlike(only('https://app.example.net'), both)).toBeNull()
  })

  test('are looked for in twelve samples', () => {
    const many = Array.from({ length: 11 }, (_, at) => toSample(`https://a${at}.example.com`))
    const last = toSample('https://last.example.com')
    const target = only('https://last.evilexample.com')
    expect(findLookAlike(target, [...many, last])).not.toBeNull()
    expect(findLookAlike(target, [...many, ...samples, last])).toBeNull()
  })

  test('more than four owners of one shape are anybody', () => {
    const nothing = { test: (): boolean => false }
    const owners = ['a', 'b', 'c', 'd', 'e'].map((name) => toSample(`https://${name}.com`, 1))
    expect(findLookAlike(nothing, owners)).toBe('https://e.com')
    expect(findLookAlike(nothing, owners.slice(0, 4))).toBeNull()
    expect(findLookAlike(nothing, [...owners.slice(0, 4), toSample('https://www.a.com', 1)])).toBeNull()
    expect(findLookAlike(nothing, [...owners.slice(0, 4), toSample('https://f.com', 2)])).toBeNull()
    expect(findLookAlike(nothing, [...owners.slice(0, 4), toSample('https://f.unlisted', 1)])).toBeNull()
    const schemes = ['a', 'b', 'c', 'd', 'e'].map((name) => toSample(`app://${name}`, 1))
    expect(findLookAlike(nothing, schemes)).toBe('app://e')
  })

  test.each<[origin: string, found: string | null]>([
    ['https://appxexample.com', 'https://appxexample.com'],
    ['https://app.examplexcom', null],
    ['https://axb.example.com', null],
    ['xttps://app.example.com', null],
    ['https://app.exxmple.com', null],
  ])('a dot that is any character: %s', (origin, found) => {
    expect(findDotLookAlike(only(origin), samples)).toBe(found)
  })

  test('each dot of twelve samples is tried', () => {
    const wanted = only('https://a.bxexample.com')
    expect(findDotLookAlike(wanted, [toSample('https://a.b.example.com')])).toBe('https://a.bxexample.com')
    const many = Array.from({ length: 12 }, (_, at) => toSample(`https://a${at}.example.com`))
    expect(findDotLookAlike(wanted, [...many.slice(1), toSample('https://a.b.example.com')])).not.toBeNull()
    expect(findDotLookAlike(wanted, [...many, toSample('https://a.b.example.com')])).toBeNull()
  })
})
