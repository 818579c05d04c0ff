import { describe, expect, test } from 'vitest'
import type { CopiedRequest } from '../../../cli/input/copied-request.ts'
import { parseCurl } from '../../../cli/input/curl.ts'
import { parseFetchCall } from '../../../cli/input/fetch-call.ts'
import { type Engine, type Exchange, explain } from '../../../src/explain.ts'
import type { Sent } from './capture/lab.ts'
import { type CapturedRow, capturedEngines, capturedPage, readCaptured } from './captured.ts'

const dialects = {
  bash: (row: CapturedRow) => parseCurl(row.copied.bash),
  cmd: (row: CapturedRow) => parseCurl(row.copied.cmd),
  fetch: (row: CapturedRow) => parseFetchCall(row.copied.fetch),
  node: (row: CapturedRow) => parseFetchCall(row.copied.node ?? ''),
} as const

const rows = capturedEngines.flatMap((engine) => readCaptured(engine).map((row) => ({ engine, ...row })))
const texts = rows.flatMap((row) => {
  const names = (['bash', 'cmd', 'fetch', 'node'] as const).filter((name) => row.copied[name] !== undefined)
  return names.map((dialect) => ({ ...row, dialect, step: `${row.engine}, ${dialect}: ${row.name}` }))
})

/** The headers that CORS is about, and those that decide whether there is a preflight. */
const compared =
  /^(?:origin|access-control-request-.*|cookie|authorization|content-type|x-trace|range|cache-control|pragma)$/

/** Explains a copied request against a server that answers as the captured one did, and gives what went out. */
async function replay(
  copied: CopiedRequest,
  row: CapturedRow & { readonly engine: Engine },
): Promise<readonly Exchange[]> {
  const { request, cookies } = copied
  let index = 0
  const { exchanges } = await explain({
    page: { origin: copied.origin ?? 'none', cookies },
    request,
    engine: row.engine,
    server({ headers, method }) {
      const next = row.sent[++index]
      const origin: [string, string] = ['access-control-allow-origin', headers.get('origin') ?? '*']
      const names: [string, string] = [
        'access-control-allow-headers',
        headers.get('access-control-request-headers') ?? '',
      ]
      if (method === 'OPTIONS') return { status: 204, headers: next === undefined ? [] : [origin, names] }
      return next === undefined
        ? { status: 200, headers: [] }
        : { status: 302, headers: [origin, ['location', next.url]] }
    },
  })
  return exchanges
}

/** Writes a request as `METHOD /path`, and the headers that count. */
function toComparable({ method, url, headers }: Sent, isCompared: (name: string) => boolean): unknown {
  const lines = headers.map(([name, value]) => [name.toLowerCase(), value] as const)
  const kept = lines.filter(([name]) => compared.test(name) && isCompared(name))
  return { line: `${method} ${url.replace(/^http:\/\/[^/]+/, '')}`, headers: Object.fromEntries(kept) }
}

/** What a copy has lost, so that no reader can know it. */
const lost: Readonly<Record<string, RegExp>> = {
  // "Copy as fetch" leaves cookies to the browser that it is pasted into.
  fetch: /^(?:cookie|cache-control|pragma)$/,
  // What a browser adds to avoid its cache follows from the page's `cache`, which has no part in CORS.
  bash: /^(?:cache-control|pragma)$/,
  cmd: /^(?:cache-control|pragma)$/,
  node: /^(?:cache-control|pragma)$/,
}

describe('what a browser sent is what is explained from its copy', () => {
  test.each(texts)('$step', async (row) => {
    const copied = dialects[row.dialect](row)
    expect(copied.origin).toBe(capturedPage)
    const isKept = (name: string): boolean => !lost[row.dialect]?.test(name)
    const exchanges = await replay(copied, row)
    const wire = exchanges.map(({ request }) => toComparable(request, isKept))
    expect(wire).toEqual(row.sent.map((one) => toComparable(one, isKept)))
  })
})

describe('a copied preflight stands for the request that it announces', () => {
  test.each(rows.filter(({ preflight }) => preflight !== undefined))('$engine: $name', async (row) => {
    const copied = parseCurl(row.preflight ?? '')
    const [exchange] = await replay(copied, row)
    const wire = [exchange?.request, row.sent[0]].map((one) => one && toComparable(one, () => true))
    expect(wire[0]).toEqual(wire[1])
    expect(copied.request.method).toBe(dialects.bash(row).request.method)
    expect(copied.assumed.join()).toContain('This is a preflight')
  })
})

describe('the shells are read alike', () => {
  test.each(rows)('$engine: $name', (row) => {
    const [bash, cmd, fetch] = [dialects.bash(row), dialects.cmd(row), dialects.fetch(row)]
    const isWhole = !/multipart|json/.test(row.name)
    // For cmd DevTools lose carriage returns and what is not ASCII, and write two backslashes for one.
    expect({ ...cmd.request, body: isWhole ? cmd.request.body : null }).toEqual({
      ...bash.request,
      body: isWhole ? bash.request.body : null,
    })
    // For multipart Firefox leaves the content of files out in one of them.
    expect(bash.request.body).toEqual(fetch.request.body)
  })
})
