import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { readEntries } from './entries.ts'
import { findGaps } from './find-gaps.ts'
import { formatCode } from './format-code.ts'
import { type Piece, renderPage, toPlaces } from './render-page.ts'

// npm run docs: writes the reference in docs/api of the comments in the code. With --check it only says whether that is
// what stands there.

const root = new URL('../../', import.meta.url)
const folder = new URL('docs/api/', root)
const { check: isCheck } = parseArgs({ options: { check: { type: 'boolean', default: false } } }).values

const entries = readEntries(root)
const { exports } = JSON.parse(await readFile(new URL('package.json', root), 'utf8'))
const pageless = Object.keys(exports)
  .filter(
    (key) => key !== './package.json' && !entries.some(({ specifier }) => specifier === `fetch-cors${key.slice(1)}`),
  )
  .map((key) => `the module ${key}`)
const gaps = [...pageless, ...findGaps(entries)]
if (gaps.length > 0) throw new Error(`These have to be explained:\n  ${gaps.join('\n  ')}`)

const places = toPlaces(entries)
const pages = entries.map(({ page, specifier, symbols }) => ({
  file: `${page}.md`,
  specifier,
  names: symbols.map(({ name }) => name),
  pieces: renderPage({ page, specifier, symbols }, places, root),
}))
const codes = pages.flatMap(({ pieces }) => pieces.flatMap((piece) => (typeof piece === 'string' ? [] : [piece.code])))
const formatted = formatCode(codes)[Symbol.iterator]()

function toText(pieces: readonly Piece[]): string {
  const parts = pieces.map((piece) => (typeof piece === 'string' ? piece : toFence(formatted.next().value ?? '')))
  return `${parts
    .filter((part) => part !== '')
    .join('\n')
    .trimEnd()}\n`
}

/** A member alone is formatted as one of an interface, which is taken away again. */
function toFence(code: string): string {
  const [, member] = /^interface Member \{\n([\s\S]*)\n\}$/.exec(code) ?? []
  return `\`\`\`ts\n${member?.replace(/^ {2}/gm, '') ?? code}\n\`\`\`\n`
}

const index = pages.map(({ file, specifier, names }) => {
  return `| [\`${specifier}\`](${file}) | ${names.map((name) => `\`${name}\``).join(', ')} |`
})
const texts = new Map([
  [
    'README.md',
    `# Reference

<!-- Made by "npm run docs" of the comments in the code: change those. -->

| module | exports |
| --- | --- |
${index.join('\n')}
`,
  ],
  ...pages.map(({ file, pieces }) => [file, toText(pieces)] as const),
])

if (isCheck) {
  const there = await readdir(folder).catch(() => [])
  const stale = [...new Set([...texts.keys(), ...there])].map(async (file) => {
    const text = await readFile(new URL(file, folder), 'utf8').catch(() => null)
    return text === (texts.get(file) ?? null) ? [] : [file]
  })
  const files = (await Promise.all(stale)).flat()
  if (files.length > 0) throw new Error(`docs/api is not up to date, run npm run docs: ${files.join(', ')}`)
  console.log(`reference: ${texts.size} pages are up to date, and explain all that is exported`)
} else {
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true })
  for (const [file, text] of texts) await writeFile(new URL(file, folder), text)
  console.log(`docs/api: ${texts.size} pages`)
}
