/** A response as it stands in the bytes of a connection. */
export interface RawResponse {
  readonly status: number
  readonly reason: string
  readonly headers: readonly (readonly [name: string, value: string])[]
  /** The body's bytes as they are, its chunks put together. */
  readonly body: Buffer
  readonly trailers: readonly (readonly [name: string, value: string])[]
}

/**
 * Parses all that came over a connection, with none of the leniency that a recipient may have: each line ends in CRLF,
 * no value has a control character, no line is folded, no byte is left over.
 *
 * Implements https://www.rfc-editor.org/rfc/rfc9112#section-6.3
 *
 * @param methods - the methods of the requests in their order, as answers to `HEAD` have no body
 * @throws Error if anything is not exactly as it should be
 */
export function parseResponses(bytes: Buffer, methods: readonly string[], isClosed: boolean): RawResponse[] {
  const responses: RawResponse[] = []
  let rest = bytes
  let asked = 0
  while (rest.length > 0) {
    const head = readHead(rest)
    const body = readBody(head, rest.subarray(head.length), methods[asked] ?? 'GET', isClosed)
    responses.push({ ...head, body: body.body, trailers: body.trailers })
    rest = rest.subarray(head.length + body.length)
    // An interim response is not the answer yet.
    if (head.status >= 200) asked++
  }
  return responses
}

type Pairs = readonly (readonly [name: string, value: string])[]

interface Head {
  readonly status: number
  readonly reason: string
  readonly headers: Pairs
  readonly length: number
}

interface Body {
  readonly body: Buffer
  readonly trailers: Pairs
  readonly length: number
}

const noTrailers: Pairs = []

function readHead(bytes: Buffer): Head {
  const end = bytes.indexOf('\r\n\r\n')
  if (end === -1) throw new Error(`A head does not end: ${JSON.stringify(bytes.toString('latin1', 0, 400))}`)
  const [statusLine = '', ...lines] = bytes.toString('latin1', 0, end).split('\r\n')
  const status = /^HTTP\/1\.[01] ([1-5][0-9]{2}) ?([\x20-\x7e]*)$/.exec(statusLine)
  if (status === null) throw new Error(`This is no status line: ${JSON.stringify(statusLine)}`)
  return { status: Number(status[1]), reason: status[2] ?? '', headers: lines.map(readLine), length: end + 4 }
}

function readLine(line: string): readonly [string, string] {
  const field =
    /^([!#$%&'*+\-.^_`|~0-9A-Za-z]+):[\t ]*((?:[\x21-\x7e\x80-\xff](?:[\t\x20-\x7e\x80-\xff]*[\x21-\x7e\x80-\xff])?)?)[\t ]*$/
  const found = field.exec(line)
  if (found === null) throw new Error(`This is no header line: ${JSON.stringify(line)}`)
  return [String(found[1]).toLowerCase(), String(found[2])]
}

function readBody({ status, headers }: Head, bytes: Buffer, method: string, isClosed: boolean): Body {
  const none = { body: Buffer.alloc(0), trailers: noTrailers, length: 0 }
  if (method === 'HEAD' || status < 200 || status === 204 || status === 304) return none
  const lengths = valuesOf(headers, 'content-length')
  const codings = valuesOf(headers, 'transfer-encoding')
  if (lengths.length + codings.length > 1) throw new Error('A response has two lengths')
  if (codings.length === 1) return readChunks(bytes)
  if (lengths.length === 1) {
    const length = Number(lengths[0])
    if (bytes.length < length) throw new Error(`A body ends after ${bytes.length} of ${length} bytes`)
    return { body: bytes.subarray(0, length), trailers: noTrailers, length }
  }
  if (!isClosed) throw new Error('A body has no length, and the connection stays open')
  return { body: bytes, trailers: noTrailers, length: bytes.length }
}

function readChunks(bytes: Buffer): Body {
  const chunks: Buffer[] = []
  let at = 0
  for (;;) {
    const end = bytes.indexOf('\r\n', at)
    const size = /^[0-9a-fA-F]+$/.exec(bytes.toString('latin1', at, end))?.[0]
    if (end === -1 || size === undefined) throw new Error(`No chunk stands at byte ${at}`)
    at = end + 2
    const length = Number.parseInt(size, 16)
    if (length === 0) break
    if (bytes.toString('latin1', at + length, at + length + 2) !== '\r\n') throw new Error('A chunk does not end')
    chunks.push(bytes.subarray(at, at + length))
    at += length + 2
  }
  const last = bytes.toString('latin1', at - 2).indexOf('\r\n\r\n') + at - 2
  const trailers = bytes
    .toString('latin1', at, last)
    .split('\r\n')
    .filter((line) => line !== '')
  return { body: Buffer.concat(chunks), trailers: trailers.map(readLine), length: last + 4 }
}

/** Lists a header's values, one for each line. */
export function valuesOf(headers: Pairs, name: string): string[] {
  return headers.filter(([other]) => other === name).map(([, value]) => value)
}
