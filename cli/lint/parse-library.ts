import { foreignLibraries } from '../../src/lint/foreign/libraries.ts'
import type { ForeignLibrary } from '../../src/lint.ts'
import { CommandError } from '../exit-codes.ts'

const libraries = Object.keys(foreignLibraries) as ForeignLibrary[]

/**
 * Reads the value of `--from`.
 *
 * @throws {@link CommandError} if it is no library that is known
 */
export function parseLibrary(value: string): ForeignLibrary {
  const library = libraries.find((name) => name === value.toLowerCase())
  if (library === undefined) {
    throw new CommandError(`"${value}" is not known: write --from with one of ${libraries.join(', ')}`)
  }
  return library
}
