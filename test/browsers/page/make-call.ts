import type { CallBody } from '../browser-case.ts'
import type { CallResult, PlannedCall } from './plan.ts'

/** How long a call may take, in milliseconds. */
const patience = 15_000

const blocked: CallEnd = { outcome: 'blocked', readable: [], sent: true, late: false }
const unsent: CallEnd = { ...blocked, sent: false }

/** What came of a call. */
export type CallEnd = Omit<CallResult, 'begun'>

/** Makes a call with `fetch`. */
export async function callFetch(call: PlannedCall): Promise<CallEnd> {
  const signal = AbortSignal.timeout(patience)
  let request: Request
  try {
    request = toRequest(call, signal)
  } catch {
    return unsent
  }
  try {
    const response = await fetch(request)
    if (response.type === 'opaque' || response.type === 'opaqueredirect') {
      return { ...blocked, outcome: response.type }
    }
    await response.text()
    return { ...blocked, outcome: 'shared', readable: [...response.headers.keys()].sort() }
  } catch {
    return { ...blocked, late: signal.aborted }
  }
}

function toRequest(call: PlannedCall, signal: AbortSignal): Request {
  const { url, method, headers, credentials, mode, redirect, referrerPolicy, body } = call
  const init: RequestInit & { duplex?: 'half' } = { signal }
  if (method !== undefined) init.method = method
  if (headers !== undefined) init.headers = headers.map(([name, value]) => [name, value])
  if (credentials !== undefined) init.credentials = credentials
  if (mode !== undefined) init.mode = mode
  if (redirect !== undefined) init.redirect = redirect
  if (referrerPolicy !== undefined) init.referrerPolicy = referrerPolicy
  if (body !== undefined) init.body = toBody(body)
  if (body !== undefined && 'stream' in body) init.duplex = 'half'
  return new Request(url, init)
}

/** Makes a call with XMLHttpRequest. */
export async function callXhr(call: PlannedCall): Promise<CallEnd> {
  const request = new XMLHttpRequest()
  return await new Promise((resolve) => {
    request.onload = () => resolve({ ...blocked, outcome: 'shared', readable: readHeaderNames(request) })
    request.onerror = () => resolve(blocked)
    request.ontimeout = () => resolve({ ...blocked, late: true })
    try {
      send(request, call)
    } catch {
      resolve(unsent)
    }
  })
}

function send(request: XMLHttpRequest, { url, method = 'GET', ...call }: PlannedCall): void {
  request.open(method, url)
  request.timeout = patience
  // Or else the answer would be parsed as XML.
  request.responseType = 'text'
  request.withCredentials = call.credentials === 'include'
  for (const [name, value] of call.headers ?? []) request.setRequestHeader(name, value)
  if (call.uploadListener === true) request.upload.addEventListener('loadstart', () => {})
  request.send(call.body === undefined ? null : toXhrBody(call.body))
}

function readHeaderNames(request: XMLHttpRequest): string[] {
  const names = request
    .getAllResponseHeaders()
    .split('\r\n')
    .map((line) => line.split(':')[0]?.toLowerCase() ?? '')
  return [...new Set(names)].filter((name) => name !== '').sort()
}

function toBody(body: CallBody): BodyInit {
  return 'stream' in body ? new Blob([body.stream]).stream() : toXhrBody(body)
}

function toXhrBody(body: CallBody): string | URLSearchParams | Blob {
  if ('text' in body) return body.text
  if ('form' in body) return new URLSearchParams(body.form)
  if ('blob' in body) return new Blob([body.blob], { type: body.type })
  throw new TypeError('XMLHttpRequest cannot send a stream')
}
