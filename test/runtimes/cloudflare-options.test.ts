import { afterEach, expect, test } from 'vitest'
import { type RunningWorker, startWorkers } from './miniflare.ts'
import { valuesOf, visit } from './visit.ts'

const app = 'https://app.example.com'
const evil = 'https://evil.example'
const wrong = { origin: ['https://app.example.com/'], allowHeaders: ['content-type'] }

let worker: RunningWorker | undefined

afterEach(async () => {
  await worker?.close()
  worker = undefined
})

async function start(file: string, options: unknown): Promise<RunningWorker> {
  worker = await startWorkers({ probe: { file, bindings: { OPTIONS: JSON.parse(JSON.stringify(options)) } } })
  return worker
}

test('options from env are made once, however many requests come', async () => {
  const { send, origin: url } = await start('from-env-worker.ts', { origin: [app, 'https://other.example.com'] })
  const pages = Array.from({ length: 20 }, (_, index) => (index % 2 === 0 ? app : evil))
  const visits = await Promise.all(pages.map((origin) => visit(send, url, { origin })))
  expect(visits.map(({ outcome }) => outcome)).toEqual(pages.map((origin) => (origin === app ? 'shared' : 'blocked')))
  expect(new Set(visits.map(({ answer }) => answer.body))).toEqual(new Set(['1']))
})

test.each([
  { step: 'refuse every origin', options: wrong, status: 200 },
  { step: 'still reject', options: { ...wrong, rejectDisallowed: true }, status: 403 },
])('wrong options from env $step and are printed once', async ({ options, status }) => {
  const { send, origin: url, printed } = await start('from-env-worker.ts', options)
  for (const method of ['GET', 'GET', 'PUT']) {
    const { outcome, answer } = await visit(send, url, { origin: app, method })
    expect(outcome).toBe('blocked')
    expect(answer.status).toBe(method === 'GET' ? status : 403)
    expect(valuesOf(answer, 'cache-control')).toEqual(['no-store'])
    expect(answer.headers.filter(([name]) => name.startsWith('access-control-'))).toEqual([])
  }
  const { answer } = await visit(send, url, { origin: url })
  expect({ status: answer.status, body: answer.body }).toEqual({ status: 200, body: '1' })
  await expect.poll(printed).toContain('handled null')
  expect(printed().match(/Cannot create a CORS policy \(2 issues\)/g)).toHaveLength(1)
  expect(printed()).toContain('Write "https://app.example.com"')
  expect(printed()).toContain('Did you mean "allowedHeaders"?')
})

test('wrong options at module level end the start, with their issues', async () => {
  await expect(start('probe-worker.ts', wrong)).rejects.toThrow('Write "https://app.example.com"')
})

test('a KV namespace can be the store of a lookup', async () => {
  worker = await startWorkers({ probe: { file: 'lookup-worker.ts', kvNamespaces: ['ORIGINS'] } })
  const { send, origin: url, miniflare } = worker
  const namespace = await miniflare.getKVNamespace('ORIGINS')
  const look = async (): Promise<string> => (await visit(send, url, { origin: app, method: 'PUT' })).outcome
  expect(await look()).toBe('blocked')
  await namespace.put(app, '')
  expect(await look()).toBe('shared')
  await namespace.delete(app)
  expect(await look()).toBe('blocked')
})
