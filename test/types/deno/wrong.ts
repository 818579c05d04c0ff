import { cors } from '../../../adapters/deno.ts'

const policy = { origin: 'https://app.example.com' }

Deno.serve(cors(policy, (_, { remoteAddr }) => new Response(remoteAddr.path)))
