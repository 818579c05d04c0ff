import { cookies } from 'next/headers'

export async function PUT(request: Request, { params }: RouteContext<'/items/[id]'>): Promise<Response> {
  if ((await cookies()).get('session')?.value !== '1') return Response.json({ error: 'log in' }, { status: 401 })
  return Response.json({ id: (await params).id, ...(await request.json()) })
}
