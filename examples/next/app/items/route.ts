export function GET(): Response {
  return Response.json(['tea'], { headers: { 'x-request-id': crypto.randomUUID() } })
}

export async function POST(request: Request): Promise<Response> {
  return Response.json({ name: await request.text() }, { status: 201 })
}
