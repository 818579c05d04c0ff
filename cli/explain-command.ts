import { type Command, Option } from 'commander'
import { type ExplainInput, type Explanation, explain, type ServerFunction } from '../src/explain.ts'
import { CommandError, type ExitCode, exitCodes } from './exit-codes.ts'
import { type ExplainOptions, parseTime, readRequest } from './explain-options.ts'
import type { CopiedRequest } from './input/copied-request.ts'
import { drawLanes } from './lanes.ts'
import { createNetwork } from './network.ts'
import { print, toVisible, wrap } from './terminal.ts'
import { formatVerdict } from './verdict.ts'

/** Adds the command that says what a browser does with a request, and why it refuses. */
export function addExplain(program: Command, end: (code: ExitCode) => void): void {
  const collect = (item: string, items: readonly string[] = []): string[] => [...items, item]
  program
    .command('explain')
    .summary('say what a browser does with a request, and why')
    .description(
      'Makes the requests that a browser would make for a page, the preflight first, and says whether the page may read the response, and if not, why and what to change.',
    )
    .argument('[url]', 'what the page calls')
    .option('--origin <origin>', 'the origin of the page, such as https://app.example.com, or null')
    .option('-X, --method <method>', 'the method (default: GET, with a body POST)')
    .option(
      '-H, --header <line>',
      'a header that the page sets, such as "content-type: application/json"; again for more',
      collect,
    )
    .option('-d, --data <text>', 'the body; @file reads a file, and @- the standard input')
    .addOption(
      new Option('--credentials <mode>', 'whether cookies go with it').choices(['omit', 'same-origin', 'include']),
    )
    .addOption(new Option('--mode <mode>', 'the request mode').choices(['cors', 'no-cors', 'same-origin']))
    .addOption(new Option('--redirect <mode>', 'what is done with redirects').choices(['follow', 'error', 'manual']))
    .option('--referrer-policy <policy>', 'the referrer policy')
    .option(
      '--cookie <cookie>',
      'a cookie that the browser has, as the server set it: "session=1; Secure; SameSite=None"; again for more',
      collect,
    )
    .addOption(new Option('--api <api>', 'which API the page uses').choices(['fetch', 'xhr']))
    .option('--upload-listener', 'with --api xhr: the page listens to events of the upload')
    .addOption(
      new Option('--engine <engine>', 'add the departures and limits of an engine (default: the standard)').choices([
        'chromium',
        'firefox',
        'webkit',
      ]),
    )
    .addOption(
      new Option('--timeout <time>', 'how long all of it may take, such as 10s or 500ms')
        .default(10_000, '10s')
        .argParser(parseTime),
    )
    .option('-k, --insecure', 'accept certificates that a browser refuses')
    .option('--http1', 'do not offer HTTP/2')
    .option('--json', 'print the explanation as data')
    .option('-v, --verbose', 'show all headers and every step')
    .addHelpText('after', examples)
    .action(async (url: string | undefined, options: ExplainOptions) => {
      end(await explainAndPrint(await readRequest(url, options), options))
    })
}

const examples = `
Examples:
  $ fetch-cors explain https://api.example.com/items \\
      --origin https://app.example.com -X PUT \\
      -H 'content-type: application/json' --credentials include
  $ fetch-cors explain http://localhost:3000/items --json \\
      --origin http://localhost:5173`

async function explainAndPrint(copied: CopiedRequest, options: ExplainOptions): Promise<ExitCode> {
  const { engine, timeout, json, verbose = false } = options
  const network = createNetwork({ ...options, insecure: options.insecure || copied.insecure })
  const { origin, request, cookies } = copied
  if (origin === null) {
    throw new CommandError('Say which page makes the request: add --origin https://app.example.com')
  }
  try {
    const server = withDeadline(network.serverFor(origin, request.mode ?? 'cors'), timeout)
    const explanation = await explainOrRefuse({ page: { origin, cookies }, request, engine, timeout, server })
    if (json) print(JSON.stringify(explanation, null, 2))
    else print(formatExplained(copied, explanation, verbose))
    return toExitCode(explanation)
  } finally {
    await network.close()
  }
}

/** @throws CommandError for a request that no page can make */
async function explainOrRefuse(input: ExplainInput): Promise<Explanation> {
  try {
    return await explain(input)
  } catch (error) {
    // It rejects because of its arguments only, and says what to write.
    throw error instanceof TypeError ? new CommandError(error.message) : error
  }
}

/** Gives a server up when the time for all of its answers is over, redirects included. */
function withDeadline(server: ServerFunction, timeout: number): ServerFunction {
  const end = AbortSignal.timeout(timeout)
  return async (request) => {
    const given = new Promise<never>((_, reject) => {
      const giveUp = (): void => reject(new Error(`No answer within ${timeout} ms`))
      if (end.aborted) giveUp()
      end.addEventListener('abort', giveUp, { once: true })
    })
    return await Promise.race([server(request), given])
  }
}

function toExitCode({ blocked }: Explanation): ExitCode {
  if (blocked === null) return exitCodes.clean
  return blocked.code === 'network-error' ? exitCodes.unreachable : exitCodes.found
}

/** Renders a request, what went over the wire, and what came of it. */
export function formatExplained({ ignored }: CopiedRequest, explanation: Explanation, verbose: boolean): string {
  const { request, exchanges } = explanation
  const credentials = { include: 'with credentials', omit: 'without credentials', 'same-origin': '' }[
    request.credentials
  ]
  const page = request.origin === 'null' ? 'the origin null' : request.origin
  const title = `${request.method} ${request.url} from a page of ${page}${credentials === '' ? '' : `, ${credentials}`}`
  const left = ignored.length === 0 ? [] : [`Without meaning here, and left out: ${ignored.join(', ')}`]
  return [
    ...[title, ...left].map((line) => wrap(toVisible(line))),
    '',
    ...(exchanges.length === 0 ? [] : [drawLanes(explanation, verbose), '']),
    formatVerdict(explanation, verbose),
  ].join('\n')
}
