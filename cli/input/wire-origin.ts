import type { PageRequest } from '../../src/explain.ts'
import { getHeader, getLines, type HeaderList } from '../../src/user-agent/header-list.ts'
import { CommandError } from '../exit-codes.ts'

/** Finds the page's origin in the headers of a request: `Origin`, else `Referer`, else what the browser says of both. */
export function readOrigin(url: string, headers: HeaderList): string | null {
  const origin = getLines(headers, 'origin').at(-1)?.trim() ?? ''
  if (origin !== '') return origin
  const referrer = toOrigin(getLines(headers, 'referer').at(-1)?.trim() ?? '')
  if (referrer !== null) return referrer
  return getHeader(headers, 'sec-fetch-site') === 'same-origin' ? toOrigin(url) : null
}

/** Gives the serialized origin of a page's URL, `null` if it has none. */
export function toOrigin(url: string): string | null {
  if (!URL.canParse(url)) return null
  const { origin, protocol, host } = new URL(url)
  if (origin !== 'null') return origin
  // Schemes that the URL standard does not know (capacitor:, chrome-extension:) have an origin all the same.
  return host === '' ? null : `${protocol}//${host}`
}

interface RequestMode {
  readonly mode: Exclude<PageRequest['mode'], undefined> | null
  readonly assumed: readonly string[]
}

/**
 * Reads the request mode that the browser tells with `Sec-Fetch-Mode`.
 *
 * @throws CommandError if no CORS check is ever made
 */
export function readRequestMode(headers: HeaderList): RequestMode {
  const mode = getHeader(headers, 'sec-fetch-mode')?.toLowerCase() ?? null
  if (mode === 'cors' || mode === 'no-cors' || mode === 'same-origin') return { mode, assumed: [] }
  if (mode === 'websocket') {
    throw new CommandError(
      'This is a WebSocket handshake, which no CORS check ever sees: copy a request of fetch or XMLHttpRequest',
    )
  }
  const sentence =
    'This is a navigation, which CORS never blocks; what is explained is a fetch of the same URL by the page'
  return { mode: null, assumed: mode === 'navigate' ? [sentence] : [] }
}
