import type { APIRoute } from 'astro'

export const GET: APIRoute = () => Response.json(['tea'], { headers: { 'x-request-id': crypto.randomUUID() } })

export const POST: APIRoute = async ({ request }) => Response.json({ name: await request.text() }, { status: 201 })
