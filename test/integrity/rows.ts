/** A response as data, for handlers of every shape. */
export interface ResponseRow {
  readonly name: string
  readonly status?: number
  readonly statusText?: string
  readonly headers?: readonly (readonly [name: string, value: string])[]
  readonly body?: string | Uint8Array<ArrayBuffer> | null
}

const text = ['content-type', 'text/plain'] as const
const boundary = 'SEPARATOR'
const parts = ['bytes 0-1/10', 'bytes 4-5/10'].map(
  (range) => `--${boundary}\r\nContent-Type: text/plain\r\nContent-Range: ${range}\r\n\r\nab\r\n`,
)

/** `hello` as `gzip -n` writes it. */
const gzipped = toBytes('1f8b08000000000000ffcb48cdc9c9070086a6103605000000')
/** `hello` as brotli writes it. */
const brotli = toBytes('0b028068656c6c6f03')

function toBytes(hex: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from({ length: hex.length / 2 }, (_, index) =>
    Number.parseInt(hex.slice(index * 2, index * 2 + 2), 16),
  )
}

/** Makes bytes in which every value and every short run occurs. */
export function makeBytes(length: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(length)
  let state = 1
  for (let index = 0; index < length; index++) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    bytes[index] = state >>> 24
  }
  return bytes
}

/** How long the large body is. */
export const largeLength = 1024 * 1024

/** What handlers answer. */
export const responseRows: readonly ResponseRow[] = [
  { name: 'text', headers: [text, ['etag', '"1"']], body: 'hello' },
  { name: 'text-without-type', body: 'hello' },
  { name: 'empty-body', headers: [text], body: '' },
  { name: 'null-body', headers: [['x-own', '1']], body: null },
  { name: 'no-content', status: 204, headers: [['x-own', '1']], body: null },
  { name: 'reset-content', status: 205, body: null },
  {
    name: 'not-modified',
    status: 304,
    headers: [
      ['etag', '"1"'],
      ['cache-control', 'max-age=60'],
    ],
    body: null,
  },
  { name: 'created', status: 201, headers: [text, ['location', '/items/1']], body: 'made' },
  { name: 'redirect', status: 307, headers: [['location', 'https://elsewhere.example/']], body: null },
  { name: 'not-found', status: 404, headers: [text], body: 'nothing here' },
  { name: 'failure', status: 503, headers: [text, ['retry-after', '1']], body: 'later' },
  { name: 'unknown-status', status: 299, headers: [text], body: 'odd' },
  { name: 'status-text', status: 200, statusText: 'Quite Fine', headers: [text], body: 'hello' },
  {
    name: 'range',
    status: 206,
    headers: [text, ['content-range', 'bytes 2-5/10'], ['accept-ranges', 'bytes']],
    body: 'cdef',
  },
  {
    name: 'ranges',
    status: 206,
    headers: [['content-type', `multipart/byteranges; boundary=${boundary}`]],
    body: `${parts.join('')}--${boundary}--\r\n`,
  },
  { name: 'range-not-satisfiable', status: 416, headers: [['content-range', 'bytes */10']], body: null },
  { name: 'brotli', headers: [text, ['content-encoding', 'br']], body: brotli },
  { name: 'gzip', headers: [text, ['content-encoding', 'gzip'], ['vary', 'Accept-Encoding']], body: gzipped },
  { name: 'length', headers: [text, ['content-length', '5']], body: 'hello' },
  {
    name: 'cookies',
    headers: [
      text,
      ...Array.from({ length: 50 }, (_, index) => ['set-cookie', `c${index}=${index}; Path=/, x`] as const),
    ],
    body: 'hello',
  },
  {
    name: 'duplicates',
    headers: [text, ['link', '</a>; rel=preload'], ['link', '</b>; rel=preload'], ['x-own', '1'], ['x-own', '2']],
    body: 'hello',
  },
  {
    name: 'challenges',
    status: 401,
    headers: [text, ['www-authenticate', 'Basic'], ['www-authenticate', 'Bearer']],
    body: 'no',
  },
  { name: 'vary', headers: [text, ['vary', 'Accept, Accept-Encoding'], ['vary', 'Accept-Language']], body: 'hello' },
  { name: 'vary-origin', headers: [text, ['vary', 'ORIGIN, Accept']], body: 'hello' },
  { name: 'vary-all', headers: [text, ['vary', '*']], body: 'hello' },
  { name: 'empty-value', headers: [text, ['x-empty', '']], body: 'hello' },
  { name: 'latin-1', headers: [text, ['x-own', 'caf\xe9']], body: 'hello' },
  {
    name: 'policies',
    headers: [text, ['cross-origin-resource-policy', 'same-site'], ['content-security-policy', 'x']],
    body: 'a',
  },
  { name: 'large', headers: [['content-type', 'application/octet-stream']], body: makeBytes(largeLength) },
]
