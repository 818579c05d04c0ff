import { findFaults, readReceived } from './check-response.ts'
import { type MessageRow, messageRows } from './message-rows.ts'
import { originRows, toAscii } from './origin-rows.ts'
import { app, policies } from './policies.ts'
import { parseResponses, type RawResponse, valuesOf } from './raw-response.ts'
import type { Received } from './received.ts'
import { type Exchange, sendBytes } from './send-bytes.ts'

/** Every row of the tables, as a whole message. */
export const rows: readonly MessageRow[] = [
  ...originRows.flatMap(({ step, origin }) => [
    toRow(`${step}, GET`, 'GET', origin, []),
    toRow(`${step}, preflight`, 'OPTIONS', origin, ['Access-Control-Request-Method: PUT']),
  ]),
  ...messageRows,
]

function toRow(step: string, method: string, origin: string | readonly string[], more: readonly string[]): MessageRow {
  const lines = [...(typeof origin === 'string' ? [`Origin: ${origin}`] : origin), ...more, 'Connection: close']
  return {
    step,
    message: ({ host, path }) => `${[`${method} ${path} HTTP/1.1`, `Host: ${host}`, ...lines].join('\r\n')}\r\n\r\n`,
  }
}

/** What came of a row. */
export interface RowResult {
  readonly step: string
  readonly faults: readonly string[]
  /** What the runtime let through, or did itself. */
  readonly told: string
}

/** How many rows run at once. */
const lanes = 12

/**
 * Runs every row under the first policy and under one more, which is another for each target, so that every row meets
 * every policy somewhere; rows that are about what is echoed meet the one that echoes. After each row the server must answer a plain request.
 */
export async function runRows(origin: string, targetIndex: number): Promise<ReadonlyMap<string, RowResult>> {
  const results = new Map<string, RowResult>()
  const [first = '', ...others] = Object.keys(policies)
  const waiting = [...rows.entries()]
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const [index, row] = next
      const tried = [first, row.policy ?? others[(index + targetIndex) % others.length] ?? first]
      const [one, other] = await Promise.all(tried.map((policy) => runRow(origin, row, policy)))
      const isAlive = await answersPlainly(origin)
      const faults = [...(one?.faults ?? []), ...(other?.faults ?? []), ...(isAlive ? [] : ['no answer afterwards'])]
      if (one?.told !== other?.told) faults.push(`${one?.told} reached one policy, and ${other?.told} another`)
      results.set(row.step, { step: row.step, faults, told: one?.told ?? '' })
    }
  }
  await Promise.all(Array.from({ length: lanes }, work))
  return results
}

async function runRow(origin: string, row: MessageRow, policy: string): Promise<RowResult> {
  const message = row.message({ host: new URL(origin).host, path: `/${policy}/x` })
  const methods = [message.split(' ', 1)[0] ?? '']
  const bytes = Buffer.from(message, 'latin1')
  // Where another request may be hidden there may be another answer.
  const isDone = (sofar: Buffer): boolean => row.hidesAnother === undefined && isComplete(sofar, methods)
  const exchange = await sendBytes(origin, bytes, row.isUnfinished ? 300 : 5000, isDone)
  const isLarge = bytes.length > 16_384
  try {
    const responses = readResponses(exchange, methods, row)
    const found = await Promise.all(responses.map(findFaults))
    const isHung = exchange.end === 'silent' && responses.length === 0 && !row.isUnfinished
    const faults = [...found.flat(), ...(isHung ? ['no answer and no end'] : [])].map((fault) => `${policy}: ${fault}`)
    return {
      step: row.step,
      faults,
      told: row.hidesAnother ? tellHidden(responses) : tell(responses, exchange, isLarge),
    }
  } catch (error) {
    return { step: row.step, faults: [`${policy}: ${error}`], told: '' }
  }
}

function isComplete(bytes: Buffer, methods: readonly string[]): boolean {
  try {
    return parseResponses(bytes, methods, false).some(({ status }) => status >= 200)
  } catch {
    return false
  }
}

function readResponses({ bytes, end }: Exchange, methods: readonly string[], row: MessageRow): RawResponse[] {
  const isOther = bytes.length > 0 && !bytes.subarray(0, 5).equals(Buffer.from('HTTP/'))
  if (isOther && row.mayLeaveHttp1 === true && !bytes.includes('access-control')) return []
  return parseResponses(bytes, methods, end !== 'silent')
}

async function answersPlainly(origin: string): Promise<boolean> {
  const message = `GET /list/plain HTTP/1.1\r\nHost: ${new URL(origin).host}\r\nOrigin: ${app}\r\nConnection: close\r\n\r\n`
  const { bytes, end } = await sendBytes(origin, Buffer.from(message), 5000, (sofar) => isComplete(sofar, ['GET']))
  const [response] = parseResponses(bytes, ['GET'], end !== 'silent')
  const allowOrigin = response && valuesOf(response.headers, 'access-control-allow-origin')
  return response?.status === 200 && response.body.toString() === 'handled' && allowOrigin?.join() === app
}

function tellHidden(responses: readonly RawResponse[]): string {
  const isTaken = responses.some((response) => readReceived(response)?.method === 'GET')
  return isTaken ? 'a second request' : 'no second request'
}

/** Tells in a line what a runtime made of a message; where it may break the connection, not how it refused. */
function tell(responses: readonly RawResponse[], { bytes, end }: Exchange, isLarge: boolean): string {
  if (responses.length === 0)
    return bytes.length > 0 ? 'other bytes' : end === 'silent' ? 'waits' : refuse('closed', isLarge)
  const final = responses.filter(({ status }) => status >= 200)
  // A refusal of what is left over may come too late to be read.
  const reached = final.filter((response) => readReceived(response) !== null)
  const told = reached.length > 0 ? reached : final
  return told.map((response) => tellOne(response, readReceived(response), isLarge)).join('; ')
}

function refuse(how: string, isLarge: boolean): string {
  return isLarge ? 'refused' : how
}

function tellOne({ status }: RawResponse, received: Received | null, isLarge: boolean): string {
  if (received === null) return refuse(String(status), isLarge)
  const { method, url, origin, requestMethod, requestHeaders, requestHeadersLength } = received
  const path = url
    .replace(/^http:\/\/127\.0\.0\.1:[0-9]+/, '')
    .replace(/:[0-9]{4,5}\//, ':0/')
    .replace(new RegExp(`/(?:${Object.keys(policies).join('|')})/`), '/policy/')
  const parts = [
    method.slice(0, 100),
    path === '/policy/x' ? '' : cut(path),
    `Origin ${cut(origin)}`,
    requestMethod === null ? '' : `Method ${cut(requestMethod)}`,
    requestHeaders === null ? '' : `Headers ${cut(requestHeaders)} (${requestHeadersLength})`,
  ]
  return parts.filter((part) => part !== '').join(' ')
}

function cut(value: string | null): string {
  const text = toAscii(value)
  return text.length > 120 ? `${text.slice(0, 100)}...` : text
}
