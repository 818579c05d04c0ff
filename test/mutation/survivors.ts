import { readFileSync } from 'node:fs'
import type { Mutant } from './mutants.ts'

/** Mutants that no test kills, and why none can, or why none is worth it. */
export interface Excuse {
  readonly reason: string
  /** The mutants, each as `describeMutant` says it: without its place in the file, so that moved code is the same. */
  readonly mutants: readonly string[]
}

/** Reads the mutants that are known to survive. */
export function readExcuses(): readonly Excuse[] {
  return JSON.parse(readFileSync(new URL('survivors.json', import.meta.url), 'utf8'))
}

/** Describes a mutant by its file, what it replaces by what, and the code around that. */
export function describeMutant({ file, statement, original, replacement }: Mutant): string {
  return `${file}: ${shorten(original)} → ${shorten(replacement)} in ${shorten(statement)}`
}

const longest = 120

function shorten(code: string): string {
  const line = code.trim().replace(/\s+/g, ' ')
  return line.length > longest ? `${line.slice(0, longest)}…` : line
}
