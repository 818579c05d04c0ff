import type { WireResponse } from './wire.ts'

/** Implements https://fetch.spec.whatwg.org/#data-url-processor, and step "data" of scheme fetch; `null` for failure */
export function readDataUrl(url: URL): WireResponse | null {
  // 2. Let input be the result of running the URL serializer on dataURL with exclude fragment set to true.
  // 3. Remove the leading "data:" from input. 5. Let mimeType be the code points up to the first comma.
  const [, rawType, body] = /^data:([^,]*),([^#]*)/s.exec(url.href) ?? []
  // 7. If position is past the end of input, then return failure.
  if (rawType === undefined || body === undefined) return null
  // 10. Let body be the percent-decoding of encodedBody.
  const bytes = percentDecode(body)
  // 11. If mimeType ends with U+003B (;), followed by zero or more spaces, followed by "base64":
  const isBase64 = /; *base64$/i.test(rawType.trim())
  const content = isBase64 ? decodeBase64(bytes) : bytes
  if (content === null) return null
  const type = isBase64 ? rawType.trim().replace(/; *base64$/i, '') : rawType.trim()
  // 12. If mimeType starts with ";", then prepend "text/plain" to it. 14. If it is no MIME type, it is this one.
  const full = type.startsWith(';') ? `text/plain${type}` : type
  const isType = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+\/[!#$%&'*+\-.^_`|~0-9A-Za-z]+/.test(full)
  const headers = [['content-type', isType ? full : 'text/plain;charset=US-ASCII']] as const
  return { status: 200, statusText: 'OK', headers, body: new Response(content).body }
}

/** Implements https://url.spec.whatwg.org/#string-percent-decode for a serialized URL, which is ASCII */
function percentDecode(text: string): Uint8Array<ArrayBuffer> {
  const characters = text.replace(/%([0-9A-Fa-f]{2})/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  )
  return Uint8Array.from(characters, (character) => character.charCodeAt(0))
}

/** Implements https://infra.spec.whatwg.org/#forgiving-base64-decode */
function decodeBase64(bytes: Uint8Array): Uint8Array<ArrayBuffer> | null {
  try {
    const characters = atob(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
    return Uint8Array.from(characters, (character) => character.charCodeAt(0))
  } catch {
    return null
  }
}
