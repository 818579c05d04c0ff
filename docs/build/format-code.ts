import { execFileSync } from 'node:child_process'

const separator = '// next'

/** Formats pieces of declarations as the project's code is formatted. */
export function formatCode(pieces: readonly string[]): readonly string[] {
  const input = pieces.join(`\n${separator}\n`)
  const args = ['format', '--line-width=100', '--stdin-file-path=reference.d.ts']
  const output = execFileSync('biome', args, { input, encoding: 'utf8' })
  return output.split(`${separator}\n`).map((piece) => piece.trim())
}
