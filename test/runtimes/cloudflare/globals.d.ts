/** The bindings of the Workers under test. */
declare namespace Cloudflare {
  interface Env {
    /** The options of the policy, as JSON. */
    readonly OPTIONS: import('../../../src/index.ts').CorsOptions
    /** Says how the policy is written in the environment, and what is written there. */
    readonly KIND: import('../environment.ts').EnvironmentKind
    readonly POLICY: string
    /** The origin of a server on loopback. */
    readonly UPSTREAM: string
    readonly SERVICE: Fetcher & { greet(name: string): Promise<string> }
    readonly ROOM: DurableObjectNamespace
    readonly ORIGINS: KVNamespace
  }
}

// The core passes undefined, which every runtime takes; these types know numbers and null only.
declare function clearTimeout(timer: number | undefined): void

/** The module of an app; whoever bundles a Worker says which. */
declare module 'app-under-test' {
  export const createApp: import('../app.ts').App['createApp']
}
