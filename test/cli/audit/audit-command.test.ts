import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import type { RequestListener } from 'node:http'
import { createServer as createTcpServer } from 'node:net'
import { fileURLToPath } from 'node:url'
import xterm from '@xterm/headless'
import Ajv from 'ajv-draft-04'
import addFormats from 'ajv-formats'
import { Command } from 'commander'
import type { Log } from 'sarif'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { AuditReport } from '../../../cli/audit/audit.ts'
import { toFinding } from '../../../cli/audit/finding.ts'
import { toSarif } from '../../../cli/audit/sarif.ts'
import { addAudit } from '../../../cli/audit-command.ts'
import { CommandError, exitCodes } from '../../../cli/exit-codes.ts'
import { severities } from '../../../cli/severity.ts'
import { compileCache, runCommand } from '../run-command.ts'
import { type Listening, listen } from './listen.ts'

const app = 'https://app.example.com'

/** A server that admits one origin, with credentials. */
const strict: RequestListener = (request, response) => {
  response.setHeader('vary', 'Origin')
  if (request.headers.origin === app) {
    response.setHeader('access-control-allow-origin', app)
    response.setHeader('access-control-allow-credentials', 'true')
    response.setHeader('access-control-allow-methods', 'PUT')
    response.setHeader('access-control-allow-headers', 'x-api-key')
  }
  response.end('[]')
}

/** A server that repeats every origin, and says something to the terminal. */
const reflecting: RequestListener = (request, response) => {
  response.setHeader('vary', 'Origin')
  response.setHeader('access-control-allow-origin', request.headers.origin ?? '*')
  response.setHeader('access-control-allow-credentials', 'true')
  response.setHeader('access-control-allow-methods', '\u009b31m')
  response.end('[]')
}

/** A server that has no time for preflights. */
const answerUnlessPreflight = (
  ...[request, response, answer]: [...Parameters<RequestListener>, RequestListener]
): void => {
  if (request.method === 'OPTIONS') response.writeHead(429).end()
  else answer(request, response)
}

const seen = new Set<string>()
let elsewhere: Listening
/** What answers after `/`, one row each. */
const listeners: Readonly<Record<string, RequestListener>> = {
  strict,
  reflecting,
  keyed: (request, response) => {
    if (request.method === 'OPTIONS' || request.headers['x-api-key'] === 'sesame') return strict(request, response)
    response.statusCode = 401
    return strict(request, response)
  },
  redirecting: (_, response) => {
    response.writeHead(307, { location: `${elsewhere.origin}/strict`, 'access-control-allow-origin': '*' }).end()
  },
  // The first attempt of each request fails, in one of two ways.
  unsteady: (request, response) => {
    const { origin, authorization } = request.headers
    const key = [request.method, origin, authorization, request.headers['access-control-request-method']].join()
    const isFirst = !seen.has(key)
    seen.add(key)
    if (!isFirst) strict(request, response)
    else if (seen.size % 2 === 1) request.socket.destroy()
    else response.writeHead(503).end()
  },
  // Have no time for what they are asked last, as where requests are limited.
  limited: (request, response) => answerUnlessPreflight(request, response, strict),
  limitedReflecting: (request, response) => answerUnlessPreflight(request, response, reflecting),
  limitedPublic: (request, response) =>
    answerUnlessPreflight(request, response, () => response.setHeader('access-control-allow-origin', '*').end()),
  overwhelmed: (_, response) => void response.writeHead(503).end(),
  hanging: () => {},
  dying: (request, response) => {
    if (request.headers.origin === undefined) strict(request, response)
    else request.socket.destroy()
  },
  development: (request, response) => {
    const { origin = '' } = request.headers
    response.setHeader('vary', 'Origin')
    if (origin.startsWith('http://localhost')) response.setHeader('access-control-allow-origin', origin)
    response.end('[]')
  },
}

let server: Listening

beforeAll(async () => {
  server = await listen((request, response) => {
    const listener = listeners[request.url?.slice(1) ?? '']
    if (listener === undefined) throw new Error(`Nobody should ask for ${request.url}`)
    listener(request, response)
  })
  elsewhere = await listen(strict)
})

afterAll(async () => {
  await server.close()
  await elsewhere.close()
})

interface Row {
  readonly step: string
  readonly args: readonly string[]
  /** 0 clean, 1 found, 2 wrong usage, 3 not reached. */
  readonly code: number
  readonly says: readonly (string | RegExp)[]
}

