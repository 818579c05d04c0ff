/**
 * The part of the Fetch and URL standards that `src` uses, and `lookupTimeout`'s timer. Not shipped: where the library
 * runs, the runtime's own types stand behind these names.
 */

interface Headers extends Iterable<[name: string, value: string]> {
  append(name: string, value: string): void
  delete(name: string): void
  get(name: string): string | null
  has(name: string): boolean
  keys(): IterableIterator<string>
  set(name: string, value: string): void
}
declare const Headers: { new (init?: Iterable<readonly [string, string]>): Headers }

interface Request {
  readonly method: string
  readonly url: string
  readonly headers: Headers
}
declare const Request: {
  new (url: string, init?: { method?: string; headers?: Iterable<readonly [string, string]>; body?: string }): Request
}

interface ReadableStream {
  readonly locked: boolean
}

interface Response {
  readonly status: number
  readonly headers: Headers
  readonly body: ReadableStream | null
  clone(): Response
}
declare const Response: {
  new (
    body?: ReadableStream | string | null,
    init?: Response | { status?: number; headers?: Headers | Iterable<readonly [string, string]> },
  ): Response
}

interface URL {
  readonly href: string
  readonly origin: string
  readonly protocol: string
  readonly hostname: string
  readonly host: string
  readonly port: string
  readonly username: string
  readonly password: string
  readonly hash: string
  readonly pathname: string
}
declare const URL: { new (url: string, base?: string | URL): URL }

declare function setTimeout(callback: () => void, milliseconds: number): { readonly timer: true }
declare function clearTimeout(timer: ReturnType<typeof setTimeout> | undefined): void
