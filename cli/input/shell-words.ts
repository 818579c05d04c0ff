import { splitCmdWords } from './cmd-words.ts'
import { splitPosixWords } from './posix-words.ts'

/** A command as a shell splits it. */
export interface ShellWords {
  readonly words: readonly string[]
  /** What the shell does beside the command: where the output goes, other commands. */
  readonly rest: readonly string[]
}

/**
 * Splits a command into words as the shell would that it was written for: cmd.exe or a POSIX shell.
 *
 * @throws CommandError for what only a running shell knows
 */
export function splitWords(text: string): ShellWords {
  const lines = text.replaceAll('\r\n', '\n').trim()
  return isForCmd(lines) ? splitCmdWords(lines) : splitPosixWords(lines)
}

/** DevTools write `^"` for cmd.exe, from the first quote on; people write plain quotes, and a caret at a line's end. */
function isForCmd(text: string): boolean {
  const firstQuote = /\^?["']/.exec(text)?.[0] ?? ''
  if (firstQuote.startsWith('^')) return true
  // A quote that does not end goes to the end, or the search would begin anew behind it.
  const bare = text.replace(/'[^']*(?:'|$)|"(?:\\[\s\S]|[^\\"])*(?:"|$)/g, '')
  return /\s\^[ \t]*\n/.test(bare)
}
