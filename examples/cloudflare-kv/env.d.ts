// `npx wrangler types` writes this of wrangler.toml.
declare namespace Cloudflare {
  interface Env {
    readonly ORIGINS: KVNamespace
  }
}
