import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type OddServers, startOddServers } from '../odd-server.ts'
import { runInTerminal, type SessionOptions } from './terminal-session.ts'

let servers: OddServers
beforeAll(async () => {
  servers = await startOddServers()
})
afterAll(() => servers.close())

/** What is typed, and what a person sees; `$http` and `$raw` stand for servers. */
interface Row {
  readonly step: string
  readonly args: readonly string[]
  readonly options?: SessionOptions
  readonly code: number
  /** Lines that are on the screen, whole. */
  readonly lines?: readonly string[]
  readonly says?: readonly (string | RegExp)[]
  /** How words are painted. */
  readonly styles?: Readonly<Record<string, readonly string[]>>
}

const page = ['--origin', 'https://app.example.com']
const put = ['$http/strict', ...page, '-X', 'PUT', '-H', 'content-type: application/json', '--credentials', 'include']
const blocked = ['explain', '$http/none', ...page]

const rows: readonly Row[] = [
  {
    step: 'help',
    args: ['--help'],
    code: 0,
    lines: ['Usage: fetch-cors [options] [command]', 'Options:', 'Commands:'],
    says: ['Exit codes: 0 shared or clean'],
  },
  { step: 'help of a command', args: ['explain', '--help'], code: 0, lines: ['Examples:'] },
  {
    step: 'a command that there is not',
    args: ['explian'],
    code: 2,
    lines: ["error: unknown command 'explian'", '(Did you mean explain?)', 'Try --help for the options and examples'],
  },
  {
    step: 'an option that there is not',
    args: ['explain', '--orgin', 'https://app.example.com'],
    code: 2,
    lines: ["error: unknown option '--orgin'", '(Did you mean --origin?)'],
  },
  { step: 'a server that is not there', args: ['explain', '$raw/reset', ...page], code: 3 },
  {
    step: 'a blocked request',
    args: blocked,
    code: 1,
    says: ['BLOCKED', 'createCors({'],
    styles: { BLOCKED: ['red', 'bold'] },
  },
  {
    step: 'a shared request with a preflight',
    args: ['explain', ...put],
    code: 0,
    says: ['(preflight)'],
    styles: { SHARED: ['green', 'bold'] },
  },
  { step: 'every step of it', args: ['explain', ...put, '--verbose'], code: 0, says: ['What the browser checked'] },
  { step: 'a long header', args: ['explain', '$http/long-headers', ...page, '--verbose'], code: 0 },
  {
    step: 'no colours',
    args: blocked,
    options: { env: { NO_COLOR: '1' } },
    code: 1,
    styles: { BLOCKED: [] },
  },
  { step: 'a narrow terminal', args: blocked, options: { columns: 50 }, code: 1, says: ['BLOCKED'] },
  {
    step: 'a very narrow terminal',
    args: ['explain', '$http/none', ...page, '-X', 'PUT', '--credentials', 'include'],
    options: { columns: 40 },
    code: 1,
    says: ['PUT is not sent'],
  },
  {
    step: 'a very narrow terminal, and two long hosts',
    args: ['compare', `https://${'app.'.repeat(9)}example.com`, 'http://api.example.com:8443'],
    options: { columns: 40 },
    code: 1,
    says: [/^port ✗ differs\n {2}443\n {2}8443$/m],
  },
  {
    step: 'Ctrl+C while an audit runs',
    args: ['audit', '$http/hang'],
    options: { keys: { after: 'requests', typed: '\u0003' } },
    code: 130,
  },
  { step: 'a wide terminal', args: ['explain', ...put], options: { columns: 200 }, code: 0, says: ['SHARED'] },
]

describe('a person sees', () => {
  test.concurrent.each(rows)('$step', async ({ args, options, code, lines = [], says = [], styles = {} }) => {
    const screen = await runInTerminal(
      args.map((word) => word.replace('$http', servers.http).replace('$raw', servers.raw)),
      options,
    )
    for (const line of lines) expect(screen.lines.map((one) => one.trim())).toContain(line)
    for (const words of says) expect(screen.text).toMatch(words)
    for (const [word, style] of Object.entries(styles)) expect([word, screen.findStyle(word)]).toEqual([word, style])
    expect(screen.text, 'a stack trace').not.toMatch(/^\s+at .*:\d+:\d+\)?$/m)
    expect(screen.broken, `lines that the terminal broke:\n${screen.text}`).toBe(0)
    expect(screen.isCursorVisible).toBe(true)
    expect(screen.code).toBe(code)
  })
})

test('control characters of a server do not reach the terminal', async () => {
  const { text, bytes } = await runInTerminal(['explain', `${servers.http}/control`, ...page, '--verbose'])
  expect(text).toContain('\\u009b31mred')
  expect(bytes).not.toContain('\u009b')
})

test('a screen shows what was written as a terminal does', async () => {
  const program = "process.stdout.write('\\x1b[31mred\\x1b[39m \\x1b[?25l' + 'a'.repeat(90) + '\\rB\\n')"
  const { lines, broken, findStyle, isCursorVisible } = await runInTerminal(['-e', program], { program: [] })
  expect({ lines, broken, isCursorVisible }).toEqual({
    lines: [`red ${'a'.repeat(76)}`, `B${'a'.repeat(13)}`],
    broken: 1,
    isCursorVisible: false,
  })
  expect(findStyle('red')).toEqual(['red'])
})
