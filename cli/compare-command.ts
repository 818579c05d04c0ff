import type { Command } from 'commander'
import { compareUrls, readUrl } from './compare/compare-urls.ts'
import { formatComparison } from './compare/format-comparison.ts'
import { type ExitCode, exitCodes } from './exit-codes.ts'
import { print, printJson } from './terminal.ts'

/** Adds the command that compares the origins of two URLs. */
export function addCompareCommand(program: Command, end: (code: ExitCode) => void): void {
  program
    .command('compare')
    .summary('say whether two URLs have the same origin, and the same site')
    .description(
      'Compares the origins of two URLs part by part: with the same origin a page needs no CORS, with the same site it has its cookies. Nothing is sent.',
    )
    .argument('<url>', 'a URL, such as that of the page')
    .argument('<other>', 'another one, such as that of the server')
    .option('--json', 'print the comparison as data')
    .addHelpText(
      'after',
      `
Examples:
  $ fetch-cors compare https://app.example.com https://api.example.com/items
  $ fetch-cors compare http://localhost:3000 http://127.0.0.1:3000 --json

Exit codes: 0 the same origin, 1 another one, 2 no URL`,
    )
    .action((url: string, other: string, { json }: { readonly json?: true }) => {
      const comparison = compareUrls(readUrl(url), readUrl(other))
      if (json) printJson(comparison)
      else print(formatComparison(comparison))
      end(comparison.sameOrigin ? exitCodes.clean : exitCodes.found)
    })
}
