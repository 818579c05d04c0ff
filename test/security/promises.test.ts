import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'

const root = new URL('../../', import.meta.url)
const page = await readFile(new URL('SECURITY.md', root), 'utf8')

/** Links to files of this repository: a link's text stands in the file that it points to. */
const links = [...page.matchAll(/\[([^\]]+)\]\((?!https?:|#)([^)]+)\)/g)].map(([, text = '', file = '']) => ({
  text,
  file,
}))

test('every promise names a test that holds it', () => {
  const section = page.split('## What is promised')[1]?.split('\n## ')[0] ?? ''
  const rows = section.split('\n').filter((line) => /^\| (?!promise|---)/.test(line))
  expect(rows.length).toBeGreaterThan(5)
  expect(rows.filter((row) => !/\]\(test\/[^)]+\)/.test(row))).toEqual([])
})

test.each(links)('$text stands in $file', async ({ text, file }) => {
  const content = await readFile(new URL(file, root), 'utf8')
  expect(content).toContain(text)
})
