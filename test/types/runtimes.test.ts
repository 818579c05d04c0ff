import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { describe, expect, test } from 'vitest'

const run = promisify(execFile)
const cwd = fileURLToPath(new URL('.', import.meta.url))
const bin = fileURLToPath(new URL('../../node_modules/.bin/', import.meta.url))

/** The runtimes whose globals contradict those of Node.js, so that each needs a compilation of its own. */
const runtimes = [
  {
    name: 'Bun',
    check: ['tsc', '-p', 'bun'],
    checkWrong: ['tsc', '-p', 'bun/tsconfig.wrong.json'],
    mistake: "Property 'name' does not exist on type '{ id: string; }'",
  },
  {
    name: 'Cloudflare Workers',
    check: ['tsc', '-p', 'cloudflare'],
    checkWrong: ['tsc', '-p', 'cloudflare/tsconfig.wrong.json'],
    mistake: "Property 'ORIGIM' does not exist on type 'Env'",
  },
  {
    name: 'Deno',
    check: ['deno', 'check', '--no-remote', 'deno/deno.ts'],
    checkWrong: ['deno', 'check', '--no-remote', 'deno/wrong.ts'],
    mistake: "Property 'path' does not exist on type",
  },
]

async function compile([command = '', ...args]: readonly string[]): Promise<{ succeeded: boolean; output: string }> {
  const options = { cwd, env: { ...process.env, NO_COLOR: '1' } }
  try {
    const { stdout, stderr } = await run(`${bin}${command}`, args, options)
    return { succeeded: true, output: stdout + stderr }
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string }
    return { succeeded: false, output: stdout + stderr }
  }
}

describe.each(runtimes)('on $name', { timeout: 90_000 }, ({ check, checkWrong, mistake }) => {
  test('the types are right', async () => {
    const { succeeded, output } = await compile(check)
    expect(succeeded, output).toBe(true)
  })

  test('a mistake is found', async () => {
    const { succeeded, output } = await compile(checkWrong)
    expect(succeeded).toBe(false)
    expect(output).toContain(mistake)
    expect(output.match(/TS\d+/g)).toHaveLength(1)
  })
})
