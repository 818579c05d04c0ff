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
    .configureOutput({ writeErr: printError })
    .configureHelp({ showGlobalOptions: false })
  addExplain(program, end)
  addAudit(program, end)
  addLintCommand(program, end)
  addCompareCommand(program, end)
  program.addHelpText(
    'after',
    `
Exit codes: 0 shared or clean, 1 blocked or findings, 2 wrong usage,
            3 the server could not be reached, or did not answer everything`,
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

/** Waits until all is written, and says so if it cannot be: a report that is cut off must not look clean. */
async function flush(exitCode: ExitCode): Promise<ExitCode> {
  const error = await new Promise<NodeJS.ErrnoException | null | undefined>((resolve) => {
    process.stdout.write('', resolve)
  })
  // Whoever reads may have seen enough, as `head` has.
  if (!error || error.code === 'EPIPE') return exitCode
  printError(`error: The output cannot be written [${error.code}]: nothing of it is to be trusted`)
  return exitCodes.usage
}

// What Node.js warns of, such as a method in lower case, is for programmers; here the explanation says it.
process.removeAllListeners('warning')
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {})

// What a module that was loaded, or a server that hangs, keeps open does not keep the program from ending.
process.exit(await flush(await runProgram()))
