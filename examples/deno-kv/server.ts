import { cors } from 'fetch-cors/deno'
import { cachedOrigins } from 'fetch-cors/origins'

// KV_PATH=origins.db deno run --unstable-kv --allow-net --allow-env --allow-read --allow-write server.ts

const kv = await Deno.openKv(Deno.env.get('KV_PATH'))

const origins = cachedOrigins(async (origin) => (await kv.get(['origins', origin])).value !== null, {
  maxAge: Number(Deno.env.get('MAX_AGE') ?? 60),
  onError: ({ code, error }) => console.error('The store of origins fails:', code, String(error)),
  onRecover: ({ code }) => console.log('The store of origins is well again:', code),
})

// Who changes an origin says so here. A watch tells of the last change and may leave out those before it, so everything is
// forgotten, whichever origin it was. On Deno Deploy every isolate hears of it; with a file only the process that changes
// it does, and others see it when maxAge is over.
async function forgetChanges(): Promise<void> {
  for await (const _ of kv.watch([['changed']])) origins.invalidate()
}
forgetChanges().catch((error) => console.error('The store of origins tells no changes:', error))

/** Adds the origin that a request names, or removes it. */
async function changeOrigins(request: Request): Promise<Response> {
  const token = Deno.env.get('ADMIN_TOKEN')
  if (token === undefined || request.headers.get('authorization') !== `Bearer ${token}`) {
    return new Response('Only for who has the token', { status: 401 })
  }
  const origin = await request.text()
  const change = kv.atomic().set(['changed'], new Date())
  if (request.method === 'DELETE') change.delete(['origins', origin])
  else change.set(['origins', origin], { since: new Date() })
  await change.commit()
  return new Response(null, { status: 204 })
}

Deno.serve(
  cors(
    { lookup: origins.lookup, methods: ['PUT'], credentials: true },
    {
      hostname: '127.0.0.1',
      port: Number(Deno.env.get('PORT') ?? 8000),
      onListen: ({ port }) => console.log(`listening on ${port}`),
      async handler(request) {
        const { pathname } = new URL(request.url)
        return pathname === '/origins' ? await changeOrigins(request) : Response.json({ hello: pathname })
      },
    },
  ),
)
