import { createCors } from '../../src/index.ts'
import type { Adapt, FetchHandler, Upgrade } from '../runtimes/app.ts'
import { toPolicies } from './policies.ts'
import { generationHeader, type Route, recovered, routes } from './routes.ts'

/** A policy's handlers by its name, all of one generation. */
interface Generation {
  readonly number: number
  readonly handlers: ReadonlyMap<string, FetchHandler>
  readonly recovering: FetchHandler
}

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

function toResponse(route: Route, generation: number): Response {
  const headers = route.headers.map(([name, value]): [string, string] => [name, value])
  return new Response(toBody(route), {
    status: route.status,
    headers: [...headers, [generationHeader, `${generation}`]],
  })
}

/** Serves policies that are replaced while requests run. */
export function createApp(adapt: Adapt<FetchHandler>, upgrade: Upgrade): FetchHandler {
  const create = (number: number): Generation => {
    const respond: FetchHandler = (request) => {
      const name = toSegments(request)[1] ?? ''
      if (name === 'socket') return upgrade(request)
      if (name === 'redirect') return Response.redirect('https://elsewhere.example/', 302)
      const route = routes[name]
      if (route === undefined) throw new Error('The handler failed')
      return toResponse(route, number)
    }
    const policies = Object.entries(toPolicies(number))
    const handlers = new Map(policies.map(([name, options]) => [name, adapt(options, respond)]))
    const { main } = toPolicies(number)
    const onError = (): Response => toResponse(recovered, number)
    const recovering = createCors(main).wrap((request: Request) => respond(request), { onError })
    return { number, handlers, recovering: (request) => recovering(request) }
  }
  let current = create(1)
  let previous = current
  let fault = ''
  const control: Readonly<Record<string, () => unknown>> = {
    reload: () => {
      previous = current
      current = create(current.number + 1)
      return current.number
    },
    // What is wrong does not get into force.
    break: () => {
      try {
        createCors({ origin: 'https://app.example.com/' })
        return 'accepted'
      } catch {
        return current.number
      }
    },
    fault: () => {
      fault = 'stale'
      return fault
    },
    stats: () => ({ open, ...measure() }),
  }
  return (request) => {
    const [policy = '', name = ''] = toSegments(request)
    if (policy === 'control') return Response.json(control[name]?.() ?? null)
    // One request sees one generation, whatever comes after.
    const { handlers, recovering, number } = current
    if (policy === 'recovering') return recovering(request)
    const handler = handlers.get(policy)
    if (handler === undefined) return new Response(null, { status: 404 })
    return fault === 'stale' && name === 'text'
      ? spoil(previous.handlers.get(policy) ?? handler, request, number)
      : handler(request)
  }
}

function toSegments({ url }: Request): string[] {
  return new URL(url).pathname.split('/').slice(1)
}

/** A fault to be found: the headers of an earlier policy under the generation of the present one. */
async function spoil(handler: FetchHandler, request: Request, generation: number): Promise<Response> {
  const response = await handler(request)
  const spoilt = new Response(response.body, response)
  spoilt.headers.set(generationHeader, `${generation}`)
  return spoilt
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
