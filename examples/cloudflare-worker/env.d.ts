declare namespace Cloudflare {
  interface Env {
    /** Origins, with commas between them. */
    readonly ALLOWED_ORIGINS: string
    /** The URL of what stands behind this Worker. */
    readonly UPSTREAM: string
  }
}
