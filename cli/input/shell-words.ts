import { splitCmdWords } from './cmd-words.ts'
import { splitPosixWords } from './posix-words.ts'

/** A command as a shell splits it. */
export interface ShellWords {
  readonly words: readonly string[]
  /** What the shell does beside the command: where the output goes, other commands. */
  readonly rest: readonly string[]
}

/**
 * Splits a command into words as the shell would that it was written for: what DevTools copy for Windows is for
 * cmd.exe, all else for a POSIX shell.
 *
 * @throws CommandError for what only a running shell knows
 */
export function splitWords(text: string): ShellWords {
  const lines = text.replaceAll('\r\n', '\n').trim()
  return /\^"|\^[ \t]*\n/.test(lines) ? splitCmdWords(lines) : splitPosixWords(lines)
}
