import { env } from 'cloudflare:workers'
import { cors } from '../../../adapters/cloudflare.ts'

/** A Worker with a policy of its own, and with a function beside its handlers. */
const service = cors(
  { origin: '*', exposedHeaders: ['x-upstream'] },
  {
    fetch: (): Promise<Response> => fetch(`${env.UPSTREAM}/service`),
    greet: (name: string): string => `hello ${name}`,
  },
)

// biome-ignore lint/style/noDefaultExport: a module Worker is a default export
export default service
