import { readFile } from 'node:fs/promises'
import { buffer } from 'node:stream/consumers'
import { InvalidArgumentError } from 'commander'
import type { Engine, PageRequest } from '../src/explain.ts'
import { CommandError } from './exit-codes.ts'
import type { CopiedRequest } from './input/copied-request.ts'

/** The options of `explain` as they are written. */
export interface ExplainOptions {
  readonly origin?: string
  readonly method?: string
  readonly header?: readonly string[]
  readonly data?: string
  readonly credentials?: NonNullable<PageRequest['credentials']>
  readonly mode?: NonNullable<PageRequest['mode']>
  readonly redirect?: NonNullable<PageRequest['redirect']>
  readonly referrerPolicy?: string
  readonly cookie?: readonly string[]
  readonly api?: NonNullable<PageRequest['api']>
  readonly uploadListener?: true
  readonly engine?: Engine
  readonly timeout: number
  readonly insecure?: true
  readonly http1?: true
  readonly json?: true
  readonly verbose?: true
  readonly curl?: string
  readonly fetch?: string
  readonly har?: string
  readonly resend?: true
}

/** Reads a time such as `10s`, `500ms` or `10`, which are seconds, as milliseconds. */
export function parseTime(text: string): number {
  const [, digits, unit] = /^(\d+(?:\.\d+)?)(ms|s|)$/.exec(text.trim()) ?? []
  const time = Number(digits) * (unit === 'ms' ? 1 : 1000)
  if (time >= 1 && time <= 3_600_000) return Math.round(time)
  throw new InvalidArgumentError('Write a time such as 10s or 500ms, an hour at most.')
}

/** Reads the request that the options describe. */
export async function readRequest(url: string | undefined, options: ExplainOptions): Promise<CopiedRequest> {
  if (url === undefined)
    throw new CommandError('Say what the page calls: fetch-cors explain https://api.example.com/items')
  const body = options.data === undefined ? undefined : await readBody(options.data)
  const given: PageRequest = {
    url: checkUrl(url),
    method: options.method ?? (body === undefined ? undefined : 'POST'),
    headers: options.header?.map(parseHeader),
    body,
    credentials: options.credentials,
    mode: options.mode,
    redirect: options.redirect,
    referrerPolicy: options.referrerPolicy,
    api: options.api,
    uploadListener: options.uploadListener,
  }
  return {
    request: given,
    origin: options.origin ?? null,
    cookies: options.cookie ?? [],
    insecure: options.insecure ?? false,
    ignored: [],
    assumed: [],
  }
}

/**
 * Puts the options beside a copied request, where the text does not tell or tells otherwise.
 *
 * @throws CommandError for an option that would make another request of it
 */
export function overrideRequest(copied: CopiedRequest, options: ExplainOptions): CopiedRequest {
  const { origin, cookie = [], credentials, mode, redirect, referrerPolicy, insecure } = options
  const foreign = (['method', 'header', 'data', 'api', 'uploadListener'] as const).filter((name) => options[name])
  if (foreign.length > 0) {
    const names = foreign.map((name) => `--${name.replace(/[A-Z]/, (letter) => `-${letter.toLowerCase()}`)}`)
    throw new CommandError(`${names.join(' and ')} would change the copied request: change it in the text itself`)
  }
  const given = Object.entries({ credentials, mode, redirect, referrerPolicy }).filter(
    ([, value]) => value !== undefined,
  )
  return {
    ...copied,
    request: { ...copied.request, ...Object.fromEntries(given) },
    origin: origin ?? copied.origin,
    cookies: [...copied.cookies, ...cookie],
    insecure: insecure ?? copied.insecure,
    assumed: copied.assumed.filter((sentence) => !given.some(([name]) => sentence.includes(`--${name}`))),
  }
}

/** @throws CommandError that says what to write instead of what is no absolute URL */
export function checkUrl(url: string): string {
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(url) && URL.canParse(url)) return url
  const rest = url.replace(/^(?:https?:)?[\\/]*/i, '')
  const meant = `${/^(?:localhost|127\.|\[|[^/]+\.localhost)/i.test(rest) ? 'http' : 'https'}://${rest}`
  const isHost = /^[^/?#]+\.[^/?#]/.test(rest) || meant.startsWith('http:')
  const suggestion = isHost && URL.canParse(meant) ? meant : 'https://api.example.com/items'
  throw new CommandError(`"${url}" is no absolute URL: write one such as "${suggestion}"`)
}

/** @throws CommandError that says what to write instead of what is no header */
export function parseHeader(line: string): [string, string] {
  const colon = line.indexOf(':')
  if (colon < 1) throw new CommandError(`"${line}" is no header: write one such as "content-type: application/json"`)
  return [line.slice(0, colon).trim(), line.slice(colon + 1).trim()]
}

/** Reads a body as text, so that it has the type that a page's text has, unless its bytes are none. */
async function readBody(data: string): Promise<string | Uint8Array<ArrayBuffer>> {
  if (!data.startsWith('@')) return data
  const bytes =
    data === '@-'
      ? await buffer(process.stdin)
      : await readFileOf(data.slice(1), 'write --data @ and the path of a file, or the text itself')
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return new Uint8Array(bytes)
  }
}

/** @throws CommandError that says what to write instead */
export async function readFileOf(path: string, instead: string): Promise<Buffer> {
  try {
    return await readFile(path)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    throw new CommandError(`"${path}" cannot be read [${code}]: ${instead}`)
  }
}
