import { styleText } from 'node:util'
import wrapAnsi from 'wrap-ansi'

type Format = Parameters<typeof styleText>[0]

/** Colours a text for the standard output; leaves it alone in a pipe, and where `NO_COLOR` asks for it. */
export function paint(format: Format, text: string): string {
  return styleText(format, text, { stream: process.stdout })
}

/** Tells how wide the standard output is, in columns: that of a terminal, else 80. */
export function countColumns(): number {
  return Math.max(process.stdout.columns ?? 80, 40)
}

/** Prints lines on the standard output. */
export function print(text: string): void {
  process.stdout.write(`${text}\n`)
}

/** Prints data on the standard output: what a terminal would obey is escaped as JSON escapes it. */
export function printJson(data: unknown): void {
  // What is left of JSON outside of its strings is line breaks and spaces.
  print(JSON.stringify(data, null, 2).split('\n').map(toVisible).join('\n'))
}

/** Prints lines on the standard error, where a pipe does not see them. */
export function printError(text: string): void {
  process.stderr.write(`${text.trimEnd().split('\n').map(toVisible).join('\n')}\n`)
}

/** Wraps a text at words, and long words too; every line begins with the indent. */
export function wrap(text: string, indent = '', columns = countColumns()): string {
  const lines = wrapAnsi(text, columns - indent.length, { hard: true }).split('\n')
  return lines.map((line) => `${indent}${line}`).join('\n')
}

/**
 * Shows what came from elsewhere in one line: control characters, which could move the cursor, are escaped.
 *
 * Implements the escapes of https://tc39.es/ecma262/#sec-quotejsonstring for what a terminal would obey
 */
export function toVisible(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (character) =>
    Array.from({ length: character.length }, (_, at) => toEscape(character.charCodeAt(at))).join(''),
  )
}

function toEscape(codeUnit: number): string {
  return `\\u${codeUnit.toString(16).padStart(4, '0')}`
}
