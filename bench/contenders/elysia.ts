import { cors } from '@elysiajs/cors'
import { Elysia } from 'elysia'
import { CloudflareAdapter } from 'elysia/adapter/cloudflare-worker'
import type { BenchPolicy, Contender } from '../contender.ts'

const isWorkerd = globalThis.navigator?.userAgent === 'Cloudflare-Workers'

export const elysia: Contender = {
  name: '@elysiajs/cors',
  create(policy, handler) {
    const app = isWorkerd ? new Elysia({ adapter: CloudflareAdapter }) : new Elysia()
    const served = (policy === null ? app : app.use(configure(policy))).all('/items', ({ request }) => handler(request))
    // At once: a Worker may generate code only while it starts.
    served.compile()
    return (request) => served.fetch(request)
  },
  configure,
}

function configure({ origin, credentials, methods, headers, maxAge }: BenchPolicy): ReturnType<typeof cors> {
  return cors({
    // An origin as a string is compared without its scheme here, so `*` is the only one.
    origin: origin === '*' ? true : origin instanceof RegExp ? origin : [...origin],
    credentials,
    methods: [...methods],
    allowedHeaders: [...headers],
    exposeHeaders: [],
    maxAge,
  })
}
