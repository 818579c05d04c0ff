import type { APIRoute } from 'astro'

export const PUT: APIRoute = async ({ cookies, params, request }) => {
  if (cookies.get('session')?.value !== '1') return Response.json({ error: 'log in' }, { status: 401 })
  return Response.json({ id: params.id, ...(await request.json()) })
}
