import { env } from 'cloudflare:workers'
import { cors, type WorkerContext } from '../adapters/cloudflare.ts'
import { serveTenants } from './tenants.ts'

const demo = cors(
  {
    origin: [env.PAGE_ORIGIN, 'https://*.example.dev'],
    methods: ['PUT'],
    allowedHeaders: ['content-type'],
    exposedHeaders: ['x-request-id'],
    credentials: true,
    maxAge: 600,
  },
  {
    async fetch(request: Request): Promise<Response> {
      const response = await answer(request)
      response.headers.set('x-request-id', crypto.randomUUID())
      return response
    },
  },
)

// biome-ignore lint/style/noDefaultExport: workerd takes the handlers of a Worker from the default export
export default {
  // Two policies, each for its own paths.
  fetch: (request: Request, bindings: unknown, context: WorkerContext) =>
    new URL(request.url).pathname.startsWith('/tenants/')
      ? serveTenants(request)
      : demo.fetch(request, bindings, context),
}

const items = new Map<string, unknown>([
  ['1', { name: 'Notebook' }],
  ['2', { name: 'Pencil' }],
])

/** Answers errors too, so that they pass through `cors` and the page can read them. */
async function answer(request: Request): Promise<Response> {
  try {
    return await route(request)
  } catch (error) {
    return Response.json({ error: String(error) }, { status: 500 })
  }
}

async function route(request: Request): Promise<Response> {
  const [, collection, id] = new URL(request.url).pathname.split('/')
  switch (`${request.method} /${collection}${id === undefined ? '' : '/:id'}`) {
    case 'GET /items':
      return Response.json(Object.fromEntries(items))
    case 'OPTIONS /items':
      return Response.json({ methods: ['GET', 'OPTIONS'] }, { headers: { allow: 'GET, OPTIONS' } })
    case 'PUT /items/:id':
      return putItem(String(id), await request.json())
    case 'POST /session':
      return Response.json({ signedIn: true }, { headers: { 'set-cookie': 'session=42; HttpOnly; SameSite=Lax' } })
    case 'GET /session':
      return Response.json({ signedIn: request.headers.get('cookie')?.includes('session=42') ?? false })
    case 'POST /uploads':
      throw new Error('The disk is full')
    default:
      return Response.json({ error: 'Not found' }, { status: 404 })
  }
}

function putItem(id: string, item: unknown): Response {
  items.set(id, item)
  return Response.json({ id, item })
}
