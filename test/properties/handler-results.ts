import fc from 'fast-check'
import { expect } from 'vitest'
import { createCors } from '../../src/index.ts'
import { type JunkName, junk } from './junk.ts'
import { defineProperty } from './property.ts'

interface HandlerCase {
  readonly result: JunkName | keyof typeof oddResponses
  readonly isAsync: boolean
  readonly isAdmitted: boolean
  readonly method: string
  readonly isDebug: boolean
}

function useUp(response: Response): Response {
  void response.text()
  return response
}

function lock(response: Response): Response {
  response.body?.getReader()
  return response
}

/** Results that are nearly responses. */
const oddResponses = {
  'Response.error()': () => Response.error(),
  'a body that was read': () => useUp(new Response('hello')),
  'a body that is locked': () => lock(new Response('hello')),
  'a redirect': () => Response.redirect('https://elsewhere.example/', 302),
  'something like an upgrade': () => ({ status: 101, headers: new Headers() }),
  'a status and no headers': () => ({ status: 200, headers: null }),
  'a status and headers that are none': () => ({ status: 200, headers: {} }),
  'headers without a status': () => ({ headers: new Headers() }),
} satisfies Readonly<Record<string, () => unknown>>

const results = { ...junk, ...oddResponses }

async function checkHandler({ result, isAsync, isAdmitted, method, isDebug }: HandlerCase): Promise<void> {
  const made = results[result]()
  const make = (): unknown => made
  const reported: string[] = []
  const { wrap } = createCors({
    origin: ['https://a.example', 'https://b.example'],
    debug: isDebug,
    onRefuse: ({ code }) => reported.push(code),
  })
  const handler = isAsync ? async () => make() : make
  const origin = isAdmitted ? 'https://a.example' : 'https://evil.example'
  const request = new Request('https://api.example.com/', { method, headers: { origin } })
  const wanted = await settle(async () => make())
  const got = await settle(() => Reflect.apply(wrap(handler as () => Response), undefined, [request]))
  // What the handler's own result throws where it is awaited is thrown on, and nothing else.
  expect(got.kind).toBe(wanted.kind)
  // What is no response comes through as it is.
  if (got.kind === 'value' && isJunk(result)) expect(Object.is(got.value, wanted.value)).toBe(true)
}

function isJunk(result: HandlerCase['result']): boolean {
  return result in junk || result.startsWith('a status and')
}

/** Waits for what a function returns, for a while. */
async function settle(run: () => unknown): Promise<{ kind: string; value?: unknown }> {
  const pending = new Promise<{ kind: string }>((resolve) => setTimeout(() => resolve({ kind: 'pending' }), 5))
  const settled = (async () => {
    try {
      return { kind: 'value', value: await run() }
    } catch {
      return { kind: 'thrown' }
    }
  })()
  return await Promise.race([settled, pending])
}

export const handlersNeverThrow = defineProperty<HandlerCase>({
  name: 'a request never throws, whatever its handler returns',
  cases: fc.record({
    result: fc.constantFrom(...(Object.keys(results) as (keyof typeof results)[])),
    isAsync: fc.boolean(),
    isAdmitted: fc.boolean(),
    method: fc.constantFrom('GET', 'HEAD', 'POST'),
    isDebug: fc.boolean(),
  }),
  check: checkHandler,
  runs: 400,
  meets: [],
})
