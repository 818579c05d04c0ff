import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { Miniflare } from 'miniflare'
import { type EngineName, open } from '../../browsers/engines/engines.ts'
import { listenOnLoopback } from '../../browsers/lab/listen.ts'
import { runToEnd } from '../connections.ts'
import type { ObservedRow } from './observe-rows.ts'
import type { RowResult } from './rows.ts'

/** What came of the rows in one place; pages have no network of their own. */
export interface Observed {
  readonly rows: readonly ObservedRow[]
  readonly network?: readonly (readonly RowResult[])[]
}

async function bundle(file: string, format: 'esm' | 'iife'): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL(file, import.meta.url))],
    bundle: true,
    format,
    platform: 'neutral',
    target: 'es2022',
    write: false,
  })
  return outputFiles[0]?.text ?? ''
}

/** Runs the rows in a process. */
export async function observeInProcess(command: string, args: readonly string[], port: string): Promise<Observed> {
  const folder = await mkdtemp(join(tmpdir(), 'fetch-cors-'))
  try {
    const file = join(folder, 'print.mjs')
    await writeFile(file, await bundle('print.ts', 'esm'))
    return JSON.parse(await runToEnd(command, [...args, file, port]))
  } finally {
    await rm(folder, { recursive: true })
  }
}

/** Runs the rows in workerd. */
export async function observeInWorker(port: string): Promise<Observed> {
  const script = await bundle('worker.ts', 'esm')
  const miniflare = new Miniflare({ modules: true, script, compatibilityDate: '2026-07-01' })
  try {
    const response = await miniflare.dispatchFetch(`http://localhost/${port}`)
    if (!response.ok) throw new Error(await response.text())
    return (await response.json()) as Observed
  } finally {
    await miniflare.dispose()
  }
}

/** How long a page may take, in milliseconds. */
const patience = 60_000

/** Runs the rows in a web page. */
export async function observeInPage(engine: EngineName): Promise<Observed> {
  const script = await bundle('page.ts', 'iife')
  const results = Promise.withResolvers<Observed & { readonly error?: string }>()
  const server = await listenOnLoopback(() =>
    createServer(async (request, response) => {
      const page = `<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><script src="/script"></script>`
      if (request.url === '/results') results.resolve(JSON.parse(await text(request)))
      response.setHeader('content-type', `text/${request.url === '/script' ? 'javascript' : 'html'};charset=utf-8`)
      response.end(request.url === '/script' ? script : page)
    }),
  )
  try {
    const browser = await open(engine, `http://page.localhost:${server.port}/`, {
      http: server.port,
      https: server.port,
    })
    try {
      const timer = setTimeout(() => results.reject(new Error(`The page says nothing in ${patience} ms`)), patience)
      browser.ended.then(results.reject)
      const { error, ...observed } = await results.promise.finally(() => clearTimeout(timer))
      if (error !== undefined) throw new Error(error)
      return observed
    } finally {
      await browser.close()
    }
  } finally {
    await server.close()
  }
}
