import { foreignLibraries } from '../../src/lint/foreign/libraries.ts'
import type { ForeignLibrary } from '../../src/lint.ts'
import { toSource } from '../../src/server/config-error.ts'
import { type Difference, type DifferenceCode, differences } from './differences.ts'
import { type Recorded, toName } from './recorded.ts'
import { type Move, type Row, toOurs, translateRow } from './row.ts'

/** No cache keeps answers to preflights, so that this is said once and not of each row. */
const quiet: DifferenceCode = 'preflight-vary'

/** Writes what a page says about a library: what differs with its options, and a table of them all. */
export function writeTables(move: Move, recorded: Recorded): string {
  const found = recorded[move.library].differences
  const codes = Object.keys(differences) as DifferenceCode[]
  const counts = new Map(codes.map((code) => [code, Object.values(found).filter((row) => row.includes(code)).length]))
  const usual = codes.filter((code) => (counts.get(code) ?? 0) * 2 > move.rows.length)
  const seen = codes.filter((code) => (counts.get(code) ?? 0) > 0)
  return [
    '## What is not the same',
    '',
    '| difference | with | here and there | why |',
    '| --- | --- | --- | --- |',
    ...seen.map((code) => {
      const { text, why }: Difference = differences[code]
      const scope = code === quiet ? 'any option' : usual.includes(code) ? 'nearly all options' : 'some options'
      return `| \`${code}\` | ${scope} | ${toCell(text)}. | ${toSentence(why)} |`
    }),
    '',
    '## Options',
    '',
    '| option | value | write instead | what is not the same, beside what is so with nearly all |',
    '| --- | --- | --- | --- |',
    ...move.rows.map((row) => writeRow(move.library, row, found[toName(row)] ?? [], usual)),
  ].join('\n')
}

function writeRow(
  library: ForeignLibrary,
  row: Row,
  codes: readonly DifferenceCode[],
  usual: readonly DifferenceCode[],
): string {
  const notes = (translateRow(library, row)?.notes ?? []).filter(({ option }) => isAbout(library, row.option, option))
  const more = codes.filter((code) => code !== quiet && !usual.includes(code))
  const less = usual.filter((code) => code !== quiet && !codes.includes(code))
  const cells = [
    foreignLibraries[library].options[row.option] === undefined ? row.option : `\`${row.option}\``,
    writeValue(row),
    writeInstead(library, row),
    [
      ...notes.map(({ message }) => toSentence(message)),
      ...more.map((code) => `\`${code}\`.`),
      ...(less.length === 0 ? [] : [`Not ${less.map((code) => `\`${code}\``).join(', ')}.`]),
    ].join(' '),
  ]
  return `| ${cells.join(' | ')} |`
}

/** Tells whether a note is about an option, be it by its own name or by ours. */
function isAbout(library: ForeignLibrary, option: string, noted: string): boolean {
  return noted === option || noted.split('[')[0] === foreignLibraries[library].options[option]?.becomes
}

function writeValue({ option, value, foreign }: Row): string {
  const given = (foreign as Readonly<Record<string, unknown>>)[option]
  const text = write(given)
  const isShown = given !== undefined && !text.includes('=>') && value !== `\`${text}\`` && !value.startsWith('`')
  return isShown ? `${value}: ${toCode(text)}` : toCell(value).replaceAll('`\\*`', '`*`')
}

function writeInstead(library: ForeignLibrary, row: Row): string {
  const ours = toOurs(library, row)
  if (ours === null) return 'nothing: leave CORS out'
  const known = foreignLibraries[library].options[row.option]
  if (known?.becomes === null) return 'nothing'
  const related = ['origin', 'lookup', 'rejectDisallowed', 'dangerouslyAllowNullOrigin']
  const names = known === undefined || known.becomes === 'origin' ? related : [known.becomes]
  const given = ours as unknown as Readonly<Record<string, unknown>>
  const members = names
    .filter((name) => given[name] !== undefined)
    .map((name) => toCode(`${name}: ${write(given[name])}`))
  const isDecided = Object.keys(row.decided ?? {}).some((name) => names.includes(name))
  if (members.length === 0) return 'nothing'
  return `${isDecided ? 'what you decide, such as ' : ''}${members.join(', ')}`
}

function write(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(write).join(', ')}]`
  if (typeof value === 'function') return writeFunction(value)
  if (typeof value === 'object' && value !== null && !(value instanceof RegExp)) {
    return `{ ${Object.entries(value)
      .map(([name, member]) => `${name}: ${write(member)}`)
      .join(', ')} }`
  }
  return typeof value === 'string' ? `'${value}'` : String(toSource(value))
}

/** Writes a function as it stands in the rows: what is left of its source is not the same in every runtime. */
function writeFunction(value: { readonly length: number }): string {
  if (value.length > 1) return "(origin, request) => request.url === '/items' && trusted.includes(origin)"
  const isAsync = value.constructor !== Function
  return `${isAsync ? 'async ' : ''}(origin) => trusted.includes(origin)`
}

function toSentence(message: string): string {
  // Not the name of an option.
  const first = /^[a-z]+[A-Z]/.test(message) ? message.slice(0, 1) : message.slice(0, 1).toUpperCase()
  return `${toCell(`${first}${message.slice(1)}`)}.`
}

/** Code in a cell: a pipe would end the cell, so it stands outside of what is code for the table alone. */
function toCode(text: string): string {
  return `\`${text.replaceAll('|', '\\|')}\``
}

function toCell(text: string): string {
  return text.replaceAll('|', '\\|').replace(/(?<!`)\*(?!`)/g, '\\*')
}
