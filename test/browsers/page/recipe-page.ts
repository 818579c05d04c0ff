import { upload } from '../../../examples/upload-progress/upload.ts'
import type { RecipeResults } from './recipe-results.ts'

// Runs in a page of our own origin, and then in one of another. Both do the same.

const isOurs = location.hostname === 'app.site.localhost'
const results: RecipeResults = {}
const uploadUrl = `http://upload.site.localhost:${location.port}/`
const itemsUrl = `http://items.site.localhost:${location.port}/items`
const eventsUrl = `http://events.site.localhost:${location.port}/events`

async function see(name: string, call: () => Promise<unknown>): Promise<void> {
  results[`${isOurs ? 'our page' : 'another page'}, ${name}`] = await call().catch((error: unknown) =>
    error instanceof TypeError ? 'blocked' : String(error),
  )
}

/** Uploads a text, which needs no preflight by itself. */
async function uploadText(bytes: number, isWatched: boolean): Promise<unknown> {
  const parts: number[] = []
  const file = new Blob(['x'.repeat(bytes)], { type: 'text/plain' })
  const { status, text } = await upload(uploadUrl, file, isWatched ? (part) => parts.push(part) : undefined)
  const isRising = parts.every((part, index) => part >= (parts[index - 1] ?? 0))
  return { status, text, progress: parts.length > 0 && isRising && parts.at(-1) === 1 }
}

/** Waits for what an EventSource gets: its next event, or its end. */
function listen(source: EventSource): Promise<string> {
  return new Promise((resolve) => {
    source.onmessage = ({ data, lastEventId }) => resolve(`${lastEventId}: ${data}`)
    source.onerror = () => {
      if (source.readyState === EventSource.CLOSED) resolve('closed')
    }
  })
}

async function tell(event: string): Promise<void> {
  await fetch(eventsUrl, { method: 'POST', body: event, credentials: 'include' })
}

async function followEvents(): Promise<unknown> {
  const source = new EventSource(eventsUrl, { withCredentials: true })
  try {
    const first = await listen(source)
    if (first === 'closed') return first
    const second = listen(source)
    await tell('the second')
    const seen = [first, await second]
    const third = listen(source)
    await fetch('/cut', { method: 'POST' })
    await tell('the third')
    return [...seen, await third]
  } finally {
    source.close()
  }
}

async function followWithoutCookie(): Promise<unknown> {
  const source = new EventSource(eventsUrl)
  try {
    return await listen(source)
  } finally {
    source.close()
  }
}

async function readWithFetch(): Promise<unknown> {
  const headers = { authorization: 'Bearer 1', 'last-event-id': '0' }
  const response = await fetch(eventsUrl, { headers })
  const reader = response.body?.getReader()
  const first = await reader?.read()
  await reader?.cancel()
  // More than one may have come by then.
  return new TextDecoder().decode(first?.value).split('\n\n')[0]
}

async function startServiceWorker(): Promise<void> {
  await navigator.serviceWorker.register(`/service-worker.js?api=${new URL(itemsUrl).origin}`)
  if (navigator.serviceWorker.controller !== null) return
  await new Promise((done) => navigator.serviceWorker.addEventListener('controllerchange', done, { once: true }))
}

async function askForItems(init: RequestInit = {}): Promise<Items> {
  const response = await fetch(itemsUrl, { credentials: 'include', ...init })
  const { status, type, headers } = response
  return { status, type, id: headers.get('x-request-id'), text: await response.text() }
}

const put = { method: 'PUT', headers: { 'x-csrf-token': 't' }, credentials: 'include' } as const

interface Items {
  readonly status: number
  readonly type: string
  readonly id: string | null
  readonly text: string
}

async function useServiceWorker(): Promise<unknown> {
  await startServiceWorker()
  const seen = async (call: Promise<Items>): Promise<unknown> => call.catch(() => 'blocked')
  const first = await askForItems().catch(() => null)
  const changed = await seen(askForItems(put))
  await fetch('/network?off', { method: 'POST' })
  const second = await askForItems().catch(() => null)
  const unknown = await seen(askForItems(put))
  await fetch('/network?on', { method: 'POST' })
  const toText = (items: Items | null): unknown => items && [items.status, items.type, items.text]
  return {
    online: toText(first),
    changed: changed === 'blocked' ? changed : Object(changed).status,
    offline: toText(second),
    isTheSame: first !== null && first.id !== null && first.id === second?.id,
    changedOffline: unknown,
  }
}

async function run(): Promise<void> {
  // biome-ignore lint/suspicious/noDocumentCookie: there is no other way in every browser
  document.cookie = 'session=1; domain=site.localhost'
  await see('upload', () => uploadText(300_000, false))
  await see('upload with progress', () => uploadText(300_000, true))
  await see('upload of too much', () => uploadText(4_500_000, true))
  await see('events', followEvents)
  await see('events without a cookie', followWithoutCookie)
  await see('events by fetch', readWithFetch)
  await see('service worker', useServiceWorker)
  if (!isOurs) await see('what its service worker leaves alone', () => fetch(uploadUrl, put))
  await fetch('/results', { method: 'POST', body: JSON.stringify(results) })
  if (isOurs) location.href = `http://127.0.0.1:${location.port}/`
}

run()
