import { compareOrigins, type OriginComparison } from '../../src/index.ts'
import { findMisspelling } from '../../src/origin/misspelling.ts'
import { defaultPort } from '../../src/origin/pattern.ts'
import { isSameSite } from '../../src/origin/site.ts'
import { CommandError } from '../exit-codes.ts'
import { toVisible } from '../terminal.ts'

/** A comparison as it is printed as data. */
export interface Comparison extends Omit<OriginComparison, 'sameSite'> {
  /** Whether both belong to one site, by the public suffix list: with the scheme and without it. */
  readonly sameSite: { readonly schemeful: boolean; readonly schemeless: boolean }
  /** The parts of both origins, `null` for an opaque one. */
  readonly parts: { readonly a: OriginParts | null; readonly b: OriginParts | null }
}

interface OriginParts {
  readonly scheme: string
  readonly host: string
  readonly port: number | null
}

/** Compares two URLs. */
export function compareUrls(a: URL, b: URL): Comparison {
  const { sameSite: _, ...comparison } = compareOrigins(a, b)
  const parts = { a: toParts(comparison.a), b: toParts(comparison.b) }
  const schemeless = parts.a !== null && parts.b !== null && isSameSite(new URL(comparison.a), comparison.b)
  const notes = [...comparison.notes, ...explainSchemes([a, b])]
  return {
    ...comparison,
    notes,
    sameSite: { schemeful: schemeless && toHttp(parts.a?.scheme) === toHttp(parts.b?.scheme), schemeless },
    parts,
  }
}

/** Implements https://websockets.spec.whatwg.org/#websocket-opening-handshake : a WebSocket is asked for as with HTTP. */
function toHttp(scheme: string | undefined): string | undefined {
  return scheme?.replace(/^ws/, 'http')
}

/** Says what is not known of the origins of schemes that are none of HTTP. */
function explainSchemes(urls: readonly URL[]): string[] {
  const protocols = [...new Set(urls.map(({ protocol }) => protocol))]
  return protocols.flatMap((protocol) => {
    if (protocol === 'ws:' || protocol === 'wss:')
      return [`${protocol} asks for no CORS: the server looks at Origin itself`]
    const isCustom = urls.some((url) => url.protocol === protocol && url.origin === 'null' && url.host !== '')
    return isCustom ? [`An app that has registered ${protocol} may give its pages an origin of that scheme`] : []
  })
}

/** Takes a serialized origin apart; the default port is spelled out. */
function toParts(origin: string): OriginParts | null {
  if (origin === 'null') return null
  const { protocol, hostname, port } = new URL(origin)
  const scheme = protocol.slice(0, -1)
  const digits = port === '' ? defaultPort(scheme) : port
  return { scheme, host: hostname, port: digits === '' ? null : Number(digits) }
}

/**
 * Reads a URL.
 *
 * @throws {@link CommandError} that says what to write instead
 */
export function readUrl(text: string): URL {
  // What looks like a host with its port would be taken for a scheme with its path.
  if (URL.canParse(text) && !/^[^/:]+:\d+(?:[/?#]|$)/.test(text)) return new URL(text)
  const [authority = ''] = text.split(/[/?#]/)
  const meant = findMisspelling(authority).meant
  const instead =
    meant === null || meant.includes('*') ? 'https://app.example.com/' : meant + text.slice(authority.length)
  throw new CommandError(`"${toVisible(text)}" is no URL: write it with its scheme, such as ${toVisible(instead)}`)
}
