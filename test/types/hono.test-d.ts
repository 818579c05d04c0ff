import type { IncomingMessage } from 'node:http'
import { type Context, Hono, type MiddlewareHandler } from 'hono'
import { createFactory } from 'hono/factory'
import { describe, expectTypeOf, test } from 'vitest'
import { cors } from '../../adapters/hono.ts'
import { type AsyncCors, type Cors, createCors } from '../../src/index.ts'

interface AppEnv {
  Bindings: { ORIGIN: string }
  Variables: { user: string }
}

const origin = 'https://app.example.com'
const app = new Hono<AppEnv>()

describe('cors', () => {
  test('takes options or a policy, with and without lookup', () => {
    app.use(cors({ origin }))
    app.use('/api/*', cors({ lookup: async (asked) => asked === origin }))
    app.use(cors(createCors({ origin })))
    app.use(cors({} as Cors | AsyncCors))
    app.use(cors({} as AsyncCors<Context>))
  })

  test('takes options from c, as typed as the application', () => {
    app.use(cors<AppEnv>((c) => ({ origin: c.env.ORIGIN })))
    app.use(cors((c: Context<AppEnv>) => ({ origin: c.env.ORIGIN })))
    app.use(cors<AppEnv>((c) => ({ lookup: async (_, sameC) => sameC.env.ORIGIN === c.get('user') })))
    // @ts-expect-error: there is no such binding
    cors<AppEnv>((c) => ({ origin: c.env.ORIGINS }))
    // @ts-expect-error: which bindings there are has to be said
    cors((c) => ({ origin: c.env.ORIGIN }))
    // @ts-expect-error: the options are needed at once
    cors<AppEnv>(async (c) => ({ origin: c.env.ORIGIN }))
    // @ts-expect-error: nothing is shared by accident
    cors<AppEnv>(() => ({}))
  })

  test('gives predicates the typed context', () => {
    cors<AppEnv>({
      origin(_, c) {
        expectTypeOf(c).toEqualTypeOf<Context<AppEnv>>()
        return c.env.ORIGIN === c.get('user')
      },
      onRefuse: (_, c) => expectTypeOf(c).toEqualTypeOf<Context<AppEnv>>(),
    })
    const byAnnotation = cors({ origin: (_, c: Context<AppEnv>) => c.env.ORIGIN === origin })
    expectTypeOf(byAnnotation).toEqualTypeOf<MiddlewareHandler<AppEnv>>()
    expectTypeOf(cors({} as Cors<Context<AppEnv>>)).toEqualTypeOf<MiddlewareHandler<AppEnv>>()
    // @ts-expect-error: there is no such variable
    cors<AppEnv>({ origin: (_, c) => c.get('role') === 'admin' })
    // @ts-expect-error: that policy is for the Node.js adapter
    cors({} as Cors<IncomingMessage>)
    // @ts-expect-error: that policy is for Fetch handlers
    cors({} as Cors<Request>)
  })

  test('refuses what createCors refuses', () => {
    // @ts-expect-error: nothing is shared by accident
    cors()
    // @ts-expect-error: nothing is shared by accident
    cors({})
    // @ts-expect-error: reflects any origin elsewhere
    cors({ origin: true })
    // @ts-expect-error: a predicate says yes or no
    cors({ origin: (asked) => (asked === origin ? asked : null) })
    // @ts-expect-error: allowedHeaders
    cors({ origin, allowHeaders: ['content-type'] })
    // @ts-expect-error: a look-up answers with a promise
    cors({ lookup: () => true })
  })
})

describe('the application', () => {
  test('keeps its types', () => {
    const typed = new Hono<AppEnv>()
      .use(cors({ origin }))
      .use('/api/*', cors<AppEnv>({ origin }))
      .get('/items/:id', cors({ origin }), (c) => {
        expectTypeOf(c.env.ORIGIN).toEqualTypeOf<string>()
        expectTypeOf(c.var.user).toEqualTypeOf<string>()
        expectTypeOf(c.req.param('id')).toEqualTypeOf<string>()
        return c.json({ id: c.req.param('id') }, 200)
      })
    const untouched = new Hono<AppEnv>().get('/items/:id', (c) => c.json({ id: c.req.param('id') }, 200))
    expectTypeOf(typed.routes).toEqualTypeOf(untouched.routes)
    expectTypeOf<keyof SchemaOf<typeof typed>>().toEqualTypeOf<keyof SchemaOf<typeof untouched>>()
  })

  test('made by a factory takes it too', () => {
    const factory = createFactory<AppEnv>()
    factory.createHandlers(cors({ origin }), (c) => c.text(c.env.ORIGIN))
    factory.createMiddleware(cors<AppEnv>((c) => ({ origin: c.env.ORIGIN })))
  })
})

type SchemaOf<App> = App extends Hono<AppEnv, infer Schema, '/'> ? Schema : never
