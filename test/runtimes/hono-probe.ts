import { type Context, Hono } from 'hono'
import { compress } from 'hono/compress'
import { cors as foreignCors } from 'hono/cors'
import { HTTPException } from 'hono/http-exception'
import { stream, streamSSE } from 'hono/streaming'
import { cors } from '../../adapters/hono.ts'

export const probeOrigins = ['https://app.example.com', 'https://other.example.com']

/** Makes an application with what Hono has for answering, for any runtime; `upstream` is the origin of another server. */
export function createProbe(upstream: string): Hono {
  const app = new Hono()
  app.use('/api/*', async (c, next) => {
    c.header('x-before', 'yes')
    await next()
    c.header('vary', 'Accept-Language', { append: true })
    c.header('x-after', 'yes')
  })
  app.use('/compressed', compress({ threshold: 0 }))
  app.use('/early/*', async (c, next) => {
    c.res.headers.set('vary', 'Accept-Language')
    c.res.headers.set('cache-control', 'public, max-age=60')
    await next()
  })
  app.use('/early/*', cors({ origin: probeOrigins, rejectDisallowed: true }))
  // Hono runs what matches in the order of registration: the policy below is not for these.
  app.route('/tenants', createTenants())
  app.get('/late', (c) => c.text('late'))
  app.use(cors({ origin: probeOrigins, credentials: true, methods: ['PUT'] }))
  app.use('/foreign', foreignCors({ origin: '*', credentials: true, exposeHeaders: ['x-foreign'] }))
  app.use('/twice', cors({ origin: probeOrigins }))
  addRoutes(app, upstream)
  app.route('/sub', createSub())
  app.notFound((c) => {
    if (c.req.path === '/missing/thrown') throw new HTTPException(404, { message: 'not found, thrown' })
    return c.text('not found', 404)
  })
  app.onError((error, c) => c.text(`caught: ${error.message}`, error instanceof HTTPException ? error.status : 500))
  return app
}

function addRoutes(app: Hono, upstream: string): void {
  for (const path of ['/api/text', '/early/text', '/foreign', '/twice']) app.get(path, (c) => c.text('text'))
  app.get('/cookies', (c) => {
    c.header('set-cookie', 'a=1; Path=/', { append: true })
    c.header('set-cookie', 'b=2; Path=/', { append: true })
    return c.json({ cookies: 2 })
  })
  app.get('/thrown', () => {
    throw new Error('on purpose')
  })
  app.get('/exception', () => {
    throw new HTTPException(401, { message: 'who are you' })
  })
  // A handler that forgets to return is an error to Hono.
  app.get('/forgotten', (() => undefined) as unknown as () => Response)
  app.get('/redirect', (c) => c.redirect('https://elsewhere.example/'))
  app.get('/redirect-immutable', () => Response.redirect('https://elsewhere.example/', 302))
  app.get('/shared', () => shared)
  app.get('/proxy', () => fetch(`${upstream}/proxy`))
  app.put('/put', (c) => c.text('put'))
  app.get('/compressed', (c) => c.text('compressed '.repeat(100)))
  app.get('/stream', (c) =>
    stream(c, async (body) => {
      await body.write('first')
      await fetch(`${upstream}/gate/stream`)
      await body.write('last')
    }),
  )
  app.get('/sse', (c) =>
    streamSSE(c, async (events) => {
      await events.writeSSE({ data: 'first' })
      await fetch(`${upstream}/gate/sse`)
      await events.writeSSE({ data: 'last' })
    }),
  )
}

/** One object for every request, as many programs have one. */
const shared = new Response(null, { status: 404 })

/** An application of its own, with its own way to answer errors. */
function createSub(): Hono {
  const sub = new Hono()
  sub.get('/text', (c) => c.text('sub'))
  sub.get('/thrown', () => {
    throw new Error('in the sub-application')
  })
  sub.onError((error, c) => c.text(`caught ${error.message}`, 503))
  return sub
}

/** Options from the context, each under a path of its own. */
function createTenants(): Hono {
  const tenants = new Hono()
  const nameOf = (c: Context): string => c.req.param('name') ?? ''
  tenants.use(
    '/of/:name',
    cors((c) => ({ origin: `https://${nameOf(c)}.example`, rejectDisallowed: true })),
  )
  tenants.use('/asking/:name', cors({ origin: (origin, c) => origin === `https://${nameOf(c)}.example` }))
  tenants.use(
    '/looking/:name',
    cors({ methods: ['PUT'], lookup: async (origin, c) => origin === `https://${nameOf(c)}.example` }),
  )
  tenants.use(
    '/wrong/:name',
    cors(() => ({ origin: ['https://app.example.com/'] })),
  )
  tenants.use(
    '/failing/:name',
    cors(() => {
      throw new Error('no options today')
    }),
  )
  tenants.get('/last/:name', (c) => {
    console.error(`the last of ${nameOf(c)}`)
    return c.text('')
  })
  tenants.get('/:kind/:name', (c) => c.text(nameOf(c)))
  return tenants
}
