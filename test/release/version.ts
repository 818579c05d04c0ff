import { readFile } from 'node:fs/promises'

/**
 * Reads the version that is to be released.
 *
 * @param root - the project
 * @param tag - the tag that it is released by, if there is one
 * @throws Error that names every place which does not agree
 */
export async function readVersion(root: URL, tag?: string): Promise<string> {
  const [manifest, lock, jsr, changelog] = await Promise.all(
    ['package.json', 'package-lock.json', 'jsr.json', 'CHANGELOG.md'].map((file) =>
      readFile(new URL(file, root), 'utf8'),
    ),
  )
  const version = toVersion(manifest)
  const problems = [
    toVersion(lock) === version ? '' : `package-lock.json has ${toVersion(lock)}: run npm install`,
    toVersion(jsr) === version ? '' : `jsr.json has ${toVersion(jsr)}: write ${version}`,
    tag === undefined || tag === `v${version}` ? '' : `The tag is ${tag}: it must be v${version}`,
    ...findChangelogProblems(changelog ?? '', version),
  ].filter((problem) => problem !== '')
  if (problems.length > 0) throw new Error(`package.json has ${version}, but\n  ${problems.join('\n  ')}`)
  return version
}

function toVersion(json = '{}'): string {
  return JSON.parse(json).version
}

function findChangelogProblems(changelog: string, version: string): string[] {
  const sections = changelog.split(/^## /m).slice(1)
  const entries = (title: string): string[] =>
    sections.filter((section) => section.split('\n')[0] === title).flatMap((section) => section.match(/^- .+/gm) ?? [])
  const problems = []
  if (entries(version).length === 0) problems.push(`CHANGELOG.md has no entries under "## ${version}": write them`)
  if (entries('Unreleased').length > 0) problems.push(`CHANGELOG.md has entries under "## Unreleased": move them`)
  return problems
}
