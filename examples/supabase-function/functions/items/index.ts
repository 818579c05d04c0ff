import { cors } from '../_shared/cors.ts'

// What goes wrong in an edge function: `corsHeaders` with `*` are spread over each response by hand, and missing where one
// was forgotten or something threw. Here the policy is around the handler, and `onError` answers inside it.
async function answer(request: Request): Promise<Response> {
  if (request.headers.get('authorization') !== 'Bearer 1') return Response.json({ error: 'log in' }, { status: 401 })
  if (request.method === 'GET') return Response.json(['tea'])
  if (request.method === 'PUT') return Response.json(await request.json())
  return Response.json({ error: 'method not allowed' }, { status: 405 })
}

Deno.serve(
  cors.wrap(answer, {
    onError(error) {
      console.error(error)
      return Response.json({ error: 'something went wrong' }, { status: 500 })
    },
  }),
)
