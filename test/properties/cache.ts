/** A request as a cache sees it, and the answer that it keeps. */
interface Stored {
  readonly method: string
  readonly url: string
  /** The request headers that `Vary` names, with the values that they had. */
  readonly selecting: readonly (readonly [name: string, value: string | null])[]
  readonly response: Answered
}

/** What a server answered. */
interface Answered {
  readonly status: number
  readonly headers: readonly (readonly [name: string, value: string])[]
  readonly body: string
}

type Fetch = (request: Request) => Promise<Answered>

/**
 * Puts a shared cache in front of a server, as far as https://www.rfc-editor.org/rfc/rfc9111 is about which answers are
 * kept (section 3) and which requests they are reused for (section 4): everything that may be kept is, for ever.
 *
 * @param methods - GET and HEAD by the standard; what some networks keep beside them
 */
export function createSharedCache(server: Fetch, methods: readonly string[]): { fetch: Fetch; readonly hits: number } {
  const kept: Stored[] = []
  let hits = 0
  return {
    get hits() {
      return hits
    },
    async fetch(request) {
      const found = kept.findLast((stored) => isReusable(stored, request))
      if (found !== undefined) {
        hits++
        return found.response
      }
      const response = await server(request)
      const vary = listTokens(response, 'vary')
      if (methods.includes(request.method) && mayStore(request, response) && !vary.includes('*')) {
        const selecting = vary.map((name) => [name, request.headers.get(name)] as const)
        kept.push({ method: request.method, url: request.url, selecting, response })
      }
      return response
    },
  }
}

/** Implements https://www.rfc-editor.org/rfc/rfc9111#name-calculating-cache-keys-with */
function isReusable({ method, url, selecting }: Stored, request: Request): boolean {
  if (method !== request.method || url !== request.url) return false
  return selecting.every(([name, value]) => normalize(request.headers.get(name)) === normalize(value))
}

/** "Normalized", as the standard lets a cache do where it knows the field to be a list. */
function normalize(value: string | null): string | null {
  return value === null
    ? null
    : value
        .split(',')
        .map((member) => member.trim())
        .join(', ')
}

/** Implements https://www.rfc-editor.org/rfc/rfc9111#name-storing-responses-in-caches for a shared cache */
function mayStore({ headers }: Request, response: Answered): boolean {
  const control = listTokens(response, 'cache-control').map((directive) => directive.replace(/=.*$/, ''))
  if (control.includes('no-store') || control.includes('private')) return false
  const isPublic = control.some((directive) => ['public', 's-maxage', 'must-revalidate'].includes(directive))
  if (headers.has('authorization') && !isPublic) return false
  // These may be kept by rule of thumb: https://www.rfc-editor.org/rfc/rfc9110#name-overview-of-status-codes
  const isHeuristic = [200, 203, 204, 206, 300, 301, 308, 404, 405, 410, 414, 501].includes(response.status)
  return isHeuristic || control.includes('max-age') || isPublic
}

function listTokens({ headers }: Answered, wanted: string): string[] {
  const values = headers.flatMap(([name, value]) => (name.toLowerCase() === wanted ? [value] : []))
  return values
    .join(',')
    .toLowerCase()
    .split(',')
    .map((token) => token.trim())
    .filter((token) => token !== '')
}
