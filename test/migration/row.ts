import { type ForeignLibrary, type Translation, translateOptions } from '../../src/lint.ts'
import type { OptionsOf, OurOptions } from './servers.ts'

/** An option of another library with a kind of value. */
export interface Row<Library extends ForeignLibrary = ForeignLibrary> {
  /** Which option the row is about; options that are needed beside it are in `foreign` too. */
  readonly option: string
  /** What kind of value it is, in a few words. */
  readonly value: string
  readonly foreign: OptionsOf[Library]
  /** What somebody decides who moves over, where the translation leaves it to them. */
  readonly decided?: Partial<OurOptions>
}

/** All that is tried of moving from a library. */
export interface Move<Library extends ForeignLibrary = ForeignLibrary> {
  readonly library: Library
  /** What people call it. */
  readonly name: string
  /** The page under docs/migration. */
  readonly page: string
  readonly rows: readonly Row<Library>[]
}

/** What `lint` says of the options of a row; a function instead of options is translated by nobody. */
export function translateRow(library: ForeignLibrary, { foreign }: Row): Translation | null {
  return typeof foreign === 'function' ? null : (translateOptions(foreign, library)[0] ?? null)
}

/** Our options for a row: what the translation has, with what was decided; `null` where CORS is left out. */
export function toOurs(library: ForeignLibrary, row: Row): OurOptions | null {
  const translation = translateRow(library, row)
  if (translation?.options === null) return null
  return { ...translation?.options, ...row.decided } as OurOptions
}
