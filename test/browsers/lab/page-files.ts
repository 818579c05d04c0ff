import { fileURLToPath } from 'node:url'
import { buildSync } from 'esbuild'
import type { PageKind } from './hosts.ts'

/** Bundles the script that pages and frames run. */
export function bundlePageScript(): string {
  const { outputFiles } = buildSync({
    entryPoints: [fileURLToPath(new URL('../page/run-page.ts', import.meta.url))],
    bundle: true,
    write: false,
    format: 'iife',
    target: 'es2022',
  })
  return outputFiles[0]?.text ?? ''
}

/**
 * Writes a page.
 *
 * @param origin - the origin that the script comes from
 * @param kinds - what runs: in the page itself the first, in frames the others
 */
export function writePage(origin: string, [top, ...frames]: readonly PageKind[]): string {
  const script = (kind: PageKind | undefined): string =>
    `<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,">` +
    `<body><script src="${origin}/_lab/script" data-kind="${kind}"></script>`
  const elements = frames.map((kind) =>
    kind === 'sandbox'
      ? `<iframe sandbox="allow-scripts" srcdoc="${escapeAttribute(script(kind))}"></iframe>`
      : `<iframe src="data:text/html,${encodeURIComponent(script(kind))}"></iframe>`,
  )
  return script(top) + elements.join('')
}

function escapeAttribute(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;')
}
