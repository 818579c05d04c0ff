import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'

const run = promisify(execFile)

/**
 * Tells whether npm's registry has this very tarball already, as after a release that ended half way.
 *
 * @throws Error if it has another one of that version, or does not answer
 */
export async function isOnNpm(tarball: string, name: string, version: string): Promise<boolean> {
  const published = await readIntegrity(`${name}@${version}`)
  if (published === null) return false
  const integrity = `sha512-${createHash('sha512')
    .update(await readFile(tarball))
    .digest('base64')}`
  if (published === integrity) return true
  throw new Error(`npm has another ${name}@${version} already: a version is published once, so raise it`)
}

async function readIntegrity(spec: string): Promise<string | null> {
  try {
    const { stdout } = await run('npm', ['view', spec, 'dist.integrity', '--json'])
    // Of a version that is not there, npm prints nothing.
    return stdout.trim() === '' ? null : JSON.parse(stdout)
  } catch (error) {
    if (String((error as { stdout?: string }).stdout).includes('"E404"')) return null
    throw error
  }
}

/** Publishes the tarball on npm, unless it is there. */
export async function publishOnNpm(
  tarball: string,
  name: string,
  version: string,
  flags: readonly string[],
): Promise<'published' | 'there already'> {
  if (await isOnNpm(tarball, name, version)) return 'there already'
  await run('npm', ['publish', tarball, '--access', 'public', ...flags])
  return 'published'
}
