import { cors } from '../../../adapters/bun.ts'

const policy = { origin: 'https://app.example.com' }

Bun.serve(cors(policy, { routes: { '/items/:id': (request) => new Response(request.params.name) } }))
