import { execFile } from 'node:child_process'
import { chown } from 'node:fs/promises'
import { promisify } from 'node:util'
import { createProfileFolder } from '../browsers/engines/profile-folder.ts'
import { type Program, startProgram } from '../browsers/engines/program.ts'
import { findFreePort } from './free-port.ts'
import { findStore, type StoreProgram } from './store-program.ts'

const run = promisify(execFile)

export const postgresServer: StoreProgram = {
  names: ['postgres', '/usr/lib/postgresql/*/bin/postgres'],
  debianPackage: 'postgresql',
}
const initdb: StoreProgram = { names: ['initdb', '/usr/lib/postgresql/*/bin/initdb'], debianPackage: 'postgresql' }

/** PostgreSQL on a free port of loopback, with a folder of its own. */
export interface Postgres {
  readonly url: string
  /** Ends the server, and keeps what it stores. */
  stop(): Promise<void>
  /** Starts it again, on the same port. */
  start(): Promise<void>
  /** Ends the server, and removes what it stores. */
  remove(): Promise<void>
}

export async function startPostgres(): Promise<Postgres> {
  const server = findStore(postgresServer)
  const folder = createProfileFolder()
  const asOwner = await chooseOwner(folder.path)
  const data = `${folder.path}/data`
  const [command = '', ...args] = [...asOwner, findStore(initdb), '--pgdata', data]
  const cwd = folder.path
  await run(command, [...args, '--username=test', '--auth=trust', '--no-sync', '--no-locale', '--encoding=UTF8'], {
    cwd,
  })
  const port = await findFreePort()
  const settings = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'shared_buffers=16MB', 'fsync=off']
  const launch = async (): Promise<Program> => {
    const serve = [
      ...asOwner,
      server,
      '-D',
      data,
      '-p',
      String(port),
      ...settings.flatMap((setting) => ['-c', setting]),
    ]
    const [first = '', ...others] = serve
    const started = startProgram(first, others, folder.path)
    await started.waitFor(/database system is ready to accept connections/)
    return started
  }
  let program = await launch()
  const stop = async (): Promise<void> => {
    // Does not wait for its clients, as it does for those of SIGTERM.
    program.signal('SIGINT')
    await program.ended
    await program.end()
  }
  return {
    url: `postgres://test@127.0.0.1:${port}/postgres`,
    stop,
    async start() {
      program = await launch()
    },
    async remove() {
      await stop()
      await folder.remove()
    },
  }
}

/** PostgreSQL refuses to run as root. Gives it the folder and the words that run a command as another user. */
async function chooseOwner(folder: string): Promise<readonly string[]> {
  if (process.getuid?.() !== 0) return []
  const { stdout } = await run('id', ['-u', 'postgres'])
  const [uid, gid] = [Number(stdout), Number((await run('id', ['-g', 'postgres'])).stdout)]
  await chown(folder, uid, gid)
  return ['setpriv', `--reuid=${uid}`, `--regid=${gid}`, '--clear-groups']
}
