import { readdir, readFile } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { Miniflare } from 'miniflare'
import { startProcess } from './other-targets.ts'

/** A server that runs an app. */
export interface AppServer {
  /** The server's origin, on loopback. */
  readonly origin: string
  /** The server's process; `undefined` where it is not known. */
  readonly pid: number | undefined
  close(): Promise<void>
}

/** The files of an app: one whose handlers have the shape of Fetch, and one for Node.js. */
export interface AppFiles {
  readonly fetch: URL
  readonly node: URL
}

/** A runtime, through one of its adapters. */
export interface AppTarget {
  readonly name: string
  /** The program that reads what clients send: targets with the same one take the same bytes. */
  readonly parser: 'node' | 'deno' | 'bun' | 'workerd'
  start(files: AppFiles): Promise<AppServer>
}

/** The longest head that the servers take, as far as they let one choose. */
const longestHead = 2 ** 21

const toFile = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

function startNode(kind: string, file: URL): Promise<AppServer> {
  const server = toFile('node-app-server.ts')
  return startProcess('node', [`--max-http-header-size=${longestHead}`, '--expose-gc', server, kind, file.href])
}

function startDeno(file: URL): Promise<AppServer> {
  const allow = ['--no-remote', '--no-check', '--allow-net=127.0.0.1', '--allow-read', '--allow-env']
  return startProcess('deno', ['run', ...allow, '--v8-flags=--expose-gc', toFile('deno/app-server.ts'), file.href])
}

function startBun(file: URL): Promise<AppServer> {
  const server = toFile('bun/app-server.ts')
  return startProcess('bun', [`--max-http-header-size=${longestHead}`, 'run', server, fileURLToPath(file)])
}

async function startWorkerd(worker: string, file: URL): Promise<AppServer> {
  const { outputFiles } = await build({
    entryPoints: [toFile(`cloudflare/${worker}`)],
    alias: { 'app-under-test': fileURLToPath(file) },
    bundle: true,
    format: 'esm',
    target: 'es2022',
    write: false,
    external: ['cloudflare:*'],
  })
  const script = outputFiles[0]?.text ?? ''
  const network = { host: '127.0.0.1', port: 0 }
  const miniflare = new Miniflare({
    modules: true,
    script,
    ...network,
    compatibilityDate: '2026-07-01',
    // It tells of everything that a client breaks off.
    handleRuntimeStdio(...streams: Readable[]) {
      for (const stream of streams) stream.resume()
    },
  })
  const { origin } = await miniflare.ready
  return { origin, pid: await findChild('workerd'), close: () => miniflare.dispose() }
}

/** Finds the newest child of this process with a name, as Linux tells it. */
async function findChild(name: string): Promise<number | undefined> {
  const entries = await readdir('/proc').catch(() => [])
  const stats = await Promise.all(entries.map((entry) => readFile(`/proc/${entry}/stat`, 'utf8').catch(() => '')))
  const children = stats.filter(
    (stat) => stat.includes(`(${name}) `) && / [A-Z] (\d+) /.exec(stat)?.[1] === `${process.pid}`,
  )
  return children.map((stat) => Number.parseInt(stat, 10)).sort((a, b) => b - a)[0]
}

/** Every runtime, through every adapter, over HTTP/1.1. */
export const appTargets: readonly AppTarget[] = [
  { name: 'node:http', parser: 'node', start: ({ node }) => startNode('node:http', node) },
  { name: 'Express', parser: 'node', start: ({ node }) => startNode('Express', node) },
  { name: '@hono/node-server', parser: 'node', start: ({ fetch }) => startNode('@hono/node-server', fetch) },
  { name: 'Hono on Node.js', parser: 'node', start: ({ fetch }) => startNode('Hono', fetch) },
  { name: 'Deno', parser: 'deno', start: ({ fetch }) => startDeno(fetch) },
  { name: 'Bun', parser: 'bun', start: ({ fetch }) => startBun(fetch) },
  { name: 'workerd', parser: 'workerd', start: ({ fetch }) => startWorkerd('app-worker.ts', fetch) },
  { name: 'Hono on workerd', parser: 'workerd', start: ({ fetch }) => startWorkerd('hono-app-worker.ts', fetch) },
]

/** Node.js over HTTP/2, without TLS. */
export const http2Target: AppTarget = {
  name: 'node:http2',
  parser: 'node',
  start: ({ node }) => startNode('node:http2', node),
}
