import { type Command, Option } from 'commander'
import type { Explanation } from '../src/explain.ts'
import { type ExitCode, exitCodes } from './exit-codes.ts'
import { explainCase, toExitCode } from './explain-case.ts'
import { type ExplainCase, type ExplainCases, readCases } from './explain-cases.ts'
import { type ExplainOptions, parseTime } from './explain-options.ts'
import { formatExplained } from './format-explained.ts'
import { paint, print, printJson, toVisible, wrap } from './terminal.ts'

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
    .option('--curl <text>', 'take the request from "Copy as cURL" of DevTools; - reads the standard input')
    .option('--fetch <text>', 'take it from "Copy as fetch", or from a call in your code; - likewise')
    .option(
      '--har <file>',
      'explain every request of a HAR file that was blocked, from its own answers; GET and HEAD are sent where it lacks them; - likewise',
    )
    .option('--resend', 'with --har: ask again for answers that the file lacks, not only by GET and HEAD')
    .option('--json', 'print the explanation as data')
    .option('-v, --verbose', 'show all headers and every step')
    .addHelpText('after', examples)
    .action(async (url: string | undefined, options: ExplainOptions) => {
      end(await explainAndPrint(await readCases(url, options), options))
    })
}

const examples = `
Examples:
  $ fetch-cors explain https://api.example.com/items \\
      --origin https://app.example.com -X PUT \\
      -H 'content-type: application/json' --credentials include
  $ fetch-cors explain http://localhost:3000/items --json \\
      --origin http://localhost:5173
  $ fetch-cors explain --curl "$(pbpaste)"
  $ fetch-cors explain --har app.example.com.har`

async function explainAndPrint({ cases, entries }: ExplainCases, options: ExplainOptions): Promise<ExitCode> {
  const explained: Explained[] = []
  for (const one of cases) {
    const isLeft = one.reason !== null && one.recorded === null && !options.resend && !isSafe(one)
    const explanation = isLeft ? null : await explainCase(one, options)
    explained.push({ case: one, explanation })
    if (!options.json) print(`${formatCase(one, explanation, options.verbose ?? false)}${entries === null ? '' : '\n'}`)
  }
  if (options.json) printJson(entries === null ? explained[0]?.explanation : toData(explained))
  else if (entries !== null) print(countEntries(entries, explained))
  const isLeftOut = explained.some(({ explanation }) => explanation === null)
  const code = toExitCode(explained.flatMap(({ explanation }) => explanation ?? []))
  return isLeftOut && code === exitCodes.clean ? exitCodes.found : code
}

interface Explained {
  readonly case: ExplainCase
  /** `null` if the answers are not in the file, and to ask for them again might change something. */
  readonly explanation: Explanation | null
}

/** Implements https://www.rfc-editor.org/rfc/rfc9110#section-9.2.1, of which a page can use these two */
function isSafe({ copied: { request } }: ExplainCase): boolean {
  return /^(?:GET|HEAD)$/i.test(request.method ?? 'GET')
}

function formatCase({ copied, reason }: ExplainCase, explanation: Explanation | null, verbose: boolean): string {
  const why = reason === null ? [] : [wrap(paint('dim', toVisible(reason)))]
  if (explanation !== null) return [...why, formatExplained(copied, explanation, verbose)].join('\n')
  const { method = 'GET', url } = copied.request
  const left = `${method} ${url} is not explained: the file has no answer to it, and to send it again might change something. With --resend it is sent.`
  return [...why, wrap(toVisible(left))].join('\n')
}

function toData(explained: readonly Explained[]): object[] {
  return explained.map(({ case: { copied, reason }, explanation }) => ({
    method: copied.request.method ?? 'GET',
    url: String(copied.request.url),
    reason,
    explanation,
  }))
}

function countEntries(entries: number, explained: readonly Explained[]): string {
  const left = explained.filter(({ explanation }) => explanation === null).length
  const counted = `${entries} ${entries === 1 ? 'entry' : 'entries'}, ${explained.length} blocked`
  return left === 0 ? counted : `${counted}, ${left} of them not explained`
}
