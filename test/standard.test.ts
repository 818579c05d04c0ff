import { glob, readFile } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import { judgementKinds } from '../src/lint/judgements.ts'
import { issueKinds } from '../src/server/issues.ts'
import { isKnown } from './standard-links.ts'

const root = new URL('..', import.meta.url)

async function readSources(): Promise<{ file: string; text: string }[]> {
  const files = await Array.fromAsync(glob(['src/**/*.ts', 'adapters/*.ts'], { cwd: root.pathname }))
  return await Promise.all(files.map(async (file) => ({ file, text: await readFile(new URL(file, root), 'utf8') })))
}

function findLinks(text: string): string[] {
  return [
    ...text.matchAll(/https:\/\/(?:\w+\.spec\.whatwg|w3c\.github|www\.rfc-editor|publicsuffix)[^\s'"`|}),:;]+/g),
  ].map(([link]) => link)
}

describe('every link to a standard', () => {
  test('in the code names an anchor that is there', async () => {
    const links = (await readSources()).flatMap(({ file, text }) => findLinks(text).map((link) => ({ file, link })))
    expect(links.length).toBeGreaterThan(50)
    // The page itself is the stem of the links in the table of issues.
    const stem = 'https://fetch.spec.whatwg.org/'
    expect(links.filter(({ link }) => link !== stem && !isKnown(link))).toEqual([])
  })

  test('of an issue or a judgement names an anchor that is there', () => {
    const kinds = [...Object.values(issueKinds), ...Object.values(judgementKinds)]
    expect(kinds.filter(({ spec }) => !isKnown(spec))).toEqual([])
  })
})

// Section numbers move: anchors do not.
test('no comment cites a section of a standard by its number', async () => {
  const cited = (await readSources()).filter(({ text }) => /(?:§|[Ss]ection) ?\d/.test(text))
  expect(cited.map(({ file }) => file)).toEqual([])
})
