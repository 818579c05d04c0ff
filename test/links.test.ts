import { glob, readFile, stat } from 'node:fs/promises'
import { posix } from 'node:path'
import { describe, expect, test } from 'vitest'
import { isKnown } from './standard-links.ts'

const root = new URL('..', import.meta.url)
const pages = await Array.fromAsync(
  glob(['*.md', 'docs/**/*.md', 'examples/*.md', 'bench/**/*.md'], {
    cwd: root.pathname,
    exclude: (path) => path.includes('node_modules'),
  }),
)

async function read(page: string): Promise<string> {
  const text = await readFile(new URL(page, root), 'utf8')
  // What stands in code is no link.
  return text.replace(/^```[\s\S]*?^```$/gm, '').replace(/`[^`\n]+`/g, (code) => code.replaceAll(/[[\]]/g, '.'))
}

/** The anchors of a page, as GitHub makes them of its headings. */
async function listAnchors(page: string): Promise<readonly string[]> {
  const headings = (await read(page)).match(/^#+ .*$/gm) ?? []
  const anchors = headings.map((heading) => {
    const text = heading.replace(/^#+ /, '').toLowerCase()
    return text.replace(/[^\p{L}\p{N} _-]/gu, '').replaceAll(' ', '-')
  })
  const countBefore = (index: number): number => anchors.slice(0, index).filter((one) => one === anchors[index]).length
  return anchors.map((anchor, index) => (countBefore(index) > 0 ? `${anchor}-${countBefore(index)}` : anchor))
}

async function findBroken(page: string, target: string): Promise<string | null> {
  const [path = '', anchor] = target.split('#')
  const file = path === '' ? page : posix.join(posix.dirname(page), path)
  const isThere = await stat(new URL(file, root)).then(
    () => true,
    () => false,
  )
  if (!isThere) return `${target}: no such file`
  if (anchor === undefined || !file.endsWith('.md')) return null
  return (await listAnchors(file)).includes(anchor) ? null : `${target}: no such heading`
}

describe.each(pages)('%s', async (page) => {
  const targets = [...(await read(page)).matchAll(/\]\(([^)\s]+)(?: "[^"]*")?\)/g)].map(([, target]) => target ?? '')

  test('links to what is there', async () => {
    const local = targets.filter((target) => !/^[a-z]+:/.test(target))
    const broken = await Promise.all(local.map((target) => findBroken(page, target)))
    expect(broken.filter((problem) => problem !== null)).toEqual([])
  })

  test('names anchors that standards have', () => {
    const links = targets.filter((target) =>
      /^https:\/\/(?:\w+\.spec\.whatwg|w3c\.github|www\.rfc-editor)/.test(target),
    )
    expect(links.filter((link) => link.includes('#') && !isKnown(link))).toEqual([])
  })
})

test('the pages have links', () => {
  expect(pages.length).toBeGreaterThan(40)
})
