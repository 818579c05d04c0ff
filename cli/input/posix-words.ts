import { CommandError } from '../exit-codes.ts'
import { readAnsiC } from './ansi-c-quoting.ts'
import { toExcerpt } from './excerpt.ts'
import type { ShellWords } from './shell-words.ts'

/** What a shell reads at one place; the first that fits. */
const token = new RegExp(
  [
    // A line that goes on, also where a copy left white space behind the backslash.
    '(?<joined>\\\\[^\\S\\n]*(?:\\n|$))',
    // White space of any kind: texts come through chats.
    '(?<space>\\s+)',
    "'(?<single>[^']*)'",
    "\\$'(?<ansi>(?:\\\\[\\s\\S]|[^\\\\'])*)'",
    '\\$?"(?<double>(?:\\\\[\\s\\S]|[^\\\\"])*)"',
    '\\\\(?<escaped>[^\\n])',
    '(?<redirection>\\d?(?:>>|>&|>\\||<>|[<>])|&>>?)',
    '(?<operator>\\|\\|?|&&?|;|\\(|\\))',
    '(?<quote>[\'"])',
    '(?<expansion>`|\\$(?:\\w+|\\{[^}]*\\}|\\())',
    '(?<plain>[^\\s\'"\\\\|&;<>()`$]+|\\$)',
  ].join('|'),
  'y',
)

/**
 * Splits a command as a POSIX shell does, with the `$'…'` of Bash.
 *
 * Implements https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html#tag_19_03, without expansions:
 * a new line ends nothing, as pasted commands have lost their backslashes
 *
 * @throws CommandError for expansions, and for quotes that do not end
 */
export function splitPosixWords(text: string): ShellWords {
  const words: string[] = []
  const rest: string[] = []
  let word: string | null = null
  let redirected = ''
  const end = (): void => {
    if (word === null) return
    if (redirected === '') words.push(word)
    else rest.push(`${redirected} ${word}`)
    redirected = ''
    word = null
  }
  for (let index = 0; index < text.length; ) {
    token.lastIndex = index
    const match = token.exec(text)
    if (match === null) break
    const { joined, space, single, ansi, double, escaped, redirection, operator, quote, expansion, plain } =
      match.groups ?? {}
    const isBare = word === null
    if (quote !== undefined) throw new CommandError(`A ${quote} has no second one: paste the whole command`)
    if (expansion !== undefined) throw new CommandError(toExpansionMessage(text.slice(index)))
    if (plain?.startsWith('#') && isBare) {
      index = endOfLine(text, index)
      continue
    }
    if (operator !== undefined) {
      checkAmpersand(operator, isBare, text.slice(token.lastIndex))
      end()
      rest.push(text.slice(index).trim())
      return { words, rest }
    }
    if (redirection !== undefined) {
      end()
      redirected = redirection
    } else if (space !== undefined) end()
    else if (joined === undefined) {
      const content = double === undefined ? undefined : readDouble(double)
      word = `${word ?? ''}${single ?? content ?? escaped ?? plain ?? readAnsiC(ansi ?? '')}`
    }
    index = token.lastIndex
  }
  end()
  return { words, rest }
}

/** Reads what stands between double quotes. */
function readDouble(content: string): string {
  const expansion = /(?:^|[^\\])(?:\\\\)*(`|\$(?:\w+|\{[^}]*\}|\())/.exec(content)
  if (expansion !== null) throw new CommandError(toExpansionMessage(expansion[1] ?? ''))
  return content.replace(/\\([\\"$`\n])/g, (_, character) => (character === '\n' ? '' : character))
}

function toExpansionMessage(from: string): string {
  const name = /^\$(?:\w+|\{[^}]*\})/.exec(from)?.[0]
  if (name !== undefined)
    return `${toExcerpt(name)} is a variable of the shell: write its value, or put it in single quotes`
  if (/^`[ \t]*\n/.test(from)) {
    return 'This is for PowerShell: in DevTools take "Copy as cURL (bash)" or "Copy as cURL (cmd)"'
  }
  return 'What stands in $(…) or in backticks is another command: write what it prints, or put it in single quotes'
}

/** The shell takes a bare `&` for the end of the command, and people mean a URL. */
function checkAmpersand(operator: string, isBare: boolean, after: string): void {
  if (operator === '&' && !isBare && /^[^\s&]/.test(after)) {
    throw new CommandError('An & outside of quotes ends the command: put the URL in single quotes')
  }
}

function endOfLine(text: string, index: number): number {
  const end = text.indexOf('\n', index)
  return end === -1 ? text.length : end
}
