import { accessSync, constants, globSync } from 'node:fs'
import { delimiter, join } from 'node:path'

/** Finds a program by the names that it may have: commands, or patterns of whole paths. */
export function findProgram(names: readonly string[]): string | null {
  const folders = (process.env['PATH'] ?? '').split(delimiter)
  const paths = names.flatMap((name) =>
    name.includes('/') ? globSync(name) : folders.map((folder) => join(folder, name)),
  )
  return paths.find(isExecutable) ?? null
}

/** Like `findProgram`, for programs that have to be there. */
export function requireProgram(names: readonly string[]): string {
  const path = findProgram(names)
  if (path === null) throw new Error(`There is no ${names.join(' or ')}`)
  return path
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
