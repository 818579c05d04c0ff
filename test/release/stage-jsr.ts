import { cp, glob, readFile, writeFile } from 'node:fs/promises'
import { posix } from 'node:path'

// JSR gets the files that npm gets, so that both hand out what was tested. TypeScript finds the types by package.json;
// Deno finds them by the first line of each module, and takes an import in a declaration for what it says.

interface Entry {
  readonly types: string
  readonly default: string
}

/**
 * Lays out what goes to JSR: what `jsr.json` includes of the built package.
 *
 * @param installed - the package as npm hands it out
 * @param root - where `jsr.json` is
 * @param folder - where to
 */
export async function stageJsr(installed: URL, root: URL, folder: URL): Promise<void> {
  const { exports } = JSON.parse(await readFile(new URL('package.json', installed), 'utf8'))
  const entries = Object.values(exports).filter((entry): entry is Entry => typeof entry === 'object')
  await cp(installed, folder, { recursive: true, filter: (source) => !/\/dist\/cli\b|\/package\.json$/.test(source) })
  await cp(new URL('jsr.json', root), new URL('jsr.json', folder))
  for (const { types, default: module } of entries) {
    const file = new URL(module, folder)
    const path = posix.relative(posix.dirname(module), types)
    await writeFile(file, `/* @ts-self-types="./${path}" */\n${await readFile(file, 'utf8')}`)
  }
  for await (const name of glob('dist/types/**/*.d.ts', { cwd: folder.pathname })) {
    const file = new URL(name, folder)
    const text = await readFile(file, 'utf8')
    await writeFile(file, text.replace(/^((?:import|export) .*from '\.[^']*)\.ts'/gm, "$1.d.ts'"))
  }
}
