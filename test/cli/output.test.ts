import { open } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Listening, listen } from './audit/listen.ts'
import { runCommand } from './run-command.ts'

/** A server that says something to the terminal: UTF-8 of a control sequence, and of a mark that turns the text around. */
let server: Listening
beforeAll(async () => {
  server = await listen((_, response) => {
    response.setHeader('access-control-allow-origin', 'https://\u009b31m\u00ad.example')
    response.end()
  })
})
afterAll(() => server.close())

const page = ['--origin', 'https://app.example.com']
const compared = ['compare', 'https://app.example.com', 'https://api.example.com']

describe('a result that cannot be written', () => {
  test('does not look clean: the disk is full', async () => {
    const full = await open('/dev/full', 'w')
    const ran = await runCommand(compared, { output: full.fd })
    await full.close()
    expect(ran).toMatchObject({ code: 2, stderr: expect.stringContaining('cannot be written [ENOSPC]') })
  })

  test('is none of our business where nobody reads on, as with head', async () => {
    expect(await runCommand(compared, { output: 'closed' })).toMatchObject({ code: 1, stderr: '' })
  })
})

const hostile = '\u001b[31m\u009b2J\u202e\u061c'
/** Characters that a terminal obeys, or that change the order of others; lines may break. */
const obeyed = /[^\P{C}\n]/u

const url = 'http://127.0.0.1/'
const mistakes: readonly { readonly step: string; readonly args: readonly string[] }[] = [
  { step: 'a command', args: [hostile] },
  { step: 'an option', args: [`--${hostile}`] },
  { step: 'a URL', args: ['explain', hostile, ...page] },
  { step: 'an origin', args: ['explain', url, '--origin', `https://${hostile}`] },
  { step: 'a header', args: ['explain', url, ...page, '-H', hostile] },
  { step: 'a method', args: ['explain', url, ...page, '-X', hostile] },
  { step: 'a mode', args: ['explain', url, ...page, '--mode', hostile] },
  { step: 'a referrer policy', args: ['explain', url, ...page, '--referrer-policy', hostile] },
  { step: 'Copy as fetch', args: ['explain', '--fetch', `fetch(${hostile})`] },
  { step: 'Copy as cURL', args: ['explain', '--curl', `curl ${hostile} ${hostile}`] },
  { step: 'a HAR file', args: ['explain', '--har', hostile] },
  { step: 'a URL to audit', args: ['audit', hostile] },
  { step: 'an origin to audit', args: ['audit', url, '--origin', hostile] },
  { step: 'a severity', args: ['audit', url, '--fail-on', hostile] },
  { step: 'a module', args: ['lint', hostile] },
  { step: 'URLs to compare', args: ['compare', hostile, hostile] },
]

describe('what others wrote does not reach the terminal as it is', () => {
  test.concurrent.each(mistakes)('in an error: $step', async ({ args }) => {
    const { code, stderr, stdout } = await runCommand(args)
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).toContain('\\u001b')
    expect(obeyed.exec(stderr)).toBeNull()
  })

  test.concurrent.each([
    { command: 'explain', format: '--json' },
    { command: 'audit', format: '--json' },
    { command: 'audit', format: '--sarif' },
  ])('in data: $command $format', async ({ command, format }) => {
    const { stdout } = await runCommand([command, server.origin, ...page, format])
    expect(JSON.stringify(JSON.parse(stdout))).toContain('https://\u009b31m\u00ad.example')
    expect(obeyed.exec(stdout)).toBeNull()
  })
})
