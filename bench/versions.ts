import { readFileSync } from 'node:fs'
import type { RuntimeResult } from './runtimes.ts'

const contenders = [
  'hono',
  'itty-router',
  'h3',
  'elysia',
  '@elysiajs/cors',
  '@remix-run/fetch-router',
  '@remix-run/cors-middleware',
  'express',
  'cors',
  'fastify',
  '@fastify/cors',
  'mitata',
  'autocannon',
]

/** Lists what was measured, and with what. */
export function readVersions(runtimes: readonly RuntimeResult[]): string {
  const manifest = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'))
  const libraries = contenders.map((name) => `${name} ${manifest.devDependencies[name]}`)
  return [...runtimes.map(({ runtime, version }) => `${runtime} ${version}`), ...libraries].join(', ')
}
