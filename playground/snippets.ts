import type { Explanation, FixOptions } from '../src/explain.ts'
import { toSource } from './policy/edit-policy.ts'
import { LiteralError } from './policy/literal.ts'
import { readPolicyCode } from './policy/policy-code.ts'
import { bodies, readHeaderLines, toUrl } from './predict.ts'
import type { PlaygroundState } from './state.ts'

/** Something to take along. */
export interface Snippet {
  readonly id: SnippetId
  readonly label: string
  readonly text: string
}

export type SnippetId = keyof typeof writers

/** Lists what there is to copy; without a policy that can be read or made, there is none in it. */
export function toSnippets(state: PlaygroundState, explanation: Explanation | null): readonly Snippet[] {
  // Whoever has other software gets a policy that would do.
  const fix = explanation?.blocked?.fix.options ?? null
  const options = state.server === 'policy' ? readOptions(state.policy) : fix && toOptions(fix)
  const context = { state, explanation, options }
  return (Object.keys(writers) as SnippetId[]).flatMap((id) => {
    const [label, write] = writers[id]
    const text = write(context)
    return text === null ? [] : [{ id, label, text }]
  })
}

interface Context {
  readonly state: PlaygroundState
  readonly explanation: Explanation | null
  /** The options as they are written. */
  readonly options: string | null
}

type Writer = readonly [label: string, write: (context: Context) => string | null]

const hello = "Response.json({ hello: 'world' })"

/** Writes a program around the options. */
function around(write: (options: string) => string): Writer[1] {
  return ({ options }) => (options === null ? null : write(options))
}

const writers = {
  fetch: [
    'Fetch handler',
    around(
      (options) => `import { createCors } from 'fetch-cors'

const cors = createCors(${options})

export default { fetch: cors.wrap(() => ${hello}) }
`,
    ),
  ],
  cloudflare: [
    'Workers',
    around(
      (options) => `import { cors } from 'fetch-cors/cloudflare'

export default cors(${options}, {
  fetch: async () => ${hello},
})
`,
    ),
  ],
  deno: [
    'Deno',
    around(
      (options) => `import { cors } from 'fetch-cors/deno'

Deno.serve(cors(${options}, {
  handler: () => ${hello},
}))
`,
    ),
  ],
  bun: [
    'Bun',
    around(
      (options) => `import { cors } from 'fetch-cors/bun'

Bun.serve(cors(${options}, {
  fetch: () => ${hello},
}))
`,
    ),
  ],
  node: [
    'Node.js',
    around(
      (options) => `import { createServer } from 'node:http'
import { cors } from 'fetch-cors/node'

const withCors = cors(${options})

createServer((request, response) => {
  withCors(request, response, () => response.end('hello'))
}).listen(3000)
`,
    ),
  ],
  hono: [
    'Hono',
    around(
      (options) => `import { Hono } from 'hono'
import { cors } from 'fetch-cors/hono'

const app = new Hono()
app.use(cors(${options}))
app.get('/items', (c) => c.json({ hello: 'world' }))

export default app
`,
    ),
  ],
  headers: ['Headers', ({ explanation }) => toHeaderText(explanation)],
  curl: ['curl', ({ explanation }) => toCurl(explanation)],
  test: ['Test', toTest],
} as const satisfies Readonly<Record<string, Writer>>

function toOptions(fix: FixOptions): string {
  return `{\n${Object.entries(fix)
    .map(([name, value]) => `  ${name}: ${toSource(value)},\n`)
    .join('')}}`
}

function readOptions(policy: string): string | null {
  try {
    const { start, end } = readPolicyCode(policy).literal
    return policy.slice(start, end)
  } catch (error) {
    if (error instanceof LiteralError) return null
    throw error
  }
}

/** What goes over the wire from the server, answer by answer: what it sends, or, of a block, what it has to send. */
function toHeaderText(explanation: Explanation | null): string | null {
  const fix = explanation?.blocked?.fix.headers
  if (fix) {
    const preflight =
      fix.preflight === null ? [] : [['# in the answer to OPTIONS, with status 204', ...fix.preflight.map(toLine)]]
    return `${[...preflight, ['# in every other answer', ...fix.response.map(toLine)]].map((lines) => lines.join('\n')).join('\n\n')}\n`
  }
  const answers = explanation?.exchanges.flatMap(({ request, response }) => {
    if (response === null) return []
    return [`# ${request.method} ${request.url}: ${response.status}\n${response.headers.map(toLine).join('\n')}`]
  })
  return answers === undefined || answers.length === 0 ? null : `${answers.join('\n\n')}\n`
}

function toLine([name, value]: readonly [string, string]): string {
  return `${name.toLowerCase()}: ${value}`
}

/** The requests of the browser as commands; bodies are those of the page. */
function toCurl(explanation: Explanation | null): string | null {
  const exchanges = explanation?.exchanges ?? []
  if (exchanges.length === 0) return null
  const commands = exchanges.map(({ kind, request: { method, url, headers } }) => {
    const words = ['curl --include', method === 'GET' ? '' : `--request ${quote(method)}`, quote(url)]
    const lines = headers.map((header) => `--header ${quote(toLine(header))}`)
    return `# ${kind === 'preflight' ? 'the preflight' : 'the request'}\n${[words.filter((word) => word !== '').join(' '), ...lines].join(' \\\n  ')}`
  })
  return `${commands.join('\n\n')}\n`
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`
}

/** A test that holds the server to what is to come of the request: the page gets the response. */
function toTest({ state, options }: Context): string | null {
  const { page, method, credentials, mode, redirect, body } = state
  if (!URL.canParse(state.url, page === 'null' ? undefined : page)) return null
  const headers = readHeaderLines(state.headers)
  const written = String(bodies[body]() ?? '')
  const init = [
    ...(method === 'GET' ? [] : [`method: ${toSource(method)}`]),
    ...(headers.length === 0 ? [] : [`headers: [${headers.map((pair) => toSource(pair)).join(', ')}]`]),
    ...(credentials === 'same-origin' ? [] : [`credentials: ${toSource(credentials)}`]),
    ...(mode === 'cors' ? [] : [`mode: ${toSource(mode)}`]),
    ...(redirect === 'follow' ? [] : [`redirect: ${toSource(redirect)}`]),
    ...(body === 'none'
      ? []
      : [`body: ${body === 'form' ? `new URLSearchParams(${toSource(written)})` : toSource(written)}`]),
  ]
  const isPolicy = state.server === 'policy' && options !== null
  return `import { createUserAgent } from 'fetch-cors/explain'
import { expect, test } from 'vitest'
${isPolicy ? `import { createCors } from 'fetch-cors'\n\nconst cors = createCors(${options})\nconst server = cors.wrap(() => ${hello})` : `\n// Put your own handler here: a function from a Request to a Response.\nconst server = async () => ${hello}`}

test('the page gets the response', async () => {
  const page = createUserAgent({ origin: ${toSource(page)}, server })
  const response = await page.fetch(${toSource(toUrl(state).href)}, {${init.length === 0 ? '' : `\n    ${init.join(',\n    ')},\n  `}})
  expect(response.status).toBe(200)
})
`
}
