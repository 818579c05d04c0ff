import { afterEach, describe, expect, test } from 'vitest'
import type { EnvironmentKind } from './environment.ts'
import { type RunningWorker, startWorkers } from './miniflare.ts'
import { valuesOf, visit } from './visit.ts'

const app = 'https://app.example.com'
const other = 'https://other.example.com'

let worker: RunningWorker | undefined

afterEach(async () => {
  await worker?.close()
  worker = undefined
})

const right: readonly { readonly kind: EnvironmentKind; readonly policy: string }[] = [
  { kind: 'list', policy: `${app},${other}` },
  { kind: 'JSON', policy: JSON.stringify({ origin: [app, other], methods: ['PUT'] }) },
  { kind: 'routes', policy: JSON.stringify({ '/api/*': { origin: [app, other], methods: ['PUT'] }, '/*': false }) },
]

/** What is wrong, what is printed of it, and the status of a request that is no preflight. */
const wrong: readonly {
  readonly step: string
  readonly kind: EnvironmentKind
  readonly policy?: string
  readonly printed: string
  readonly status?: number
}[] = [
  { step: 'a list with white space', kind: 'list', policy: `${app}, ${other}`, printed: `Write "${other}"` },
  { step: 'a list with a slash', kind: 'list', policy: `${app}/,${other}`, printed: `Write "${app}"` },
  { step: 'an empty list', kind: 'list', policy: '', printed: 'origin[0] = ""' },
  {
    step: 'a list of anyone, with credentials',
    kind: 'list',
    policy: '*',
    printed: 'origin-wildcard-with-credentials',
  },
  { step: 'no list', kind: 'list', printed: 'TypeError', status: 403 },
  { step: 'half of the JSON', kind: 'JSON', policy: '{ "origin": ["https://app', printed: 'SyntaxError', status: 403 },
  {
    step: 'JSON with a typo',
    kind: 'JSON',
    policy: JSON.stringify({ origins: [app] }),
    printed: 'Did you mean "origin"?',
  },
  {
    step: 'JSON that rejects, with a typo',
    kind: 'JSON',
    policy: JSON.stringify({ origin: [app], rejectDisallowed: true, method: ['PUT'] }),
    printed: 'Did you mean "methods"?',
    status: 403,
  },
  { step: 'JSON that is no object', kind: 'JSON', policy: 'null', printed: 'Options are an object' },
  {
    step: 'routes without a slash, which may have rejected',
    kind: 'routes',
    policy: JSON.stringify({ 'api/*': { origin: `${app}/` } }),
    printed: 'routes["api/*"].origin',
    status: 403,
  },
  { step: 'routes that are none', kind: 'routes', policy: '[]', printed: 'Routes are an object', status: 403 },
]

/** A Worker takes a while to start: one of each kind shows that Hono does the same. */
const places = [
  { place: 'a Worker', file: 'environment-worker.ts', wrongs: wrong },
  {
    place: 'Hono',
    file: 'hono-environment-worker.ts',
    wrongs: wrong.filter(({ status }, at) => status === 403 || at % 4 === 0),
  },
]

describe.each(places)('options from the environment of $place', ({ file, wrongs }) => {
  test.each(right)('as $kind: the policy', async ({ kind, policy }) => {
    worker = await startWorkers({ probe: { file, bindings: { KIND: kind, POLICY: policy } } })
    const url = `${worker.origin}/api/x`
    for (const { origin, outcome } of [
      { origin: app, outcome: 'shared' },
      { origin: other, outcome: 'shared' },
      { origin: 'https://evil.example', outcome: 'blocked' },
    ]) {
      expect((await visit(worker.send, url, { origin })).outcome).toBe(outcome)
    }
  })

  test.each(wrongs)('$step: refused, and printed once', async ({ kind, policy, printed, status = 200 }) => {
    const bindings = { KIND: kind, ...(policy === undefined ? {} : { POLICY: policy }) }
    worker = await startWorkers({ probe: { file, bindings } })
    for (const method of ['GET', 'GET', 'PUT', 'GET']) {
      const { outcome, answer } = await visit(worker.send, `${worker.origin}/api/x`, { origin: app, method })
      expect({ outcome, status: answer.status }).toEqual({
        outcome: 'blocked',
        status: method === 'PUT' ? 403 : status,
      })
      expect(valuesOf(answer, 'cache-control')).toEqual(['no-store'])
      expect(answer.headers.filter(([name]) => name.startsWith('access-control-'))).toEqual([])
    }
    const { status: own } = await worker.send({ method: 'GET', url: `${worker.origin}/last`, headers: [] })
    expect(own).toBe(200)
    // What is printed comes late from another process, but in order.
    await expect.poll(worker.printed).toContain('handled /last')
    expect(worker.printed().split(printed)).toHaveLength(2)
  })
})
