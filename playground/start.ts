import { createServer } from 'node:net'
import { parseArgs } from 'node:util'
import { startDemo } from './server/demo-worker.ts'

const usage = `Usage: npm start -- [options]

Starts the playground: a page that shows what a browser does with a request and why, and the API that it calls.

  --port PORT  serve on this port of loopback, 0 for a free one (default: 8787, or a free one if that is taken)
  --help       print this
`

const defaultPort = 8787

/** @throws TypeError or RangeError, with a message for whoever wrote the arguments */
function readPort(): number | 'help' | undefined {
  const { values } = parseArgs({ options: { port: { type: 'string' }, help: { type: 'boolean', default: false } } })
  if (values.help) return 'help'
  if (values.port === undefined) return undefined
  const port = /^\d+$/.test(values.port) ? Number(values.port) : Number.NaN
  if (!(port <= 65535)) throw new RangeError(`"${values.port}" is not a port`)
  return port
}

async function start(asked: number | undefined): Promise<void> {
  const isFree = await isPortFree(asked ?? defaultPort)
  if (!isFree && asked !== undefined) throw new Error(`Port ${asked} is taken: leave --port out for a free one`)
  endWithNpm()
  const demo = await startDemo({ port: isFree ? (asked ?? defaultPort) : 0 })
  const taken = isFree ? '' : `  Port ${defaultPort} is taken, so links to it lead elsewhere: this one is free.\n`
  console.log(`
  http://localhost:${demo.port}/   the playground
${taken}
  The page calls an API on another origin, ${demo.origin}. Ctrl+C ends both.
`)
}

/** Tells whether nobody listens on a port of loopback, on either of its addresses: browsers try both for localhost. */
async function isPortFree(port: number): Promise<boolean> {
  for (const host of ['127.0.0.1', '::1']) {
    const server = createServer()
    const code = await new Promise<string | undefined>((resolve) => {
      server.on('error', (error: NodeJS.ErrnoException) => resolve(error.code))
      server.listen(port, host, () => resolve(undefined))
    })
    server.close()
    // A machine may have no such address, which is no matter.
    if (code === 'EADDRINUSE' || code === 'EACCES') return false
  }
  return true
}

function endWithNpm(): void {
  // Before Miniflare's own listeners, which exit with another code; workerd ends with this process either way.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.prependOnceListener(signal, () => process.exit())
  // A signal to npm ends npm and its shell, and does not come through to here.
  const shell = process.ppid
  if (process.env['npm_lifecycle_event'] !== undefined) {
    setInterval(() => process.ppid === shell || process.exit(), 500)
  }
}

function end(message: string): never {
  console.error(message)
  // Not only a code: a server that has started would keep this process running.
  process.exit(1)
}

const toText = (error: unknown): string => (error instanceof Error ? error.message : String(error))

try {
  const port = readPort()
  if (port === 'help') console.log(usage)
  else await start(port).catch((error: unknown) => end(toText(error)))
} catch (error) {
  end(`${toText(error)}\n\n${usage}`)
}
