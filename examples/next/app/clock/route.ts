/** Never ends: the policy adds its headers without waiting for the body. */
export function GET(): Response {
  let timer: NodeJS.Timeout | undefined
  const body = new ReadableStream({
    start(controller) {
      const tell = (): void => controller.enqueue(new TextEncoder().encode(`data: ${new Date().toISOString()}\n\n`))
      timer = setInterval(tell, 1000)
      tell()
    },
    cancel: () => clearInterval(timer),
  })
  return new Response(body, { headers: { 'content-type': 'text/event-stream' } })
}
