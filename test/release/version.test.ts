import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'
import { readVersion } from './version.ts'

interface Row {
  readonly step: string
  readonly jsr?: string
  readonly lock?: string
  readonly changelog?: string
  readonly tag?: string
  readonly want: string | RegExp
}

const changelog = '# Changelog\n\n## 1.2.0\n\n- All of it.\n\n## 1.1.0\n\n- Some of it.\n'

const rows: readonly Row[] = [
  { step: 'all places agree', want: '1.2.0' },
  { step: 'the tag is that version', tag: 'v1.2.0', want: '1.2.0' },
  {
    step: 'an empty list of what is unreleased',
    changelog: changelog.replace('\n##', '\n## Unreleased\n\n##'),
    want: '1.2.0',
  },
  { step: 'jsr.json is behind', jsr: '1.1.0', want: /jsr\.json has 1\.1\.0: write 1\.2\.0/ },
  { step: 'the lockfile is behind', lock: '1.1.0', want: /package-lock\.json has 1\.1\.0/ },
  { step: 'another tag', tag: 'v1.1.0', want: /The tag is v1\.1\.0: it must be v1\.2\.0/ },
  { step: 'a branch of that name', tag: '1.2.0', want: /The tag is 1\.2\.0/ },
  { step: 'no section', changelog: '# Changelog\n\n## 1.1.0\n\n- Some.\n', want: /no entries under "## 1\.2\.0"/ },
  { step: 'an empty section', changelog: '## 1.2.0\n\n## 1.1.0\n\n- Some.\n', want: /no entries under "## 1\.2\.0"/ },
  {
    step: 'entries that would go out unnamed',
    changelog: `## Unreleased\n\n- More.\n\n${changelog}`,
    want: /entries under "## Unreleased": move them/,
  },
  { step: 'several at once', jsr: '1.1.0', tag: 'v3', want: /jsr\.json[\s\S]*The tag/ },
]

test.each(rows)('$step', async ({ jsr = '1.2.0', lock = '1.2.0', tag, want, ...row }) => {
  const folder = await mkdtemp(join(tmpdir(), 'release-'))
  try {
    const files = {
      'package.json': { version: '1.2.0' },
      'package-lock.json': { version: lock },
      'jsr.json': { version: jsr },
    }
    for (const [file, data] of Object.entries(files)) await writeFile(join(folder, file), JSON.stringify(data))
    await writeFile(join(folder, 'CHANGELOG.md'), row.changelog ?? changelog)
    const version = readVersion(pathToFileURL(`${folder}/`), tag)
    if (typeof want === 'string') expect(await version).toBe(want)
    else await expect(version).rejects.toThrow(want)
  } finally {
    await rm(folder, { recursive: true })
  }
})
