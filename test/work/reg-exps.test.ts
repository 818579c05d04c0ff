import { glob, readFile } from 'node:fs/promises'
import { stripTypeScriptTypes } from 'node:module'
import { parse } from 'acorn'
import { isSafe } from 'redos-detector'
import { describe, expect, test } from 'vitest'

// The RegExps of the server half. Those that meet options only run once, when a policy is made.

/** Files whose RegExps see nothing that a client sends. */
const onlyOptions = [
  'adapters/bun.ts',
  'src/origin/misspelling.ts',
  'src/server/check-lists.ts',
  'src/server/check-origins.ts',
  'src/server/policy.ts',
]

interface Found {
  readonly file: string
  readonly source: string
  readonly flags: string
}

const root = new URL('../../', import.meta.url)
const files = await Array.fromAsync(glob(['src/{http,origin,server}/*.ts', 'adapters/*.ts'], { cwd: root.pathname }))
const modules = files.filter((file) => !onlyOptions.includes(file)).sort()
const found = (await Promise.all(modules.map(findRegExps))).flat()

// What reads paths, and the browser half, whose texts come from a server.
const otherFiles = await Array.fromAsync(glob('src/user-agent/*.ts', { cwd: root.pathname }))
const others = (await Promise.all(['src/routes/path-readings.ts', ...otherFiles.sort()].map(findRegExps))).flat()

/** What the detector takes for slow because it may begin anywhere, and is not. */
const linear = [
  // Whatever it begins with, it reaches to the end.
  String.raw`^[^:/?#]+:\/\/[^/\\?#]*|[?#].*$`,
  ';.*$',
  '#.*$',
  // It reads the spaces after each semicolon once.
  '; *base64$',
  // It reads the name of a host, of 253 characters.
  others.find(({ source }) => source.includes('localhost'))?.source,
]

async function findRegExps(file: string): Promise<Found[]> {
  const script = stripTypeScriptTypes(await readFile(new URL(file, root), 'utf8'))
  const regExps: Found[] = []
  const visit = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return
    if ('regex' in node) {
      const { pattern, flags } = node.regex as { pattern: string; flags: string }
      regExps.push({ file, source: pattern, flags })
    }
    for (const child of Object.values(node)) visit(child)
  }
  visit(parse(script, { ecmaVersion: 'latest', sourceType: 'module' }))
  return regExps
}

describe('RegExps take time linear in what they are matched with', () => {
  test('there are some', () => {
    expect(found.length).toBeGreaterThan(3)
  })

  test.each(found)('$file: /$source/$flags', ({ source, flags }) => {
    const result = isSafe(new RegExp(source, flags), { maxScore: 50, downgradePattern: false })
    expect({ error: result.error, isInfinite: result.score.infinite }).toEqual({ error: null, isInfinite: false })
  })

  test.each(others.filter(({ source }) => !linear.includes(source)))('$file: /$source/$flags', ({ source, flags }) => {
    const result = isSafe(new RegExp(source, flags), { maxScore: 50, downgradePattern: true })
    expect({ error: result.error, isInfinite: result.score.infinite }).toEqual({ error: null, isInfinite: false })
  })

  test('those that the detector cannot judge are there', () => {
    expect(linear.filter((source) => !others.some((one) => one.source === source))).toEqual([])
  })

  test.each(['^(a+)+$', '(a*)*b', '^\\s+|\\s+$|x\\s*,\\s*$'])('a planted one is found: /%s/', (source) => {
    expect(isSafe(new RegExp(source)).safe).toBe(false)
  })
})
