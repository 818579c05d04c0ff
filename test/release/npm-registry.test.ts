import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { json } from 'node:stream/consumers'
import { promisify } from 'node:util'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { publishOnNpm } from './npm-registry.ts'

// A registry on loopback, as far as npm asks it: it keeps what it is sent, and knows nothing else.

const run = promisify(execFile)
const packages = new Map<string, unknown>()
const registry = createServer(async (request, response) => {
  const name = (request.url ?? '').slice(1).split('?')[0] ?? ''
  if (request.method === 'PUT') packages.set(name, await json(request))
  const known = packages.get(name)
  response.writeHead(known === undefined ? 404 : 200, { 'content-type': 'application/json' })
  response.end(JSON.stringify(known ?? { error: 'not_found' }))
})
let folder: string

beforeEach(async () => {
  packages.clear()
  folder = await mkdtemp(join(tmpdir(), 'registry-'))
  await new Promise<void>((done) => registry.listen(0, '127.0.0.1', done))
  const host = `127.0.0.1:${(registry.address() as AddressInfo).port}`
  await writeFile(join(folder, 'npmrc'), `registry=http://${host}/\n//${host}/:_authToken=none\nfetch-retries=0\n`)
  vi.stubEnv('npm_config_userconfig', join(folder, 'npmrc'))
  vi.stubEnv('npm_config_registry', `http://${host}/`)
  vi.stubEnv('npm_config_cache', join(folder, 'cache'))
})

afterEach(async () => {
  vi.unstubAllEnvs()
  registry.closeAllConnections()
  await new Promise((done) => registry.close(done))
  await rm(folder, { recursive: true })
})

async function packWith(text: string): Promise<string> {
  await writeFile(join(folder, 'package.json'), JSON.stringify({ name: 'sample', version: '1.0.0', files: ['a.js'] }))
  await writeFile(join(folder, 'a.js'), text)
  await run('npm', ['pack', '--silent'], { cwd: folder })
  return join(folder, 'sample-1.0.0.tgz')
}

test('a version is published once, however often that is asked for', async () => {
  const tarball = await packWith('1')
  expect(await publishOnNpm(tarball, 'sample', '1.0.0', [])).toBe('published')
  expect(packages.has('sample')).toBe(true)
  expect(await publishOnNpm(tarball, 'sample', '1.0.0', [])).toBe('there already')
})

test('other contents under the same version are an error', async () => {
  await publishOnNpm(await packWith('1'), 'sample', '1.0.0', [])
  await expect(publishOnNpm(await packWith('2'), 'sample', '1.0.0', [])).rejects.toThrow('raise it')
})

test('a registry that fails is an error, not a version that is missing', async () => {
  const tarball = await packWith('1')
  packages.set('sample', 'no package')
  await expect(publishOnNpm(tarball, 'sample', '1.0.0', [])).rejects.toThrow()
})
