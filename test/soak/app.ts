import type { Adapt, FetchHandler, Upgrade } from '../runtimes/app.ts'
import { startPolicies } from './policies.ts'
import { type Route, recovered, routes } from './routes.ts'

/** Bodies that are being written. */
let open = 0

function toBody({ body, pieces }: Route): BodyInit | null {
  if (body === null || pieces === undefined) return body
  const encoder = new TextEncoder()
  const words = body.split(' ')
  let at = 0
  open++
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      if (at > 0) await new Promise((go) => setTimeout(go, 2))
      const word = pieces === 'endless' ? 'one' : words[at]
      at++
      if (word !== undefined) controller.enqueue(encoder.encode(word))
      else open--
      if (word === undefined && pieces === 'late') controller.error(new Error('The handler failed late'))
      else if (word === undefined) controller.close()
    },
    cancel() {
      open--
    },
  })
}

function toResponse(route: Route): Response {
  const headers = route.headers.map(([name, value]): [string, string] => [name, value])
  return new Response(toBody(route), { status: route.status, headers })
}

/** Serves policies that are replaced while requests run. */
export function createApp(adapt: Adapt<FetchHandler>, upgrade: Upgrade): FetchHandler {
  const respond: FetchHandler = (request) => {
    const name = toSegments(request)[1] ?? ''
    if (name === 'socket') return upgrade(request)
    if (name === 'redirect') return Response.redirect('https://elsewhere.example/', 302)
    const route = routes[name]
    if (route === undefined) throw new Error('The handler failed')
    return toResponse(route)
  }
  const { main, store, guard, control } = startPolicies()
  const handlers: Readonly<Record<string, FetchHandler>> = {
    main: adapt(main, respond),
    store: adapt(store, respond),
    guard: adapt(guard, respond),
    recovering: main.wrap((request: Request) => respond(request), { onError: () => toResponse(recovered) }),
  }
  return (request) => {
    const [policy = '', name = ''] = toSegments(request)
    if (policy === 'control') return Response.json(name === 'stats' ? { open, ...measure() } : control[name]?.())
    return handlers[policy]?.(request) ?? new Response(null, { status: 404 })
  }
}

function toSegments({ url }: Request): string[] {
  return new URL(url).pathname.split('/').slice(1)
}

interface Host {
  readonly gc?: () => void
  readonly Bun?: { gc(isSynchronous: boolean): void }
  readonly process?: { memoryUsage?(): { readonly heapUsed: number } }
  readonly Deno?: { memoryUsage(): { readonly heapUsed: number } }
}

/** Collects garbage and says what is left; `null` where a program cannot know. */
function measure(): { readonly heap: number | null } {
  const host = globalThis as Host
  host.gc?.()
  host.Bun?.gc(true)
  const usage = host.Deno?.memoryUsage() ?? (host.gc || host.Bun ? host.process?.memoryUsage?.() : undefined)
  return { heap: usage?.heapUsed ?? null }
}
