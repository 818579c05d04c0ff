import { cors } from 'fetch-cors/cloudflare'
import { useEverywhere } from './everywhere.ts'

// biome-ignore lint/style/noDefaultExport: workerd reads the default export
export default cors(
  { origin: ['https://app.example.com', 'http://localhost:*'], methods: ['PUT'] },
  { fetch: async () => Response.json(await useEverywhere()) },
)
