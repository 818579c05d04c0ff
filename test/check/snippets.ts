import { glob, readFile } from 'node:fs/promises'

/** The runtime that a snippet is for. */
export type Runtime = 'node' | 'deno' | 'bun' | 'cloudflare' | 'vitest'

/** A piece of code from the documentation. */
export interface Snippet {
  /** Where it stands, for messages. */
  readonly place: string
  readonly runtime: Runtime
  readonly code: string
  /** The lines that it says it prints, without the empty ones; none if it says nothing. */
  readonly prints: readonly string[]
}

/** A snippet, and the block of text after it, which is what it prints. */
const fence = /^```ts(?: (\w+))?\n([\s\S]*?)^```$(?:\n\n```text\n([\s\S]*?)^```$)?/gm

/** Finds the snippets of the README, of the pages in docs, and of the doc comments of the public modules. */
export async function findSnippets(root: URL): Promise<Snippet[]> {
  const files = await Array.fromAsync(
    glob(['README.md', 'docs/*.md', 'src/**/*.ts', 'adapters/*.ts'], { cwd: root.pathname }),
  )
  const found = files.map(async (file) => {
    const text = await readFile(new URL(file, root), 'utf8')
    return [...withoutStars(file, text).matchAll(fence)].map(([, runtime, code = '', text], index) =>
      toSnippet(`${file} #${index + 1}`, runtime, code, text),
    )
  })
  return (await Promise.all(found)).flat()
}

function withoutStars(file: string, text: string): string {
  return file.endsWith('.md') ? text : text.replace(/^ +\* ?/gm, '')
}

function toSnippet(place: string, named: string | undefined, code: string, text: string | undefined): Snippet {
  const imported = /from 'fetch-cors\/(deno|bun|cloudflare)'/.exec(code)?.[1]
  return {
    place,
    runtime: (named ?? imported ?? 'node') as Runtime,
    code,
    prints: text === undefined ? findPrinted(code) : text.split('\n').filter((line) => line !== ''),
  }
}

/** Reads what a snippet says it prints: after `console.log(…) // `, or in the comments at its end. */
function findPrinted(code: string): string[] {
  return [...code.matchAll(/console\.log\(.*\) \/\/ (.+)$|^ +\/\/ (\S+ \S+)$/gm)].map(
    ([, after, below]) => after ?? below ?? '',
  )
}