const rows: readonly Row[] = [
  {
    step: 'a strict server',
    args: ['$/strict', '--origin', app, '-X', 'PUT', '-H', 'x-api-key: sesame'],
    code: 0,
    says: ['with 24 requests, none to anywhere else, and\nwithout cookies', 'CLEAN  Nothing was found'],
  },
  {
    step: 'a server that repeats every origin',
    args: ['$/reflecting', '--origin', app],
    code: 1,
    says: [
      /║ critical +│ origin-reflected +│ Any origin is trusted/,
      'GET     origin: https://canary.invalid',
      'access-control-allow-origin: https://canary.invalid',
      'Gain    Any page on the web reads, and changes',
      "createCors({ origin: ['https://app.example.com'], credentials: true })",
      /access-control-allow-methods: \S*\\u009b31m/,
    ],
  },
  {
    step: 'only what is critical counts',
    args: ['$/redirecting', '--origin', app, '--fail-on', 'critical'],
    code: 0,
    says: ['redirected', `location: $elsewhere/strict`],
  },
  {
    step: 'info counts too',
    args: ['$/redirecting', '--origin', app, '--fail-on', 'info'],
    code: 1,
    says: ['wildcard'],
  },
  {
    step: 'requests of which each fails once',
    args: ['$/unsteady', '--origin', app],
    code: 0,
    says: ['with 48 requests', 'CLEAN'],
  },
  {
    step: 'a server in development, whose origins are guessed',
    args: ['$/development'],
    code: 1,
    says: [
      'http://localhost:5173 (guessed from the\nURL)',
      'origin-prefix-trusted',
      'http://localhost.canary.invalid:3000',
    ],
  },
  {
    step: 'a server that has no time for some requests, which does not look clean',
    args: ['$/limited', '--origin', app],
    code: 3,
    says: [
      'INCOMPLETE  Nothing was found, but 3 requests had no answer',
      'Not answered, so what these were to find is not known',
      'OPTIONS of a page of https://app.example.com: $host answered 429, twice',
      'OPTIONS of a page of https://canary.invalid: $host answered 429, twice',
    ],
  },
  {
    step: 'a server that has no time for some requests, and what it answered has faults',
    args: ['$/limitedReflecting', '--origin', app],
    code: 1,
    says: ['origin-reflected', 'Not answered, so what these were to find is not known'],
  },
  {
    step: 'a server that has no time for some requests, and what was found does not count',
    args: ['$/limitedPublic', '--origin', app],
    code: 3,
    says: ['wildcard', 'Not answered, so what these were to find is not known'],
  },
  {
    step: 'guesses that the server does not admit',
    args: ['$/strict'],
    code: 0,
    says: ['The server admits none of these: name an origin that it does with --origin', 'CLEAN'],
  },
]

const mistakes: readonly Row[] = [
  { step: 'no URL', args: [], code: 2, says: ["missing required argument 'url'"] },
  { step: 'no scheme', args: ['api.example.com/items'], code: 2, says: ['is no absolute URL: write'] },
  { step: 'another scheme', args: ['ftp://127.0.0.1/'], code: 2, says: ['neither http nor https'] },
  { step: 'a password', args: ['http://me:secret@127.0.0.1/'], code: 2, says: ['write --header "authorization: …"'] },
  {
    step: 'a port that browsers block',
    args: ['http://127.0.0.1:25/'],
    code: 2,
    says: ['Browsers do not connect to port 25'],
  },
  { step: 'a slash', args: ['$/strict', '--origin', `${app}/`], code: 2, says: [`write "${app}"`] },
  {
    step: 'five origins',
    args: ['$/strict', ...['a', 'b', 'c', 'd', 'e'].flatMap((name) => ['--origin', `https://${name}.example`])],
    code: 2,
    says: ['Name at most 4 origins'],
  },
  { step: 'no header name', args: ['$/strict', '-H', 'x y: 1'], code: 2, says: ['"x y: 1" is no header'] },
  { step: 'a method that no page may use', args: ['$/strict', '-X', 'TRACE'], code: 2, says: ['TRACE'] },
  { step: 'no severity', args: ['$/strict', '--fail-on', 'bad'], code: 2, says: ['one of critical, high'] },
  { step: 'two formats', args: ['$/strict', '--json', '--sarif'], code: 2, says: ['cannot be used with'] },
]

