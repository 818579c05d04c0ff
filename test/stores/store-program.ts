import { findProgram } from '../browsers/engines/find-program.ts'

/** A store's programs, by the names and folders that they may have, and the Debian package that has them. */
export interface StoreProgram {
  readonly names: readonly string[]
  readonly debianPackage: string
}

/** Tells whether tests can run a store. If it is missing they are left out, unless they have to run. */
export function isThere({ names, debianPackage }: StoreProgram): boolean {
  if (process.env['REQUIRE_STORES'] === '1' || findProgram(names) !== null) return true
  console.warn(`There is no ${names[0]}: its tests are left out. Debian has it in the package ${debianPackage}`)
  return false
}

/** @throws Error that says how to install a program that is missing */
export function findStore({ names, debianPackage }: StoreProgram): string {
  const path = findProgram(names)
  if (path !== null) return path
  throw new Error(`There is no ${names[0]}: install the Debian package ${debianPackage}, or put it on the PATH`)
}
