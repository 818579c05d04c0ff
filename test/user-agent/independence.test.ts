import { readdir, readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'

const source = new URL('../../src/', import.meta.url)

async function readImports(folder: string): Promise<string[]> {
  const files = await readdir(new URL(`${folder}/`, source))
  const texts = await Promise.all(files.map((file) => readFile(new URL(`${folder}/${file}`, source), 'utf8')))
  return texts.flatMap((text) => [...text.matchAll(/from '([^']+)'/g)].map(([, path]) => path ?? ''))
}

// A mistake in one half must not be invisible to the other.
test('the browser half imports nothing of the server half, and nothing beside itself', async () => {
  const imports = await readImports('user-agent')
  expect(imports.length).toBeGreaterThan(0)
  expect(imports.filter((path) => !path.startsWith('./'))).toEqual([])
})

test.each(['server', 'origin', 'http'])('%s imports nothing of the browser half', async (folder) => {
  expect((await readImports(folder)).filter((path) => path.includes('user-agent'))).toEqual([])
})
