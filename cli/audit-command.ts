import { type Command, Option } from 'commander'
import { parsePageOrigin } from '../src/explain/page-input.ts'
import { isForbiddenRequestHeader } from '../src/user-agent/forbidden-request-header.ts'
import { type AuditReport, audit } from './audit/audit.ts'
import { formatAudit } from './audit/format-audit.ts'
import { createProgress } from './audit/progress.ts'
import { toSarif } from './audit/sarif.ts'
import { CommandError, type ExitCode, exitCodes } from './exit-codes.ts'
import { checkUrl, parseHeader, parseTime } from './explain-options.ts'
import { createNetwork } from './network.ts'
import { isAtLeast, parseSeverity, type Severity, severities } from './severity.ts'
import { print, printJson, toVisible } from './terminal.ts'

interface AuditOptions {
  readonly origin?: readonly string[]
  readonly method?: string
  readonly header?: readonly string[]
  readonly timeout: number
  readonly failOn: Severity
  readonly insecure?: true
  readonly http1?: true
  readonly json?: true
  readonly sarif?: true
}

/** Adds the command that looks for what is wrong with a server's CORS. */
export function addAudit(program: Command, end: (code: ExitCode) => void): void {
  const collect = (item: string, items: readonly string[] = []): string[] => [...items, item]
  program
    .command('audit')
    .summary('look for faults in the CORS of a server')
    .description(
      'Asks one URL as pages of many origins would, and says who may read the answers and should not, and what breaks the pages that should. Sends GET and OPTIONS only, to this URL only, without cookies: about 20 requests.',
    )
    .argument('<url>', 'what pages call')
    .option(
      '--origin <origin>',
      'an origin that is yours, to try look-alikes of; again for more (default: guessed)',
      collect,
    )
    .option('-X, --method <method>', 'a method that your pages use, to ask a preflight about; it is not sent itself')
    .option('-H, --header <line>', 'a header that your pages send, such as "x-api-key: …"; again for more', collect)
    .addOption(
      new Option('--timeout <time>', 'how long each answer may take, such as 10s or 500ms')
        .default(10_000, '10s')
        .argParser(parseTime),
    )
    .addOption(
      new Option('--fail-on <severity>', `from which severity on to end with 1: ${severities.join(', ')}`)
        .default('low' satisfies Severity)
        .argParser(parseSeverity),
    )
    .option('-k, --insecure', 'accept certificates that a browser refuses')
    .option('--http1', 'do not offer HTTP/2')
    .option('--json', 'print the report as data')
    .addOption(new Option('--sarif', 'print the report as SARIF 2.1.0, for code scanning').conflicts('json'))
    .addHelpText('after', examples)
    .action(async (url: string, options: AuditOptions) => {
      const report = await auditWithProgress(readUrl(url), options)
      if (options.sarif) printJson(toSarif(report))
      else if (options.json) printJson(report)
      else print(formatAudit(report))
      const isFailed = report.findings.some(({ severity }) => isAtLeast(severity, options.failOn))
      if (isFailed) end(exitCodes.found)
      // What could not be asked must not look clean.
      else end(report.unanswered.length > 0 ? exitCodes.unreachable : exitCodes.clean)
    })
}

const examples = `
Examples:
  $ fetch-cors audit https://api.example.com/items --origin https://app.example.com
  $ fetch-cors audit https://api.example.com/items -H 'authorization: Bearer …' -X PUT --fail-on medium --json

A public API that allows "*" without credentials is sound: it has no finding above info.`

const mostOrigins = 4

async function auditWithProgress(url: URL, options: AuditOptions): Promise<AuditReport> {
  const { origin = [], method = null, header = [], timeout, insecure, http1 } = options
  const origins = [...new Set(origin)].map(readOrigin)
  if (origins.length > mostOrigins) {
    throw new CommandError(
      `Name at most ${mostOrigins} origins: each has about ten look-alikes, and the server is not to be flooded`,
    )
  }
  const headers = header.map(readHeader)
  const network = createNetwork({ insecure, http1 })
  const progress = createProgress(toVisible(url.host))
  try {
    return await audit({
      url,
      origins,
      method,
      headers,
      timeout,
      serverFor: network.serverFor,
      onProgress: progress.update,
    })
  } finally {
    progress.stop()
    await network.close()
  }
}

/** @throws CommandError that says what to write instead */
function readUrl(text: string): URL {
  const url = new URL(checkUrl(text))
  if (!/^https?:$/.test(url.protocol)) {
    throw new CommandError(`"${text}" is neither http nor https: CORS is for these two only`)
  }
  if (url.username !== '' || url.password !== '') {
    throw new CommandError('No page may call a URL with a user name or password: write --header "authorization: …"')
  }
  url.hash = ''
  return url
}

/** @throws CommandError that says what to write instead */
function readOrigin(text: string): string {
  try {
    return parsePageOrigin(text)
  } catch (error) {
    throw error instanceof TypeError ? new CommandError(`--${error.message}`) : error
  }
}

/** @throws CommandError that says what to write instead */
function readHeader(line: string): [string, string] {
  const [name, value] = parseHeader(line)
  try {
    new Headers([[name, value]])
  } catch {
    throw new CommandError(
      `"${toVisible(line)}" is no header: a name has letters, digits and hyphens, a value no line break`,
    )
  }
  if (isForbiddenRequestHeader(name, value)) {
    throw new CommandError(`No page may set ${name}: leave it out (the audit is without cookies)`)
  }
  return [name, value]
}