const failures: readonly Row[] = [
  { step: 'a cookie', args: ['$/strict', '-H', 'cookie: a=1'], code: 2, says: ['No page may set cookie'] },
  { step: 'nobody there', args: ['http://127.0.0.1:1024/'], code: 3, says: ['Nothing listens at 127.0.0.1:1024'] },
  {
    step: 'a server that hangs',
    args: ['$/hanging', '--timeout', '300ms'],
    code: 3,
    says: ['could not be audited: No answer within 300 ms'],
  },
  {
    step: 'a server that has no time at all',
    args: ['$/overwhelmed'],
    code: 3,
    says: ['could not be audited: $host answered 503, twice'],
  },
  { step: 'a server that dies', args: ['$/dying', '--origin', app], code: 3, says: ['closed the connection'] },
]

function fill(text: string): string {
  const { host } = new URL(server.origin)
  return text.replace('$elsewhere', elsewhere.origin).replace('$host', host).replace(/^\$/, server.origin)
}

describe('the command', () => {
  test.each(rows)('$step: $code', async ({ args, code, says }) => {
    const ran = await runCommand(['audit', ...args.map(fill)])
    expect(ran.stderr).toBe('')
    for (const text of says) expect(ran.stdout).toMatch(typeof text === 'string' ? toPattern(fill(text)) : text)
    expect(ran.code).toBe(code)
    expect(ran.stdout).not.toContain('\u001b')
    expect(ran.stdout).not.toContain('\u009b')
    expect(await elsewhere.targets(), 'no redirect is followed').toEqual([])
  })

  test.each(mistakes)('$step: $code', async ({ args, code, says }) => {
    const error: unknown = await callAudit(args.map(fill)).catch((reason: unknown) => reason)
    const { message, exitCode } = Object(error)
    for (const text of says) expect(message).toMatch(typeof text === 'string' ? toPattern(fill(text)) : text)
    // Commander's own are 2 for the program, whatever they say.
    expect(error instanceof CommandError ? exitCode : exitCodes.usage).toBe(code)
  })

  test.each(failures)('$step, in a process: $code', async ({ args, code, says }) => {
    const ran = await runCommand(['audit', ...args.map(fill)])
    for (const text of says) expect(ran.stderr).toMatch(typeof text === 'string' ? toPattern(fill(text)) : text)
    expect(ran.stderr).not.toMatch(/^ +at /m)
    expect(ran.stdout).toBe('')
    expect(ran.code).toBe(code)
  })

  test('says what had no answer', async () => {
    const odd = createTcpServer((socket) => {
      socket.once('data', (data) => {
        const isOdd = /%0d%0a/.test(String(data))
        socket.end(isOdd ? 'no HTTP\r\n\r\n' : 'HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: 0\r\n\r\n')
      })
      socket.on('error', () => {})
    }).listen(0, '127.0.0.1')
    await once(odd, 'listening')
    const { port } = odd.address() as { port: number }
    const { stdout, code } = await runCommand(['audit', `http://127.0.0.1:${port}/`])
    odd.close()
    expect(stdout).toContain('Not answered, so what these were to find is not known')
    expect(stdout).toContain('INCOMPLETE  Nothing was found, but one request had no answer')
    expect(stdout).toMatch(/is no\s+HTTP that can be read/)
    expect(code).toBe(3)
  })

  test('gives a report as data, without the keys of the user', async () => {
    const { stdout, code } = await runCommand([
      'audit',
      fill('$/keyed'),
      '--origin',
      app,
      '-H',
      'x-api-key: sesame',
      '--json',
    ])
    const report: AuditReport = JSON.parse(stdout)
    expect(report).toMatchObject({ url: fill('$/keyed'), findings: [], unanswered: [], requests: 24 })
    expect(report.origins).toEqual({ tried: [app], isGuessed: false, admitted: [app] })
    expect(stdout).not.toContain('sesame')
    expect(code).toBe(0)
    const found: AuditReport = JSON.parse((await runCommand(['audit', fill('$/reflecting'), '--json'])).stdout)
    expect(found.findings[0]).toMatchObject({
      code: 'origin-reflected',
      severity: 'critical',
      evidence: [{ method: 'GET', status: 200, outcome: { credentials: 'shared', plain: 'shared' } }],
      fix: { options: { credentials: true } },
    })
  })
})

