import type { Case } from './cases.ts'

/** A request to send, and the origin to send it to. */
export interface Task {
  readonly tried: Case
  readonly api: string
}

/** What a page learns from `fetch()`. */
export interface Attempt {
  readonly isShared: boolean
  /** The status, the readable headers and the body; or the error, which says nothing about the reason. */
  readonly text: string
}

/** Sends a request from the page or frame that this runs in. */
export async function tryFetch({ tried, api }: Task): Promise<Attempt> {
  const { method, path, headers = {}, body = null, credentials = 'same-origin' } = tried
  const init: RequestInit = { method, headers, body, credentials, cache: 'no-store' }
  try {
    const response = await fetch(`${api}${path}`, { ...init, signal: AbortSignal.timeout(20_000) })
    const lines = [...response.headers].map(([name, value]) => `${name}: ${value}`)
    return { isShared: true, text: [response.status, ...lines, '', await response.text()].join('\n') }
  } catch (error) {
    return { isShared: false, text: String(error) }
  }
}
