import { json } from '@sveltejs/kit'
import type { RequestHandler } from './$types'

export const GET: RequestHandler = ({ setHeaders }) => {
  setHeaders({ 'x-request-id': crypto.randomUUID() })
  return json(['tea'])
}

export const POST: RequestHandler = async ({ request }) => json({ name: await request.text() }, { status: 201 })
