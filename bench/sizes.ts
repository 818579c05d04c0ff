import { fileURLToPath } from 'node:url'
import { brotliCompressSync } from 'node:zlib'
import { build, type Plugin } from 'esbuild'

/** Sizes in bytes: bundled and minified by esbuild, compressed with brotli at its best. */
export interface Sizes {
  /** All that `fetch-cors` exports, with every message. */
  readonly whole: number
  /** What a request runs: `createCors` without what reads and checks the options. */
  readonly request: number
  /** What each adapter adds to the whole. */
  readonly adapters: Readonly<Record<AdapterName, number>>
}

const adapters = ['bun', 'cloudflare', 'deno', 'hono', 'node'] as const
export type AdapterName = (typeof adapters)[number]

const root = fileURLToPath(new URL('..', import.meta.url))

export async function measureSizes(): Promise<Sizes> {
  const whole = await measure("export * from './src/index.ts'")
  const request = await measure("export { createCors } from './src/server/create-cors.ts'", [withoutOptions])
  const sizes = adapters.map(async (name) => {
    const both = await measure(`export * from './src/index.ts'; export { cors } from './adapters/${name}.ts'`)
    return [name, both - whole] as const
  })
  return { whole, request, adapters: Object.fromEntries(await Promise.all(sizes)) as Record<AdapterName, number> }
}

/** Leaves out the reading of options, which runs once and where all messages are. */
const withoutOptions: Plugin = {
  name: 'without-options',
  setup(bundle) {
    bundle.onResolve({ filter: /\/policy\.ts$/ }, () => ({ path: './policy.js', external: true }))
  },
}

async function measure(contents: string, plugins: Plugin[] = []): Promise<number> {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: root, loader: 'ts' },
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    platform: 'neutral',
    write: false,
    plugins,
  })
  return brotliCompressSync(outputFiles[0]?.contents ?? '').length
}
