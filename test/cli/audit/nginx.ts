import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chown, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createConnection } from 'node:net'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import type { Case } from './cases/case.ts'
import { findPorts, type Listening, listen } from './listen.ts'

/** A row of the table that nginx runs. */
export type NginxCase = Extract<Case, { readonly nginx: string }>

// Debian puts it where only root looks.
const path = `${process.env['PATH']}${delimiter}/usr/sbin${delimiter}/usr/local/sbin`
const version = spawnSync('nginx', ['-v'], { env: { PATH: path }, encoding: 'utf8' })

/** It needs no rights: where the tests run as root, it runs as nobody. */
const isRoot = process.getuid?.() === 0
const nobody = isRoot ? { uid: 65_534, gid: 65_534 } : { uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 }

/** Why nginx does not run here, `null` if it does. */
export const missingNginx: string | null =
  version.status === 0 ? null : `nginx cannot be started (${version.error?.message ?? version.stderr.trim()})`

/** Runs all rows in one nginx, each on a port of its own. */
export async function startNginx(
  rows: readonly NginxCase[],
): Promise<{ readonly servers: ReadonlyMap<NginxCase, Listening>; readonly close: () => Promise<void> }> {
  const directory = await mkdtemp(join(tmpdir(), 'nginx-'))
  const upstreams = await Promise.all(rows.map(({ upstream }) => (upstream === undefined ? null : listen(upstream()))))
  const ports = await findPorts(rows.length)
  await mkdir(join(directory, 'files'))
  await mkdir(join(directory, 'temp'))
  await writeFile(join(directory, 'files', 'items.json'), '[]')
  const servers = rows.map((row, index) => {
    const configuration = row.nginx.replace('$upstream', upstreams[index]?.origin ?? '')
    return `server { listen 127.0.0.1:${ports[index]}; access_log ${directory}/${index}.log targets; ${configuration} }`
  })
  await writeFile(join(directory, 'nginx.conf'), toConfiguration(directory, rows, servers))
  await Promise.all(['', 'files', 'temp'].map((name) => chown(join(directory, name), nobody.uid, nobody.gid)))
  const nginx = spawn('nginx', ['-p', directory, '-c', join(directory, 'nginx.conf'), '-e', 'stderr'], {
    ...nobody,
    env: { PATH: path },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  await waitFor(nginx, ports[0] ?? 0)
  const close = async (): Promise<void> => {
    nginx.kill('SIGTERM')
    if (nginx.exitCode === null) await once(nginx, 'exit')
    await Promise.all(upstreams.map((upstream) => upstream?.close()))
    await rm(directory, { recursive: true })
  }
  const listening = rows.map((row, index): [NginxCase, Listening] => [
    row,
    {
      origin: `http://127.0.0.1:${ports[index]}`,
      targets: async () => (await readFile(join(directory, `${index}.log`), 'utf8')).trim().split('\n'),
      close: async () => {},
    },
  ])
  return { servers: new Map(listening), close }
}

function toConfiguration(directory: string, rows: readonly NginxCase[], servers: readonly string[]): string {
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
  return `
    daemon off;
    worker_processes 1;
    pid ${directory}/nginx.pid;
    error_log stderr;
    events { worker_connections 256; }
    http {
      log_format targets '$request_method $request_uri $http_host';
      root ${directory}/files;
      ${temporary.map((name) => `${name}_temp_path ${directory}/temp/${name};`).join('\n')}
      ${rows.map(({ http = '' }) => http).join('\n')}
      ${servers.join('\n')}
    }`
}

/** Waits until nginx takes connections, or says why it does not. */
async function waitFor(nginx: ChildProcess, port: number): Promise<void> {
  let said = ''
  nginx.stderr?.on('data', (chunk) => {
    said += chunk
  })
  for (let attempt = 0; attempt < 100; attempt++) {
    if (nginx.exitCode !== null) break
    const isOpen = await new Promise<boolean>((resolve) => {
      const socket = createConnection(port, '127.0.0.1')
      socket.once('connect', () => resolve(true)).once('error', () => resolve(false))
      socket.once('connect', () => socket.destroy())
    })
    if (isOpen) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  nginx.kill('SIGTERM')
  throw new Error(`nginx did not start: ${said}`)
}
