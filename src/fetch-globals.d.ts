/**
 * The part of the Fetch and URL standards that `src` uses, and `lookupTimeout`'s timer. Not shipped: where the library
 * runs, the runtime's own types stand behind these names.
 */

interface Headers extends Iterable<[name: string, value: string]> {
  append(name: string, value: string): void
  delete(name: string): void
  forEach(callback: (value: string, name: string) => void): void
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
  readonly mode: string
  readonly credentials: string
  readonly redirect: string
  readonly referrerPolicy: string
  readonly body: ReadableStream | null
  readonly signal: AbortSignal
  arrayBuffer(): Promise<ArrayBuffer>
  clone(): Request
}
declare const Request: {
  new (
    url: string,
    init?: {
      method?: string
      headers?: Iterable<readonly [string, string]>
      body?: BodyInit | null
      redirect?: string
      signal?: AbortSignal
      duplex?: string
    },
  ): Request
}

interface AbortSignal {
  readonly aborted: boolean
  readonly reason: unknown
  addEventListener(type: 'abort', listener: () => void, options?: { once?: boolean }): void
}
interface AbortController {
  readonly signal: AbortSignal
  abort(reason?: unknown): void
}
declare const AbortController: { new (): AbortController }

interface Blob {
  readonly type: string
}
interface FormData {
  has(name: string): boolean
}
interface URLSearchParams {
  has(name: string): boolean
}
type BodyInit = ReadableStream | Blob | ArrayBuffer | Uint8Array<ArrayBuffer> | FormData | URLSearchParams | string

declare function atob(text: string): string

declare const TextDecoder: { new (): { decode(bytes: Uint8Array<ArrayBuffer>): string } }
declare const TextEncoder: { new (): { encode(text: string): Uint8Array<ArrayBuffer> } }

interface ReadableStream {
  readonly locked: boolean
  cancel(reason?: unknown): Promise<void>
  getReader(): { read(): Promise<{ done: boolean; value?: unknown }>; cancel(reason?: unknown): Promise<void> }
}
declare const ReadableStream: {
  new (source: {
    pull(controller: { enqueue(chunk: unknown): void; close(): void; error(reason: unknown): void }): Promise<void>
    cancel(reason: unknown): Promise<void>
  }): ReadableStream
}

interface Response {
  readonly status: number
  readonly statusText: string
  readonly type: string
  readonly headers: Headers
  readonly body: ReadableStream | null
  readonly bodyUsed: boolean
  arrayBuffer(): Promise<ArrayBuffer>
  clone(): Response
}
declare const Response: {
  new (
    body?: BodyInit | null,
    init?: Response | { status?: number; statusText?: string; headers?: Headers | Iterable<readonly [string, string]> },
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
declare const URL: { new (url: string, base?: string | URL): URL; canParse(url: string): boolean }

declare function setTimeout(callback: () => void, milliseconds: number): { readonly timer: true }
declare function clearTimeout(timer: ReturnType<typeof setTimeout> | undefined): void

/** The types of lru-cache name a timer of Node.js, in a member that is internal to it. */
declare namespace NodeJS {
  interface Timeout {
    readonly timer: true
  }
}
