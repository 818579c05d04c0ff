import type { Literal } from './literal.ts'
import { findAt, type Place, readPolicyCode } from './policy-code.ts'

/** Writes a value as it stands in the code of a policy. */
export function toSource(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(toSource).join(', ')}]`
  if (typeof value !== 'string') return String(value)
  return value.includes("'") || /[\\\p{Cc}]/u.test(value) ? JSON.stringify(value) : `'${value}'`
}

/**
 * Sets an option in the code of a policy, or removes it; all else stays as it is written.
 *
 * @param source - its value as code, `null` to remove it
 * @throws LiteralError if the code cannot be read
 */
export function setOption(code: string, name: string, source: string | null): string {
  const { literal } = readPolicyCode(code)
  const found = findAt(literal, name)
  if (source === null) return removeAt(code, name)
  if (found !== null) return replace(code, found.literal, source)
  return addOption(code, literal, `${name}: ${source}`)
}

/** Removes what stands at a path, with its comma and its line; a list that would be empty goes with it. */
export function removeAt(code: string, path: string): string {
  const { literal } = readPolicyCode(code)
  const found = findAt(literal, path)
  if (found === null || found.holder === null) return code
  const { holder } = found
  if (holder.kind === 'array' && holder.items.length === 1) return removeAt(code, path.replace(/\[\d+\]$/, ''))
  const siblings: readonly Place[] =
    holder.kind === 'array' ? holder.items : holder.kind === 'object' ? holder.members.map(toPlace) : []
  const own = { start: found.key?.start ?? found.literal.start, end: found.literal.end }
  return cut(code, own, siblings)
}

function toPlace({ key, value }: { readonly key: Place; readonly value: Literal }): Place {
  return { start: key.start, end: value.end }
}

function cut(code: string, own: Place, siblings: readonly Place[]): string {
  const index = siblings.findIndex(({ start }) => start === own.start)
  const next = siblings[index + 1]
  const before = siblings[index - 1]
  const line = code.lastIndexOf('\n', own.start - 1) + 1
  const rest = /^\s*,?[ \t]*\n/.exec(code.slice(own.end))?.[0]
  if (/^[ \t]*$/.test(code.slice(line, own.start)) && rest !== undefined) {
    return code.slice(0, line) + code.slice(own.end + rest.length)
  }
  if (next !== undefined) return code.slice(0, own.start) + code.slice(next.start)
  return code.slice(0, before?.end ?? own.start) + code.slice(own.end)
}

/** Replaces a stretch of the code. */
export function replace(code: string, { start, end }: Place, source: string): string {
  return code.slice(0, start) + source + code.slice(end)
}

function addOption(code: string, literal: Literal, member: string): string {
  const last = literal.kind === 'object' ? literal.members.at(-1)?.value.end : undefined
  const close = literal.end - 1
  if (last === undefined) return `${code.slice(0, literal.start)}{\n  ${member},\n}${code.slice(literal.end)}`
  const tail = code.slice(last, close)
  const isMultiline = code.slice(literal.start, close).includes('\n')
  const hasComma = /^\s*,/.test(tail)
  if (!isMultiline) return `${code.slice(0, last)}, ${member}${code.slice(last).replace(/^\s*,/, '')}`
  const head = `${code.slice(0, last)}${hasComma ? '' : ','}${tail.replace(/\s*$/, '')}`
  return `${head}\n  ${member},\n${code.slice(close)}`
}
