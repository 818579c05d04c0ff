import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { build, type Plugin } from 'esbuild'

const folder = new URL('../page/', import.meta.url)
const built = new URL('../built/', import.meta.url)

/** Builds the page: one file that needs no other, with a policy that lets nothing else run in it. */
export async function buildPage(): Promise<string> {
  const script = await bundle('main.tsx')
  const style = await bundle('page.css')
  const policy = [
    "default-src 'none'",
    `script-src ${toHash(script)}`,
    `style-src ${toHash(style)}`,
    'img-src data:',
    // Whoever runs it for real calls the demo, on whatever port it is.
    'connect-src http://127.0.0.1:* http://localhost:* http://*.localhost:*',
    // A frame of its own stands for a page whose origin is null.
    'frame-src http://localhost:*',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ')
  return readFileSync(new URL('page.html', folder), 'utf8')
    .replace('$POLICY', () => policy)
    .replace('<link rel="stylesheet" href="page.css">', () => `<style>${style}</style>`)
    .replace('<script src="main.tsx"></script>', () => `<script>${script}</script>`)
}

/** Builds the page and writes it to where the Worker takes it from. */
export async function writePage(): Promise<void> {
  mkdirSync(built, { recursive: true })
  writeFileSync(new URL('page.html', built), await buildPage())
}

async function bundle(name: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [locate(name)],
    bundle: true,
    minify: true,
    write: false,
    plugins: [withoutEvidence],
    format: 'iife',
    target: ['es2022', 'chrome120', 'firefox120', 'safari17'],
    jsx: 'automatic',
    jsxImportSource: 'preact',
    charset: 'utf8',
    legalComments: 'none',
    alias: { tldts: locate('suffixes.ts'), 'tough-cookie': locate('no-cookies.ts') },
  })
  // Within a page nothing of it may look like its end.
  return (outputFiles[0]?.text ?? '').trim().replaceAll('</script', '<\\/script').replaceAll('</style', '<\\/style')
}

/** The page has no use for what proves the departures of engines to tests, nor for anchors: it shows neither. */
const withoutEvidence: Plugin = {
  name: 'without-evidence',
  setup({ onLoad }) {
    onLoad({ filter: /[/\\](?:user-agent[/\\]departures|server[/\\]issues)\.ts$/ }, ({ path }) => {
      const contents = readFileSync(path, 'utf8').replace(/^ +(?:evidence|spec): .*,$|, spec: \w+(?= \})/gm, '')
      return { contents, loader: 'ts' }
    })
  },
}

function locate(name: string): string {
  return fileURLToPath(new URL(name, folder))
}

function toHash(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`
}
