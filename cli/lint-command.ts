import { type Command, Option } from 'commander'
import type { ForeignLibrary } from '../src/lint.ts'
import { type ExitCode, exitCodes } from './exit-codes.ts'
import { parseTime } from './explain-options.ts'
import { countFindings, formatPolicies } from './lint/format-findings.ts'
import { lintFile } from './lint/lint-file.ts'
import type { LintedPolicy } from './lint/linted-policy.ts'
import { parseLibrary } from './lint/parse-library.ts'
import { isAtLeast, parseSeverity, type Severity, severities } from './severity.ts'
import { print, printJson } from './terminal.ts'

interface LintOptions {
  readonly json?: true
  readonly failOn: Severity
  readonly timeout: number
  readonly from?: ForeignLibrary
}

/** Adds the command that finds mistakes and dangers in policies. */
export function addLintCommand(program: Command, end: (code: ExitCode) => void): void {
  program
    .command('lint')
    .summary('find mistakes and dangers in the options of a module')
    .description(
      'Loads a module that exports options of createCors or a Cors (TypeScript too), or JSON, and lints every policy in it. The module is executed, so lint only code that you trust.',
    )
    .argument('<file>', 'a module, or JSON: one options object, or several by name')
    .option('--json', 'print the findings as data')
    .addOption(
      new Option('--fail-on <severity>', `end with 1 from this severity on: ${severities.join(', ')}`)
        .default('low')
        .argParser(parseSeverity),
    )
    .addOption(
      new Option('--timeout <time>', 'how long the module may take, such as 10s or 500ms')
        .default(10_000, '10s')
        .argParser(parseTime),
    )
    .addOption(
      new Option('--from <library>', 'say what options of that library become, such as cors or hono/cors').argParser(
        parseLibrary,
      ),
    )
    .addHelpText(
      'after',
      `
Examples:
  $ fetch-cors lint src/cors-options.ts
  $ fetch-cors lint policies.json --json --fail-on medium
  $ fetch-cors lint src/cors-options.ts --from cors

What createCors would refuse is critical: no policy comes of it.
Exit codes: 0 nothing from --fail-on on, 1 findings, 2 no policy could be read`,
    )
    .action(async (file: string, options: LintOptions) => {
      end(await lintAndPrint(file, options))
    })
}

async function lintAndPrint(file: string, { json, failOn, timeout, from }: LintOptions): Promise<ExitCode> {
  const policies = await lintFile(file, timeout, from)
  if (json) printJson({ file, policies: policies.map(toData), counts: countFindings(policies) })
  else print(formatPolicies(policies))
  const isFound = policies.some(({ findings }) => findings.some(({ severity }) => isAtLeast(severity, failOn)))
  return isFound ? exitCodes.found : exitCodes.clean
}

function toData({ findings, ...policy }: LintedPolicy): object {
  return { ...policy, findings: findings.map(({ source, ...finding }) => finding) }
}
