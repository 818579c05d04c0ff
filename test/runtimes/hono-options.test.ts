import { once } from 'node:events'
import { WebSocket } from 'undici'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { honoTargets, type RunningProbe } from './hono-targets.ts'
import { startUpstream, type Upstream } from './upstream.ts'
import { valuesOf, visit } from './visit.ts'

const app = 'https://app.example.com'
const evil = 'https://evil.example'

let upstream: Upstream

beforeAll(async () => {
  upstream = await startUpstream()
})

afterAll(() => upstream?.close())

describe.each(honoTargets)('Hono on $name', ({ start }) => {
  let server: RunningProbe

  beforeAll(async () => {
    server = await start(upstream.origin)
  })

  afterAll(() => server?.close())

  test.each([
    { step: 'options from c', kind: 'of', refused: 403 },
    { step: 'a predicate that reads c', kind: 'asking', refused: 200 },
    { step: 'a lookup that reads c', kind: 'looking', refused: 200 },
  ])('$step: each tenant has its own answer', async ({ kind, refused }) => {
    const names = ['a', 'b', 'a', 'c', 'b', 'a']
    const visits = names.flatMap((name) => names.map((from) => ({ name, from })))
    for (const { name, from } of visits) {
      const url = `${server.origin}/tenants/${kind}/${name}`
      const { outcome, answer } = await visit(server.send, url, { origin: `https://${from}.example` })
      const isOwn = name === from
      expect({ name, from, outcome }).toEqual({ name, from, outcome: isOwn ? 'shared' : 'blocked' })
      expect(answer.status).toBe(isOwn ? 200 : refused)
      expect(answer.body).toBe(isOwn || refused === 200 ? name : '')
    }
  })

  test('a lookup answers preflights too', async () => {
    const url = `${server.origin}/tenants/looking/a`
    const { outcome } = await visit(server.send, url, { origin: 'https://a.example', method: 'PUT' })
    expect(outcome).toBe('shared')
    const { outcome: other } = await visit(server.send, url, { origin: 'https://b.example', method: 'PUT' })
    expect(other).toBe('blocked')
  })

  test.each([
    {
      step: 'are wrong',
      kind: 'wrong',
      status: 200,
      message: 'Write "https://app.example.com"',
      heading: /\(1 issue\)/g,
    },
    {
      step: 'cannot be made',
      kind: 'failing',
      status: 403,
      message: 'no options today',
      heading: /Error: no options today/g,
    },
  ])(
    'options from c that $step refuse every origin and are printed once',
    async ({ kind, status, message, heading }) => {
      const url = `${server.origin}/tenants/${kind}/x`
      for (const { origin, method } of [
        { origin: app, method: 'GET' },
        { origin: evil, method: 'GET' },
        { origin: app, method: 'PUT' },
      ]) {
        const { outcome, answer } = await visit(server.send, url, { origin, method })
        expect({ outcome, status: answer.status }).toEqual({
          outcome: 'blocked',
          status: method === 'GET' ? status : 403,
        })
        expect(valuesOf(answer, 'cache-control')).toEqual(['no-store'])
        expect(answer.headers.filter(([name]) => name.startsWith('access-control-'))).toEqual([])
      }
      // What is printed comes late from another process, but in order.
      await visit(server.send, `${server.origin}/tenants/last/${kind}`, { origin: app })
      await expect.poll(server.printed).toContain(`the last of ${kind}`)
      expect(server.printed()).toContain(message)
      expect(server.printed().match(heading)).toHaveLength(1)
    },
  )
})

describe('WebSocket, Hono on workerd', () => {
  let server: RunningProbe | undefined

  beforeAll(async () => {
    server = await honoTargets.find(({ name }) => name === 'workerd')?.start(upstream.origin)
  })

  afterAll(() => server?.close())

  test.each([
    { step: 'a refused origin', path: '/socket', origin: evil, want: 'echo hi' },
    { step: 'an allowed origin, with rejectDisallowed', path: '/early/socket', origin: app, want: 'echo hi' },
    { step: 'another, with rejectDisallowed', path: '/early/socket', origin: evil, want: 'refused' },
  ])('$step: $want', async ({ path, origin, want }) => {
    const socket = new WebSocket(`${server?.origin.replace('http', 'ws')}${path}`, { headers: { origin } })
    await Promise.race([once(socket, 'open'), once(socket, 'error')])
    const isOpen = socket.readyState === WebSocket.OPEN
    if (isOpen) socket.send('hi')
    expect(isOpen ? (await once(socket, 'message'))[0].data : 'refused').toBe(want)
    socket.close()
  })
})
