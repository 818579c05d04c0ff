import { readFile } from 'node:fs/promises'
import { stripVTControlCharacters } from 'node:util'
import { expect, test } from 'vitest'
import { formatExplained } from '../cli/format-explained.ts'
import { chromiumNames, firefoxNames } from '../src/explain/names.ts'
import { explain } from '../src/explain.ts'
import { routeIssueKinds } from '../src/routes/route-issues.ts'
import { type IssueKind, issueKinds } from '../src/server/issues.ts'
import { reloadIssueKinds } from '../src/server/reloadable-cors.ts'

const [readme, errors, reasons] = await Promise.all(
  ['README.md', 'docs/errors.md', 'docs/explain.md'].map((file) =>
    readFile(new URL(`../${file}`, import.meta.url), 'utf8'),
  ),
)

/** A table of errors as the page must have it, between its two comments. */
function toTable(kinds: Readonly<Record<string, IssueKind>>): string {
  const rows = Object.entries(kinds).map(([code, { message, suggestion }]: [string, IssueKind]) => {
    const fix = typeof suggestion === 'string' ? suggestion : suggestion('…')
    return `| \`${code}\` | ${toCell(message)} | ${toCell(fix)} |`
  })
  return ['| code | meaning | fix |', '| --- | --- | --- |', ...rows].join('\n')
}

function toCell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('*', '\\*')
}

test('docs/errors.md lists every error', () => {
  expect(/<!-- issues -->\n([\s\S]*?)\n?<!-- \/issues -->/.exec(errors ?? '')?.[1]).toBe(toTable(issueKinds))
  const others = { ...routeIssueKinds, ...reloadIssueKinds }
  expect(/<!-- other-issues -->\n([\s\S]*?)\n?<!-- \/other-issues -->/.exec(errors ?? '')?.[1]).toBe(toTable(others))
})

/** The codes of blocks and their names, as the page must have them. */
function toNames(): string[][] {
  const toCode = (name: string | null | undefined): string => (name ? `\`${name}\`` : '')
  return Object.entries(chromiumNames).map(([code, name]) => {
    return [toCode(code), toCode(name), toCode(firefoxNames[code as keyof typeof firefoxNames])]
  })
}

test('docs/explain.md lists every reason of a block, with its names and a sentence', () => {
  const table = /<!-- blocks -->\n([\s\S]*?)\n<!-- \/blocks -->/.exec(reasons ?? '')?.[1] ?? ''
  const rows = table.split('\n').map((row) => row.split('|').map((cell) => cell.trim()))
  expect(rows.slice(2).map((cells) => cells.slice(1, 4))).toEqual(toNames())
  for (const cells of rows.slice(2)) expect(cells[4]).toMatch(/^[A-Z`].{12,}\.$/)
})

test('the README shows what the command line prints', async () => {
  const headers = {
    'access-control-allow-origin': 'https://app.example.com',
    'access-control-allow-credentials': 'true',
    'access-control-allow-headers': 'content-type',
    vary: 'Origin',
  }
  const explanation = await explain({
    page: { origin: 'https://app.example.com' },
    request: {
      url: 'https://api.example.com/items',
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      credentials: 'include',
    },
    server: () => new Response(null, { status: 204, headers }),
  })
  const printed = stripVTControlCharacters(formatExplained({ ignored: [], assumed: [] }, explanation, false))
  expect(/<!-- explain -->\n```text\n([\s\S]*?)\n```\n<!-- \/explain -->/.exec(readme ?? '')?.[1]).toBe(printed)
})

test('the README opens with the two commands of a fresh clone', () => {
  const [before] = (readme ?? '').split('\n## ')
  expect(before).toContain('npm ci && npm start')
  expect(before).toContain('npm ci && npm test')
})
