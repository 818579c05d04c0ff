import { error, json } from '@sveltejs/kit'
import type { RequestHandler } from './$types'

export const PUT: RequestHandler = async ({ cookies, params, request }) => {
  if (cookies.get('session') !== '1') error(401, 'log in')
  return json({ id: params.id, ...(await request.json()) })
}
