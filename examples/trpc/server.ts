import { serve } from '@hono/node-server'
import { initTRPC, TRPCError } from '@trpc/server'
import { fetchRequestHandler } from '@trpc/server/adapters/fetch'
import { createCors } from 'fetch-cors'

const t = initTRPC.context<{ readonly request: Request }>().create()

const router = t.router({
  items: t.procedure.query(() => ['tea']),
  broken: t.procedure.query(() => {
    throw new Error('on purpose')
  }),
  rename: t.procedure
    .input((value) => value as { readonly id: string; readonly name: string })
    .mutation(({ ctx, input }) => {
      if (ctx.request.headers.get('cookie') !== 'session=1')
        throw new TRPCError({ code: 'UNAUTHORIZED', message: 'log in' })
      return `${input.id} is ${input.name}`
    }),
})

export type AppRouter = typeof router

// What goes wrong with tRPC: `httpBatchStreamLink` sends a `trpc-accept`, and every mutation a type of JSON, so a policy
// without these two lets nothing through but simple queries.
const cors = createCors({
  origin: ['https://app.example.com', 'https://*.preview.example.com'],
  allowedHeaders: ['content-type', 'trpc-accept', 'x-csrf-token'],
  credentials: true,
  maxAge: 600,
})

const fetch = cors.wrap((request: Request) =>
  fetchRequestHandler({ endpoint: '/trpc', req: request, router, createContext: () => ({ request }) }),
)

serve({ fetch, hostname: '127.0.0.1', port: Number(process.env['PORT'] ?? 3000) }, ({ port }) => {
  console.log(`listening on ${port}`)
})
