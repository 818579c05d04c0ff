/** A handler as data, so that every adapter can run it in its native shape. */
export interface HandlerData {
  readonly status: number
  readonly headers: readonly (readonly [name: string, value: string])[]
  readonly body: string | null
}

/** Says that the handler ran, in every response of one. */
export const handlerMark = ['x-handler', 'ran'] as const

const text = ['content-type', 'text/plain'] as const

export const handlers = {
  plain: { status: 200, headers: [handlerMark, text, ['etag', '"1"']], body: 'hello' },
  varying: { status: 200, headers: [handlerMark, text, ['vary', 'Accept-Encoding, ORIGIN']], body: 'hello' },
  varyingOtherwise: { status: 200, headers: [handlerMark, text, ['vary', 'Accept-Encoding']], body: 'hello' },
  varyingWholly: { status: 200, headers: [handlerMark, text, ['vary', '*']], body: 'hello' },
  upstream: {
    status: 200,
    headers: [
      handlerMark,
      text,
      ['access-control-allow-origin', '*'],
      ['access-control-allow-credentials', 'true'],
      ['access-control-allow-methods', 'EVIL'],
      ['access-control-allow-headers', 'x-evil'],
      ['access-control-expose-headers', 'x-evil'],
      ['access-control-max-age', '99'],
    ],
    body: 'hello',
  },
  cached: { status: 200, headers: [handlerMark, text, ['cache-control', 'public, max-age=60']], body: 'hello' },
  cookies: {
    status: 200,
    headers: [handlerMark, text, ['set-cookie', 'a=1; Path=/'], ['set-cookie', 'b=2; Path=/'], ['x-page', '1']],
    body: 'hello',
  },
  empty: { status: 204, headers: [handlerMark], body: null },
  bodyless: { status: 200, headers: [handlerMark], body: null },
  redirect: { status: 302, headers: [handlerMark, ['location', 'https://elsewhere.example/']], body: null },
  unauthorized: { status: 401, headers: [handlerMark, text, ['www-authenticate', 'Bearer']], body: 'hello' },
  failure: { status: 500, headers: [handlerMark, text], body: 'hello' },
} as const satisfies Record<string, HandlerData>

export type HandlerName = keyof typeof handlers
