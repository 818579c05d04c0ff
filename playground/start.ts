import { parseArgs } from 'node:util'
import { startApi } from './api-server.ts'
import { cases } from './cases.ts'
import { addOrigins, buildPage, servePage } from './page-server.ts'
import { runCase, type SenderOrigins } from './run-case.ts'
import { isAsWanted, toTranscript } from './transcript.ts'

const usage = `Usage: npm start -- [options]

Starts the demo Worker and a page on another origin, both on loopback, and sends the Worker requests.

  --once       end after the printout
  --port PORT  serve the page on this port (default: a free one)
  --help       print this
`

interface Arguments {
  readonly once: boolean
  readonly port: number
}

/** @throws TypeError or RangeError, with a message for whoever wrote the arguments */
function readArguments(): Arguments | 'help' {
  const { values } = parseArgs({
    options: {
      once: { type: 'boolean', default: false },
      port: { type: 'string', default: '0' },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) return 'help'
  const port = /^\d+$/.test(values.port) ? Number(values.port) : Number.NaN
  if (!(port <= 65535)) throw new RangeError(`"${values.port}" is not a port`)
  return { once: values.once, port }
}

/** Starts everything and sends the requests of all cases; then ends, or keeps serving. */
async function start({ once, port }: Arguments): Promise<void> {
  const files = buildPage()
  const page = await servePage(files, port)
  const refusedPage = await servePage(files, 0)
  const api = await startApi(page.origin)
  addOrigins(files, { api: api.origin, refused: refusedPage.origin })
  const origins = { 'allowed page': page.origin, 'refused page': refusedPage.origin, 'sandboxed page': 'null' }
  const failures = await runCases(api.origin, origins)
  if (failures > 0) process.exitCode = 1
  if (!once) return keepServing(page.origin)
  page.close()
  refusedPage.close()
  await api.close()
}

/** Sends the requests of all cases and prints what comes of them; returns how many did not go as wanted. */
async function runCases(api: string, origins: SenderOrigins): Promise<number> {
  const cookies: string[] = []
  let failures = 0
  for (const tried of cases) {
    const run = await runCase(tried, api, origins, cookies)
    console.log(toTranscript(tried, run))
    if (!isAsWanted(tried, run)) failures += 1
  }
  console.log(`${cases.length} cases, ${failures} not as wanted`)
  return failures
}

function keepServing(pageOrigin: string): void {
  // Ahead of Miniflare's own listeners, which exit with another code; workerd ends with this process either way.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.prependOnceListener(signal, () => process.exit())
  // A signal to npm ends npm and its shell, and does not come through to here.
  const shell = process.ppid
  if (process.env['npm_lifecycle_event'] !== undefined) {
    setInterval(() => process.ppid === shell || process.exit(), 500)
  }
  console.log(`\nThe page: ${pageOrigin}/ (Ctrl+C ends)`)
}

function end(message: unknown): never {
  console.error(message)
  // Not only a code: a server that has started would keep this process running.
  process.exit(1)
}

// Whoever reads the printout may have seen enough, as `head` has.
process.stdout.on('error', () => process.exit())

try {
  const given = readArguments()
  if (given === 'help') console.log(usage)
  else await start(given).catch(end)
} catch (error) {
  end(`${error instanceof Error ? error.message : error}\n\n${usage}`)
}
