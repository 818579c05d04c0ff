import { Command, CommanderError } from 'commander'
import manifest from '../package.json' with { type: 'json' }
import { addAudit } from './audit-command.ts'
import { addCompareCommand } from './compare-command.ts'
import { CommandError, type ExitCode, exitCodes } from './exit-codes.ts'
import { addExplain } from './explain-command.ts'
import { addLintCommand } from './lint-command.ts'
import { printError } from './terminal.ts'

/** Describes the program and its commands. */
function createProgram(end: (code: ExitCode) => void): Command {
  const program = new Command('fetch-cors')
    .description('Says what a browser does with a cross-origin request, and why it refuses.')
    .version(manifest.version)
    .exitOverride()
    .showSuggestionAfterError()
    .showHelpAfterError('Try --help for the options and examples')
    .configureHelp({ showGlobalOptions: false })
  addExplain(program, end)
  addAudit(program, end)
  addLintCommand(program, end)
  addCompareCommand(program, end)
  program.addHelpText(
    'after',
    `
Exit codes: 0 shared or clean, 1 blocked or findings, 2 wrong usage,
            3 the server could not be reached`,
  )
  return program
}

/** Runs the command line, and tells what to end with. */
async function runProgram(): Promise<ExitCode> {
  let exitCode: ExitCode = exitCodes.clean
  const end = (code: ExitCode): void => {
    exitCode = code
  }
  try {
    await createProgram(end).parseAsync()
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.clean : exitCodes.usage
    if (!(error instanceof CommandError)) throw error
    printError(`error: ${error.message}`)
    return error.exitCode
  }
  return exitCode
}

// Whoever reads may have seen enough, as `head` has.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => process.exit())

const exitCode = await runProgram()
// What a module that was loaded, or a server that hangs, keeps open does not keep the program from ending.
await new Promise((resolve) => process.stdout.write('', resolve))
process.exit(exitCode)
