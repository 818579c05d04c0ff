import { cors } from '../../../adapters/cloudflare.ts'

// biome-ignore lint/style/noDefaultExport: a module Worker is a default export
export default cors(
  ({ ORIGINS }: Cloudflare.Env) => ({
    methods: ['PUT'],
    lookup: async (origin) => (await ORIGINS.get(origin)) !== null,
  }),
  { fetch: () => new Response('looked up') },
)
