import { serve } from '@hono/node-server'
import { ORPCError, os } from '@orpc/server'
import { RPCHandler } from '@orpc/server/fetch'
import { createCors } from 'fetch-cors'

const base = os.$context<{ readonly request: Request }>()

const router = {
  items: base.handler(() => ['tea']),
  broken: base.handler(() => {
    throw new Error('on purpose')
  }),
  rename: base.handler(({ context }) => {
    if (context.request.headers.get('cookie') !== 'session=1')
      throw new ORPCError('UNAUTHORIZED', { message: 'log in' })
    return 'renamed'
  }),
}

const handler = new RPCHandler(router)

// What goes wrong with oRPC: where no procedure matches there is no response, and what answers then is outside of its CORS
// plugin; and it calls a procedure for a form or a text too, which any page may send with the user's cookie, and without a
// preflight. The policy is around both, and `rejectDisallowed` keeps other pages from calling.
const cors = createCors({
  origin: ['https://app.example.com', 'https://*.preview.example.com'],
  allowedHeaders: ['content-type', 'x-csrf-token'],
  credentials: true,
  rejectDisallowed: true,
  maxAge: 600,
})

const fetch = cors.wrap(async (request: Request) => {
  const { response } = await handler.handle(request, { prefix: '/rpc', context: { request } })
  return response ?? Response.json({ error: 'not found' }, { status: 404 })
})

serve({ fetch, hostname: '127.0.0.1', port: Number(process.env['PORT'] ?? 3000) }, ({ port }) => {
  console.log(`listening on ${port}`)
})
