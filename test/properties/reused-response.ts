import fc from 'fast-check'
import { expect } from 'vitest'
import { defineProperty } from './property.ts'
import { type FetchTargetName, fetchTargetNames, openFetchTarget, toResponse } from './targets.ts'

interface ReusedCase {
  readonly target: FetchTargetName
  readonly status: number
  readonly type: string | null
  readonly body: string | null
  readonly methods: readonly string[]
  readonly credentials: boolean
}

const options = { origin: ['https://*.example.com', 'https://other.example'] }
const origins = ['https://a.example.com', 'https://evil.example', 'https://other.example', null]

/** A handler returns one object for several requests, and nobody has read the answers yet: each must be its own. */
async function check({ target, status, type, body, methods, credentials }: ReusedCase): Promise<void> {
  const headers = type === null ? [] : [['content-type', type] as const]
  const response = toResponse({ status, headers, body })
  const fetch = openFetchTarget(target, { ...options, credentials }, () => ({ status, headers, body, response }))
  const answers: { readonly origin: string | null; readonly method: string; readonly answer: Response }[] = []
  for (const [index, method] of methods.entries()) {
    const origin = origins[index % origins.length] ?? null
    const request = new Request('https://api.example.com/', { method, headers: origin === null ? {} : { origin } })
    answers.push({ origin, method, answer: (await fetch(request)) as Response })
  }
  for (const { origin, method, answer } of answers) {
    const isShared = origin !== null && origin !== 'https://evil.example'
    expect(answer.headers.get('access-control-allow-origin')).toBe(isShared ? origin : null)
    expect(answer.headers.get('access-control-allow-credentials')).toBe(isShared && credentials ? 'true' : null)
    expect(answer.headers.get('vary')).toBe('Origin')
    expect(answer.status).toBe(status)
    if (method !== 'HEAD') expect(await answer.text()).toBe(body ?? '')
  }
}

export const reusedResponsesStayApart = defineProperty<ReusedCase>({
  name: 'a response that a handler returns again has only what is due to each request',
  cases: fc
    .record({
      target: fc.constantFrom(...fetchTargetNames),
      status: fc.constantFrom(200, 200, 204, 304, 404, 500),
      type: fc.constantFrom(null, 'text/plain'),
      body: fc.constantFrom(null, '', 'hello'),
      methods: fc.array(fc.constantFrom('GET', 'POST', 'HEAD'), { minLength: 2, maxLength: 4 }),
      credentials: fc.boolean(),
    })
    .filter(({ status, body }) => body === null || status === 200 || status >= 400),
  check,
  runs: 300,
  meets: [],
})
