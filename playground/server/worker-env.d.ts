/** The bindings of `wrangler.toml`, in the place of the types of workerd: these and the DOM's exclude each other. */
declare module 'cloudflare:workers' {
  export const env: {
    readonly TENANTS: { get(key: string): Promise<string | null> }
  }
  export function waitUntil(promise: Promise<unknown>): void
}

/** Files that are bundled as text. */
declare module '*.html' {
  const text: string
  // biome-ignore lint/style/noDefaultExport: bundlers give a text as the default export
  export default text
}
