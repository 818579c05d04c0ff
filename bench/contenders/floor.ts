import { app, type Contender, type Fetch, other, policies } from '../contender.ts'

/** The shortest code by hand that gives a browser the same verdicts: every header is hard-coded. */
export const floor: Contender = {
  name: 'floor',
  create(policy, handler) {
    if (policy === null) return handler
    if (policy === policies.wildcard) return toFetch(handler, wildcard)
    return toFetch(handler, policy === policies.subdomains ? subdomains : twoOrigins)
  },
}

/** What a floor does with the response of a handler, which may be immutable. */
interface Floor {
  preflight(origin: string): Response
  write(headers: Headers, origin: string | null): void
}

function toFetch(handler: Fetch, { preflight, write }: Floor): Fetch {
  const finish = (response: Response, origin: string | null): Response => {
    try {
      write(response.headers, origin)
      return response
    } catch {
      const copy = new Response(response.body, response)
      write(copy.headers, origin)
      return copy
    }
  }
  return (request) => {
    const origin = request.headers.get('origin')
    if (
      request.method === 'OPTIONS' &&
      origin !== null &&
      request.headers.get('access-control-request-method') !== null
    )
      return preflight(origin)
    const response = handler(request)
    return response instanceof Response ? finish(response, origin) : response.then((settled) => finish(settled, origin))
  }
}

function listed(isAllowed: (origin: string | null) => boolean): Floor {
  return {
    preflight(origin) {
      if (!isAllowed(origin))
        return new Response(null, { status: 403, headers: { 'cache-control': 'no-store', vary: 'Origin' } })
      return new Response(null, {
        status: 204,
        headers: {
          'access-control-allow-origin': origin,
          'access-control-allow-credentials': 'true',
          'access-control-allow-methods': 'PUT,DELETE',
          'access-control-allow-headers': 'content-type,authorization',
          'access-control-max-age': '600',
          vary: 'Origin',
        },
      })
    },
    write(headers, origin) {
      if (origin !== null && isAllowed(origin)) {
        headers.set('access-control-allow-origin', origin)
        headers.set('access-control-allow-credentials', 'true')
      }
      headers.append('vary', 'Origin')
    },
  }
}

const twoOrigins = listed((origin) => origin === app || origin === other)
const subdomains = listed((origin) => /^https:\/\/(?:[a-z0-9-]+\.)+example\.com$/.test(origin ?? ''))
const wildcard: Floor = {
  preflight: () =>
    new Response(null, {
      status: 204,
      headers: {
        'access-control-allow-origin': '*',
        'access-control-allow-methods': 'PUT,DELETE',
        'access-control-allow-headers': 'content-type,authorization',
        'access-control-max-age': '600',
      },
    }),
  write(headers) {
    headers.set('access-control-allow-origin', '*')
  },
}
