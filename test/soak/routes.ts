/** What a handler does, as data, so that handlers of every shape do it. */
export interface Route {
  readonly status: number
  readonly headers: readonly (readonly [name: string, value: string])[]
  readonly body: string | null
  /** How the body comes; at once if left out. `late` breaks off after the first piece, `endless` does not end. */
  readonly pieces?: 'slowly' | 'late' | 'endless'
}

const text = ['content-type', 'text/plain'] as const
const large = 'large '.repeat(10_000)

export const routes: Readonly<Record<string, Route>> = {
  text: { status: 200, headers: [text, ['etag', '"1"']], body: 'hello' },
  vary: { status: 200, headers: [text, ['vary', 'Accept-Encoding']], body: 'hello' },
  large: { status: 200, headers: [text], body: large },
  cookies: { status: 200, headers: [text, ['set-cookie', 'a=1'], ['set-cookie', 'b=2']], body: 'hello' },
  empty: { status: 204, headers: [], body: null },
  unchanged: { status: 304, headers: [['etag', '"1"']], body: null },
  missing: { status: 404, headers: [text], body: 'nothing here' },
  upstream: { status: 200, headers: [text, ['access-control-allow-origin', '*']], body: 'hello' },
  slowly: { status: 200, headers: [text], body: 'one two three four', pieces: 'slowly' },
  events: {
    status: 200,
    headers: [['content-type', 'text/event-stream']],
    body: 'data:1\n\n data:2\n\n',
    pieces: 'slowly',
  },
  late: { status: 200, headers: [text], body: 'one', pieces: 'late' },
  endless: { status: 200, headers: [text], body: 'one', pieces: 'endless' },
}

/** What `recovered` answers after an error. */
export const recovered: Route = { status: 503, headers: [text], body: 'recovered' }
