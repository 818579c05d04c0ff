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
const ofPaths = await findRegExps('src/routes/path-readings.ts')

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

  // Each match of the first begins where the last one ended, and the second one's are one or reach to the end.
  const linear = /^\(\?:%\[0-7\]|\[\?#\]\.\*\$$/

  test.each(ofPaths.filter(({ source }) => !linear.test(source)))('$file: /$source/$flags', ({ source, flags }) => {
    const result = isSafe(new RegExp(source, flags), { maxScore: 50, downgradePattern: true })
    expect({ error: result.error, isInfinite: result.score.infinite }).toEqual({ error: null, isInfinite: false })
  })

  test.each(['^(a+)+$', '(a*)*b', '^\\s+|\\s+$|x\\s*,\\s*$'])('a planted one is found: /%s/', (source) => {
    expect(isSafe(new RegExp(source)).safe).toBe(false)
  })
})