describe('SARIF', () => {
  test.each([
    { target: '$/reflecting', codes: ['origin-reflected', 'preflight-list-invalid'], unanswered: 0 },
    { target: '$/strict', codes: [], unanswered: 0 },
    { target: '$/limited', codes: [], unanswered: 3 },
  ])('of $target is valid by the official schema', async ({ target, codes, unanswered }) => {
    const { stdout } = await runCommand(['audit', fill(target), '--sarif'])
    const log: Log = JSON.parse(stdout)
    const file = new URL(
      '../../../node_modules/@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json',
      import.meta.url,
    )
    const ajv = new Ajv.default({ strict: false, allErrors: true, unicodeRegExp: false })
    addFormats.default(ajv as never)
    const validate = ajv.compile(JSON.parse(await readFile(file, 'utf8')))
    expect(validate(log), JSON.stringify(validate.errors)).toBe(true)
    expect(validate({ ...log, version: '2.0.0' }), 'the schema refuses what is wrong').toBe(false)
    const [run] = log.runs
    expect(run?.results?.map(({ ruleId }) => ruleId)).toEqual(codes)
    expect(run?.invocations).toMatchObject([
      { executionSuccessful: unanswered === 0, toolExecutionNotifications: { length: unanswered } },
    ])
    expect(run?.tool.driver.rules?.map(({ id }) => id)).toEqual(codes)
    expect(run?.results?.every(({ ruleId, ruleIndex = -1 }) => codes[ruleIndex] === ruleId)).toBe(true)
  })
})

test('SARIF has the levels that code scanning knows', () => {
  const context = { trusted: app, credentials: false, method: null, headerNames: [] }
  const report: AuditReport = {
    url: 'https://api.example.com/',
    requests: 0,
    origins: { tried: [], isGuessed: false, admitted: [] },
    unanswered: [],
    findings: severities.map((severity) => toFinding('wildcard', 'plain', [], context, severity)),
  }
  expect(toSarif(report).runs[0]?.results?.map(({ level }) => level)).toEqual([
    'error',
    'error',
    'warning',
    'note',
    'note',
  ])
})

describe('in a terminal of 80 columns', () => {
  test('a bar is drawn and wiped, and every line fits', async () => {
    const main = fileURLToPath(new URL('../../../cli/main.ts', import.meta.url))
    // In CI Node.js takes a terminal for one without colours.
    const { FORCE_COLOR, NO_COLOR, CI, ...env } = process.env
    const command = `stty cols 80 rows 60; "${process.execPath}" "${main}" audit ${fill('$/reflecting')} --origin ${app}`
    const child = spawn('script', ['-qec', command, '/dev/null'], {
      env: { ...env, ...compileCache, TERM: 'xterm-256color' },
    })
    const terminal = new xterm.Terminal({ cols: 80, rows: 60, allowProposedApi: true, convertEol: false })
    let bytes = ''
    child.stdout.on('data', (chunk) => {
      bytes += chunk
    })
    const [code] = await once(child, 'close')
    await new Promise<void>((done) => terminal.write(bytes, done))
    const lines = Array.from(
      { length: 60 },
      (_, index) => terminal.buffer.active.getLine(index)?.translateToString(true) ?? '',
    )
    const wrapped = lines.filter((_, index) => terminal.buffer.active.getLine(index)?.isWrapped)
    expect(bytes).toMatch(/Auditing 127\.0\.0\.1:\d+ [=-]+ \d+\/\d+ requests/)
    expect(lines.join('\n')).not.toContain('Auditing')
    expect(lines[0]).toMatch(/^Audited http:/)
    expect(lines.join('\n')).toMatch(/║ critical +│ origin-reflected +│/)
    expect(bytes, 'in colour').toContain('\u001b[35mcritical')
    expect(wrapped).toEqual([])
    expect(code).toBe(1)
  })
})

/** Calls the command without a process, for what never gets as far as a result. */
async function callAudit(args: readonly string[]): Promise<void> {
  const program = new Command().exitOverride().configureOutput({ writeErr() {} })
  addAudit(program, () => {})
  await program.parseAsync(['audit', ...args], { from: 'user' })
  throw new Error('It should have failed')
}

/** Matches a text wherever lines were broken. */
function toPattern(text: string): RegExp {
  return new RegExp(text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/\s+/g, '\\s+'))
}
