import { Hono } from 'hono'
import { describe, expect, test } from 'vitest'
import { cors as bunCors } from '../../adapters/bun.ts'
import { cors as cloudflareCors } from '../../adapters/cloudflare.ts'
import { cors as denoCors } from '../../adapters/deno.ts'
import { cors as honoCors } from '../../adapters/hono.ts'
import type { Cors } from '../../src/index.ts'
import { countLeft } from './collect-garbage.ts'
import { policies } from './policies.ts'
import { type Situation, situations } from './situations.ts'

type Fetch = (request: Request) => Response | Promise<Response>

/** Each way to serve with a policy; types do not matter here. */
const adapters: Readonly<Record<string, (cors: Cors, handler: () => Response) => unknown>> = {
  wrap: (cors, handler) => cors.wrap(handler),
  Bun: (cors, handler) => bunCors(cors, { fetch: handler, error: () => undefined }).fetch,
  Deno: (cors, handler) => denoCors(cors, handler),
  Cloudflare: (cors, handler) => cloudflareCors(cors, { fetch: handler }).fetch,
  Hono: (cors, handler) =>
    new Hono()
      .use(honoCors(cors))
      .all('*', handler)
      .onError(() => new Response(null, { status: 500 })).request,
}

const times = 3

describe.each(Object.entries(adapters))('nothing of a request is left behind: %s', (name, adapt) => {
  // What adapters add does not depend on the policy.
  const own = situations.filter(({ cors }) => name === 'wrap' || cors === policies[0]?.cors)

  test.each(own)('$name', async ({ cors, method, headers, leaves }: Situation) => {
    const objects: WeakRef<object>[] = []
    let begun = 0
    let cancelled = 0
    const handler = (): Response => {
      begun++
      const pull = (controller: ReadableStreamDefaultController<Uint8Array>): void => {
        controller.enqueue(new TextEncoder().encode('chunk'))
        if (leaves === 'after all') controller.close()
      }
      const cancel = (): void => void cancelled++
      const response = new Response(new ReadableStream({ pull, cancel }, { highWaterMark: 0 }))
      objects.push(new WeakRef(response))
      return response
    }
    const fetch = adapt(cors as Cors, handler) as Fetch
    const visit = async (): Promise<void> => {
      const request = new Request('https://api.example.com/', { method, headers })
      const response = await fetch(request)
      objects.push(new WeakRef(request), new WeakRef(response))
      if (leaves === 'after all') await response.text()
      if (leaves !== 'after a chunk') return
      const reader = response.body?.getReader()
      await reader?.read()
      await reader?.cancel()
    }
    for (let time = 0; time < times; time++) await visit()
    expect(cancelled).toBe(leaves === 'after a chunk' ? begun : 0)
    expect(await countLeft(objects)).toBe(0)
  })

  test('nor of what a handler throws', async () => {
    const objects: WeakRef<object>[] = []
    const handler = (): Response => {
      const error = new Error('on purpose')
      objects.push(new WeakRef(error))
      throw error
    }
    const [policy] = policies
    const fetch = adapt(policy?.cors as Cors, handler) as Fetch
    const visit = async (): Promise<void> => {
      const request = new Request('https://api.example.com/', { headers: { origin: 'https://app.example.com' } })
      objects.push(new WeakRef(request))
      await Promise.resolve(request)
        .then(fetch)
        .catch(() => {})
    }
    for (let time = 0; time < times; time++) await visit()
    expect(objects).toHaveLength(2 * times)
    expect(await countLeft(objects)).toBe(0)
  })
})
