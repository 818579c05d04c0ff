import { readFileSync } from 'node:fs'
import type { ForeignLibrary } from '../../src/lint.ts'
import type { DifferenceCode } from './differences.ts'
import type { Row } from './row.ts'

/** The differences that were found when the rows last ran, by library and row. */
export type Recorded = Readonly<Record<ForeignLibrary, Readonly<Record<string, readonly DifferenceCode[]>>>>

export const recordedFile: URL = new URL('./recorded.json', import.meta.url)

export function readRecorded(): Recorded {
  return JSON.parse(readFileSync(recordedFile, 'utf8'))
}

/** The name of a row. */
export function toName({ option, value }: Row): string {
  return `${option}: ${value}`
}
