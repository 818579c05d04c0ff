import { CommandError } from '../exit-codes.ts'
import type { ShellWords } from './shell-words.ts'

/**
 * Splits a command as Windows does: first cmd.exe takes its carets away, then the program splits what is left.
 *
 * @see {@link https://learn.microsoft.com/windows-server/administration/windows-commands/cmd | cmd}: the special characters
 */
export function splitCmdWords(text: string): ShellWords {
  const { line, rest } = readCarets(text)
  return { words: splitArguments(line), rest }
}

// The end of the line is gone, and what comes after it is plain, another end of a line too. White space before it is
// left over from copying.
const caret = /\^(?:[ \t]*\n)?([\s\S]?)/y

/** Does what cmd.exe does: a caret makes the next character plain, but not between plain quotes. */
function readCarets(text: string): { line: string; rest: readonly string[] } {
  let line = ''
  let isQuoted = false
  for (let index = 0; index < text.length; index++) {
    const character = text[index] ?? ''
    if (character === '"') isQuoted = !isQuoted
    caret.lastIndex = index
    const escaped = isQuoted ? null : caret.exec(text)
    if (escaped !== null) {
      line += escaped[1] ?? ''
      index = caret.lastIndex - 1
    } else if (!isQuoted && /[&|<>]/.test(character)) return { line, rest: [text.slice(index).trim()] }
    else line += character
  }
  return { line, rest: [] }
}

/**
 * Splits arguments as the C runtime of Windows does: a backslash means something only before a quote.
 *
 * @see {@link https://learn.microsoft.com/cpp/c-language/parsing-c-command-line-arguments | Parsing C command-line arguments}
 */
function splitArguments(line: string): string[] {
  const words: string[] = []
  let word: string | null = null
  let isQuoted = false
  let skipped = -1
  const token = /(\\*)"|\\+|([ \t\n]+)|[^\\" \t\n]+/g
  for (const match of line.matchAll(token)) {
    const [whole, slashes, space] = match
    if (match.index === skipped) continue
    if (slashes !== undefined) {
      const isEscaped = slashes.length % 2 === 1
      word = `${word ?? ''}${'\\'.repeat(Math.floor(slashes.length / 2))}${isEscaped ? '"' : ''}`
      // Two quotes between quotes are one, and do not end them.
      const next = match.index + whole.length
      if (!isEscaped && isQuoted && line[next] === '"') {
        word += '"'
        skipped = next
      } else if (!isEscaped) isQuoted = !isQuoted
    } else if (space === undefined || isQuoted) word = `${word ?? ''}${whole}`
    else {
      if (word !== null) words.push(word)
      word = null
    }
  }
  if (isQuoted) throw new CommandError('A " has no second one: paste the whole command')
  return word === null ? words : [...words, word]
}
