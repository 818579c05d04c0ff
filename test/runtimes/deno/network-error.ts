/** Without a policy: a handler that looks at its request, and returns what Deno does not send. */
Deno.serve({
  hostname: '127.0.0.1',
  port: 0,
  handler: (request) => (request.headers.has('x-none') ? new Response('hello') : Response.error()),
  async onListen({ port }) {
    const { status } = await fetch(`http://127.0.0.1:${port}/`)
    console.log(`answered ${status}`)
    Deno.exit()
  },
})
