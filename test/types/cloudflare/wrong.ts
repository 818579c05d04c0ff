import { cors } from '../../../adapters/cloudflare.ts'

interface Env {
  readonly ORIGIN: string
}

const worker: ExportedHandler<Env> = { fetch: () => new Response('hello') }

export const wrong = cors((env) => ({ origin: env.ORIGIM }), worker)
