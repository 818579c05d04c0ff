import { globSync, readFileSync, rmSync } from 'node:fs'
import { posix } from 'node:path'

// Run after the types are built: deletes the declarations of what only code imports, so that they are not shipped.

const importedFile = /^(?:import|export) .*from '(\.[^']*)\.ts'/gm
const reached = new Set<string>()

function reach(file: string): void {
  if (reached.has(file)) return
  reached.add(file)
  for (const [, path = ''] of readFileSync(file, 'utf8').matchAll(importedFile)) {
    reach(`${posix.join(posix.dirname(file), path)}.d.ts`)
  }
}

const { exports }: { exports: Record<string, { types?: string }> } = JSON.parse(readFileSync('package.json', 'utf8'))
for (const { types } of Object.values(exports)) if (types !== undefined) reach(posix.normalize(types))
for (const file of globSync('dist/types/**/*.d.ts')) if (!reached.has(file)) rmSync(file)
