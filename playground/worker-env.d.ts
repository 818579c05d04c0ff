/** The bindings of `wrangler.toml`, in the place of the types of workerd: these and the DOM's exclude each other. */
declare module 'cloudflare:workers' {
  export const env: {
    readonly PAGE_ORIGIN: string
    readonly TENANTS: { get(key: string): Promise<string | null> }
  }
  export function waitUntil(promise: Promise<unknown>): void
}
