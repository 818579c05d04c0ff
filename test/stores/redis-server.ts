import { createProfileFolder } from '../browsers/engines/profile-folder.ts'
import { type Program, startProgram } from '../browsers/engines/program.ts'
import { findFreePort } from './free-port.ts'
import { findStore, type StoreProgram } from './store-program.ts'

export const redisServer: StoreProgram = {
  names: ['redis-server', '/usr/bin/redis-server'],
  debianPackage: 'redis-server',
}

/** Redis on a free port of loopback, with a folder of its own. */
export interface Redis {
  readonly url: string
  /** Ends the server, and keeps what it stores. */
  stop(): Promise<void>
  /** Starts it again, on the same port. */
  start(): Promise<void>
  /** Makes it answer nobody, and closes no connection. */
  freeze(): void
  /** Lets it go on. */
  thaw(): void
  /** Ends the server, and removes what it stores. */
  remove(): Promise<void>
}

export async function startRedis(): Promise<Redis> {
  const path = findStore(redisServer)
  const folder = createProfileFolder()
  const port = await findFreePort()
  const args = ['--bind', '127.0.0.1', '--port', String(port), '--dir', folder.path]
  // Everything is on the disk before it is answered, so that it is there after a stop.
  args.push('--appendonly', 'yes', '--appendfsync', 'always')
  const launch = async (): Promise<Program> => {
    const started = startProgram(path, args, folder.path)
    await started.waitFor(/Ready to accept connections/)
    return started
  }
  let program = await launch()
  return {
    url: `redis://127.0.0.1:${port}`,
    stop: () => program.end(),
    async start() {
      program = await launch()
    },
    freeze: () => program.signal('SIGSTOP'),
    thaw: () => program.signal('SIGCONT'),
    async remove() {
      program.signal('SIGCONT')
      await program.end()
      await folder.remove()
    },
  }
}
