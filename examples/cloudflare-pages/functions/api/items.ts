const items = new Set(['tea'])

export const onRequestGet: PagesFunction = () => Response.json([...items])

export const onRequestPut: PagesFunction = async ({ request }) => {
  items.add(await request.text())
  return new Response(null, { status: 204 })
}
