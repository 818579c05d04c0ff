import { readFile } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import { CorsConfigError, type CorsOptions, createCors } from '../../src/index.ts'
import { advisoryCases } from './advisories.ts'

const page = await readFile(new URL('../../SECURITY.md', import.meta.url), 'utf8')

describe('what went wrong elsewhere', () => {
  test.each(advisoryCases)('$advisory: $step', ({ options, issue, request, answer }) => {
    if (issue !== undefined) {
      expect(listIssues(options)).toContain(issue)
      return
    }
    const { method = 'GET', url = 'https://api.example.com/', headers = {} } = request ?? {}
    // Headers that no Request takes reach a policy all the same.
    const input = { method, url, headers: { get: (name: string) => headers[name.toLowerCase()] ?? null } }
    const { headers: given, vary } = createCors(options as CorsOptions).decide(input)
    const cors = given.filter(([name]) => name !== 'cache-control')
    expect({ ...Object.fromEntries(cors), ...(vary.length > 0 && { vary: vary.join(', ') }) }).toEqual(answer)
  })

  test('CVE-2024-1681: a text that names an origin is one line', () => {
    const origin = 'https://evil.example\r\n2026-01-01 INFO all is well\u2028\u001b[2J'
    const policy = createCors({ origin: 'https://app.example.com', debug: true })
    const headers: Readonly<Record<string, string>> = { origin, 'access-control-request-method': 'GET' }
    const { body } = policy.decide({
      method: 'OPTIONS',
      url: 'https://api.example.com/',
      headers: { get: (name) => headers[name] ?? null },
    })
    expect(body).toMatch(/^[^\p{Cc}]+\n$/u)
    expect(body).toContain('https://evil.example\\r\\n')
  })

  test('the page lists each of them, and nothing that no test holds', () => {
    const tested = new Set([...advisoryCases.map(({ advisory }) => advisory), 'CVE-2024-1681'])
    const section = page.split('## What went wrong elsewhere')[1]?.split('\n## ')[0] ?? ''
    const listed = [...section.matchAll(/\[((?:CVE|GHSA)-[\w-]+|[\w-]+\/[\w-]+#\d+)\]\(/g)].map(([, number]) => number)
    expect(listed.sort()).toEqual([...tested].sort())
  })
})

function listIssues(options: object): string[] {
  try {
    createCors(options as CorsOptions)
    return []
  } catch (error) {
    return error instanceof CorsConfigError ? error.issues.map(({ code }) => code) : [String(error)]
  }
}
