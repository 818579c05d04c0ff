import { CommandError } from '../exit-codes.ts'
import { type CurlEffect, type CurlOption, findLetter, findNearest, findOption } from './curl-options.ts'
import { toExcerpt } from './excerpt.ts'

/** An option as it stands in a command. */
export interface CurlArgument {
  /** The long name, without dashes. */
  readonly name: string
  readonly effect: CurlEffect
  /** Empty if it takes none. */
  readonly value: string
  /** As it was written: `-k`. */
  readonly written: string
  /** False for `--no-…`. */
  readonly isOn: boolean
}

/**
 * Reads the words after `curl`; one without dashes is a `--url`.
 *
 * @throws CommandError for an option that is unknown, or that no page can do
 */
export function readCurlArguments(words: readonly string[]): CurlArgument[] {
  const read: CurlArgument[] = []
  let index = 0
  const next = (): string | undefined => words[index++]
  const take = ({ name, effect, takesValue }: CurlOption, written: string, attached: string | null, isOn = true) => {
    if (effect === 'refused') throw new CommandError(toRefusal(name, written))
    const value = takesValue ? (attached ?? next()) : ''
    if (value === undefined) throw new CommandError(`${written} has no value: paste the whole command`)
    read.push({ name, effect, value, written, isOn })
  }
  for (let word = next(); word !== undefined; word = next()) {
    if (word.startsWith('--')) {
      const option = findOption(word.slice(2))
      const negated = option === null && word.startsWith('--no-') ? findOption(word.slice(5)) : null
      const found = option ?? negated
      if (found === null) throw new CommandError(toUnknown(word))
      take(found, word, null, negated === null)
    } else if (word.startsWith('-') && word.length > 1) takeLetters(word, take)
    else if (word.trim() !== '') read.push({ name: 'url', effect: 'url', value: word, written: '--url', isOn: true })
  }
  return read
}

/** Reads letters behind one dash, of which the last may have its value attached: `-sSXPUT`. */
function takeLetters(word: string, take: (option: CurlOption, written: string, attached: string | null) => void): void {
  for (let index = 1; index < word.length; index++) {
    const written = `-${word[index]}`
    const option = findLetter(word[index] ?? '')
    if (option === null) throw new CommandError(toUnknown(written))
    const attached = option.takesValue && index + 1 < word.length ? word.slice(index + 1) : null
    take(option, written, attached)
    if (attached !== null) return
  }
}

function toUnknown(word: string): string {
  const [name = ''] = word.replace(/^--?/, '').split('=')
  if (findOption(name) !== null)
    return `${toExcerpt(word)}: curl takes no "=": write --${name} and the value after a space`
  const nearest = word.startsWith('--') ? findNearest(name) : null
  const isSingle = word.startsWith('-') && !word.startsWith('--')
  const instead = nearest === null ? 'remove it, if it does not change the request' : `did you mean --${nearest}?`
  return `${toExcerpt(word)} is no ${isSingle ? 'letter' : 'option'} of curl that is known here: ${instead}`
}

const refusals: readonly (readonly [RegExp, string])[] = [
  [/^(?:anyauth|aws-sigv4|delegation|digest|negotiate|netrc.*|ntlm.*|service-name)$/, 'authorization'],
  [/^(?:abstract-unix-socket|connect-to|dns-.*|doh-url|interface|local-port|resolve|unix-socket)$/, 'place'],
  [/^next$/, 'next'],
]

const sentences: Readonly<Record<string, string>> = {
  authorization:
    'is an authentication that no page can do: remove it, and write the header that the page sends, -H "Authorization: …"',
  place: 'leads to another server than the URL does, which no page can do: remove it, or write that server in the URL',
  next: 'begins another request: paste one request',
}

function toRefusal(name: string, written: string): string {
  const kind = refusals.find(([pattern]) => pattern.test(name))?.[1]
  return `${written} ${sentences[kind ?? ''] ?? 'changes the request in a way that no page can: remove it'}`
}
