import { glob, readFile } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'

const root = new URL('../../', import.meta.url)
const files = await Array.fromAsync(glob('.github/workflows/*.yml', { cwd: root.pathname }))

describe.each(files)('%s', async (file) => {
  const text = await readFile(new URL(file, root), 'utf8')

  test('names actions by their commits', () => {
    const used = [...text.matchAll(/uses: (.*)/g)].map(([, action]) => action)
    expect(used.length).toBeGreaterThan(0)
    for (const action of used) expect(action).toMatch(/^[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/)
  })

  test('may read, and only a release may say who it is', () => {
    expect(text).toContain('\npermissions:\n  contents: read\n\n')
    const granted = [...text.matchAll(/^ +([\w-]+): write$/gm)].map(([, name]) => name)
    expect(granted).toEqual(file.endsWith('release.yml') ? ['id-token'] : [])
  })

  test('runs scripts that are there', async () => {
    const { scripts } = JSON.parse(await readFile(new URL('package.json', root), 'utf8'))
    for (const [, name = ''] of text.matchAll(/npm run (\S+)$/gm)) expect(scripts).toHaveProperty(name)
    for (const [, path = ''] of text.matchAll(/- run: (\.ci\/\S+)/g)) {
      await expect(readFile(new URL(path, root), 'utf8')).resolves.toMatch(/^#!/)
    }
  })
})
