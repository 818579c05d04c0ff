import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { presetStates } from '../../playground/presets.ts'
import { toRunUrl } from '../../playground/run/stand-ins.ts'
import { encodeState } from '../../playground/state.ts'

const file = fileURLToPath(new URL('../../playground/start.ts', import.meta.url))
const run = promisify(execFile)

/** Starts the playground and gives what it printed up to the line that a pattern is in. */
async function start(args: readonly string[], pattern: RegExp): Promise<{ child: ChildProcess; printed: string }> {
  const child = spawn(process.execPath, [file, ...args], { stdio: ['ignore', 'pipe', 'inherit'] })
  let printed = ''
  for await (const line of createInterface({ input: child.stdout })) {
    printed += `${line}\n`
    if (pattern.test(line)) break
  }
  return { child, printed }
}

async function end(child: ChildProcess): Promise<number | null> {
  const ended = once(child, 'exit')
  child.kill('SIGTERM')
  return (await ended)[0]
}

describe('the playground', () => {
  let child: ChildProcess
  let port: string
  beforeAll(async () => {
    const started = await start(['--port', '0'], /Ctrl\+C/)
    child = started.child
    port = /http:\/\/localhost:(\d+)\//.exec(started.printed)?.[1] ?? ''
    expect(started.printed.trim()).toMatch(/^http:\/\/localhost:\d+\/ {3}the playground\n/)
  }, 60_000)
  afterAll(async () => {
    expect(await end(child)).toBe(0)
  })

  test('serves the page with a policy that lets nothing else in', async () => {
    const response = await fetch(`http://localhost:${port}/`)
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toBe('text/html;charset=utf-8')
    const policy = response.headers.get('content-security-policy')
    expect(policy).toMatch(/^default-src 'none'; script-src 'sha256-.*frame-ancestors 'self'$/)
    expect(await response.text()).toContain('<title>fetch-cors playground')
  })

  test('leads to the page from the other name', async () => {
    const response = await fetch(`http://127.0.0.1:${port}/`, { redirect: 'manual' })
    expect([response.status, response.headers.get('location')]).toEqual([302, `http://localhost:${port}/`])
  })

  test('serves the tenants of the benchmark', async () => {
    const response = await fetch(`http://127.0.0.1:${port}/tenants/items`, { headers: { origin: 'https://a.example' } })
    expect(response.headers.get('access-control-allow-origin')).toBeNull()
    expect(await response.json()).toEqual({ tenant: 'https://a.example' })
    const events = await (await fetch(`http://127.0.0.1:${port}/tenants/events`)).json()
    expect(events).toMatchObject({ miss: 1, read: 1 })
  })

  test('knows no other page', async () => {
    expect((await fetch(`http://localhost:${port}/nothing`)).status).toBe(404)
  })

  const answer = async (fragment: string, init: RequestInit = {}): Promise<Response> => {
    const url = toRunUrl(`http://127.0.0.1:${port}`, 'test', fragment, 'request')
    return await fetch(url, { redirect: 'manual', ...init })
  }
  const page = (): Record<string, string> => ({ origin: `http://localhost:${port}` })

  test('answers as a state says, with the real origins', async () => {
    const state = presetStates.get('all-is-well')
    const fragment = state === undefined ? '' : encodeState(state, new Map())
    const response = await answer(fragment, { method: 'PUT', headers: page(), body: '{}' })
    expect(response.headers.get('access-control-allow-origin')).toBe(`http://localhost:${port}`)
    expect(response.headers.get('access-control-expose-headers')).toBe('x-request-id')
    const refused = await answer(fragment, { headers: { origin: 'https://evil.example' } })
    expect(refused.headers.get('access-control-allow-origin')).toBeNull()
  })

  test('leads redirects to itself, wherever they went', async () => {
    const response = await answer('server=raw&status=302&response-header=location:+https://evil.example/')
    expect(response.status).toBe(302)
    expect(response.headers.get('location')).toMatch(/^http:\/\/other\.localhost:\d+\/run\/test\/target\//)
  })

  test('sends nothing that outlives the run', async () => {
    const headers = [
      'set-cookie:+a=b',
      'clear-site-data:+%22cookies%22',
      'strict-transport-security:+max-age=9',
      'x-a:+1',
    ]
    const response = await answer(`server=raw&${headers.map((header) => `response-header=${header}`).join('&')}`)
    expect(response.headers.get('x-a')).toBe('1')
    for (const name of ['set-cookie', 'clear-site-data', 'strict-transport-security']) {
      expect(response.headers.get(name)).toBeNull()
    }
  })

  test.each(['policy=origin:+evil%28%29', 'server=raw&status=99', 'url=http://', '%', `url=${'x'.repeat(30_000)}`])(
    'survives %s',
    async (fragment) => {
      expect((await answer(fragment, { headers: page() })).status).toBe(400)
      expect((await answer('', { headers: page() })).status).toBe(200)
    },
  )

  test('tells only the page what was sent', async () => {
    const url = `http://127.0.0.1:${port}/seen/test`
    const told = await fetch(url, { headers: page() })
    expect(told.headers.get('access-control-allow-origin')).toBe(`http://localhost:${port}`)
    expect(await told.json()).toContainEqual({ method: 'PUT', origin: `http://localhost:${port}` })
  })
})

test('a port that is taken by default is not taken silently', async () => {
  let printed = ''
  // Another run of this very test may have it, and give it up in between.
  for (let isTaken = false; !isTaken && !printed.includes('is taken'); ) {
    const server = createServer()
    isTaken = await new Promise<boolean>((resolve) => {
      server.on('error', () => resolve(false))
      server.listen(8787, '127.0.0.1', () => resolve(true))
    })
    const started = await start([], /Ctrl\+C/)
    await end(started.child)
    server.close()
    printed = started.printed
  }
  expect(printed).toContain('Port 8787 is taken')
  expect(printed).not.toContain('http://localhost:8787/')
})

test('a port that is asked for and taken is an error', async () => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  const { code, stderr } = await run(process.execPath, [file, '--port', String(port)]).catch((error) => error)
  server.close()
  expect({ code, stderr: stderr.trim() }).toEqual({
    code: 1,
    stderr: `Port ${port} is taken: leave --port out for a free one`,
  })
})

test.each([['--port', 'x'], ['--port', '65536'], ['--once']])('%s %s is said to be wrong', async (...args) => {
  const { code, stderr } = await run(process.execPath, [file, ...args]).catch((error) => error)
  expect(code).toBe(1)
  expect(stderr).toContain('Usage: npm start')
})

test('--help tells the options', async () => {
  expect((await run(process.execPath, [file, '--help'])).stdout).toMatch(/^Usage: npm start/)
})
