import { cors } from 'fetch-cors/deno'
import { cachedOrigins } from 'fetch-cors/origins'

// KV_PATH=origins.db deno run --unstable-kv --allow-net --allow-env --allow-read --allow-write server.ts

const kv = await Deno.openKv(Deno.env.get('KV_PATH'))

const origins = cachedOrigins(async (origin) => (await kv.get(['origins', origin])).value !== null, {
  maxAge: Number(Deno.env.get('MAX_AGE') ?? 60),
  negativeMaxAge: Number(Deno.env.get('NEGATIVE_MAX_AGE') ?? 10),
  onError: ({ code, error }) => console.error('The store of origins fails:', code, String(error)),
  onRecover: ({ code }) => console.log('The store of origins is well again:', code),
})

// Who changes an origin names it here, in the same transaction, and this process forgets it at once:
//   kv.atomic().delete(['origins', origin]).set(['changed'], origin).commit()
async function forgetChanges(): Promise<void> {
  for await (const [changed] of kv.watch<[string]>([['changed']])) origins.invalidate(changed.value ?? undefined)
}
forgetChanges().catch((error) => console.error('The store of origins tells no changes:', error))

Deno.serve(
  cors(
    { lookup: origins.lookup, methods: ['PUT'], credentials: true },
    {
      hostname: '127.0.0.1',
      port: Number(Deno.env.get('PORT') ?? 8000),
      onListen: ({ port }) => console.log(`listening on ${port}`),
      handler: async (request) => Response.json({ hello: new URL(request.url).pathname }),
    },
  ),
)
