import { execFile } from 'node:child_process'
import { mkdir, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { nodes } from './versions.ts'

// Runs the program of the installed package as people do: in a project of their own.

const run = promisify(execFile)

/** TypeScript that Node.js alone does not run: an import without an extension, and an enum. */
const modules: Readonly<Record<string, string>> = {
  'cors.ts': `import { type Cors, createCors } from 'fetch-cors'
import { origins } from './origins'
enum Age { Short = 600 }
export const cors: Cors = createCors({ origin: origins, credentials: true, maxAge: Age.Short })
`,
  'origins.ts': "export const origins: readonly string[] = ['https://*.r2.dev']\n",
  'wrong.ts': `import { createCors } from 'fetch-cors'
export default createCors({ origin: 'https://app.example.com/' })
`,
}

/** What is said of each module, in the order of the JSON. */
const findings: Readonly<Record<string, string>> = {
  'cors.ts': 'cors (Cors): critical origin-public-suffix-pattern',
  'wrong.ts': 'createCors (CorsConfigError): critical origin-trailing-slash',
}

/**
 * Lints modules that import the installed package, on each release of Node.js.
 *
 * @param workplace - the folder with the installed package
 */
export async function runCommandLine(workplace: URL): Promise<void> {
  const folder = new URL('command-line/', workplace)
  await mkdir(folder, { recursive: true })
  for (const [name, text] of Object.entries(modules)) await writeFile(new URL(name, folder), text)
  const program = fileURLToPath(new URL('node_modules/.bin/fetch-cors', workplace))
  const { 20: tooOld, ...others } = nodes
  for (const [version, node] of Object.entries(others)) {
    for (const [name, expected] of Object.entries(findings)) {
      const found = summarize(await lint(node, program, fileURLToPath(new URL(name, folder))))
      if (found !== expected) throw new Error(`fetch-cors lint ${name} finds ${found} on Node.js ${version}`)
    }
  }
  const { code, stderr } = await runProgram(tooOld, [program, '--help'])
  const sentence = 'error: the fetch-cors command needs Node.js 22.19 or newer, and this is 20.'
  if (code !== 2 || !stderr.startsWith(sentence) || stderr.trim().includes('\n')) {
    throw new Error(`fetch-cors ends with ${code} on Node.js 20 and prints\n${stderr}`)
  }
  const count = Object.keys(findings).length
  console.log(
    `command line: lints ${count} modules on Node.js ${Object.keys(others).join(', ')}, and says that 20 is old`,
  )
}

/** Runs the command, which has to end with 1 because there are findings. */
async function lint(node: string, program: string, file: string): Promise<string> {
  const { code, stdout, stderr } = await runProgram(node, [program, 'lint', file, '--json'])
  if (code !== 1) throw new Error(`fetch-cors lint ${file} ends with ${code}:\n${stderr}`)
  return stdout
}

async function runProgram(
  node: string,
  args: readonly string[],
): Promise<{ code: unknown; stdout: string; stderr: string }> {
  try {
    return { code: 0, ...(await run(node, args, { timeout: 60_000 })) }
  } catch (error) {
    return error as { code: unknown; stdout: string; stderr: string }
  }
}

interface Data {
  readonly policies: readonly {
    readonly name: string
    readonly kind: string
    readonly findings: readonly { readonly severity: string; readonly code: string }[]
  }[]
}

function summarize(json: string): string {
  const { policies } = JSON.parse(json) as Data
  const lines = policies.map(({ name, kind, findings }) => {
    return `${name} (${kind}): ${findings.map(({ severity, code }) => `${severity} ${code}`).join(', ')}`
  })
  return lines.join('; ')
}
