import { type ServerResponse, STATUS_CODES, validateHeaderName, validateHeaderValue } from 'node:http'
import type { Answer } from '../browser-case.ts'

/** Writes an answer with its headers as they are, and with `Cache-Control: no-store` if it does not name that header. */
export function writeAnswer({ status = 200, headers = [], body = 'answer' }: Answer, response: ServerResponse): void {
  const lines = headers.some(([name]) => name.toLowerCase() === 'cache-control')
    ? headers
    : [['cache-control', 'no-store'] as const, ...headers]
  if (!lines.every(([name, value]) => isWritable(name, value))) {
    writeByHand(status, lines, body, response)
    return
  }
  // Pages can read these headers of answers from their own origin.
  response.sendDate = false
  response.removeHeader('connection')
  response.writeHead(status, lines.flat())
  response.end(body)
}

/** Whether Node takes this header. */
function isWritable(name: string, value: string): boolean {
  try {
    validateHeaderName(name)
    validateHeaderValue(name, value)
    return true
  } catch {
    return false
  }
}

/** Writes what Node would not. The connection ends with it, since Node knows nothing of this answer. */
function writeByHand(
  status: number,
  lines: NonNullable<Answer['headers']>,
  body: string,
  response: ServerResponse,
): void {
  const head = [`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`, 'connection: close']
  const text = [...head, ...lines.map(([name, value]) => `${name}: ${value}`), '', body].join('\r\n')
  response.socket?.end(Buffer.from(text, 'latin1'))
}
