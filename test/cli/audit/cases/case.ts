import type { RequestListener } from 'node:http'
import type { FindingCode } from '../../../../cli/audit/finding-kinds.ts'
import type { Severity } from '../../../../cli/severity.ts'
import type { BlockCode, PageRequest } from '../../../../src/explain.ts'

/** A page that each server is to trust. */
export const app = 'https://app.example.com'

/** How a server that nobody here wrote is configured: code for Node.js, or a part of nginx's configuration. */
type Configuration =
  | { readonly serve: () => RequestListener | Promise<RequestListener> }
  | { readonly nginx: string; readonly http?: string; readonly upstream?: () => RequestListener }

interface Named {
  readonly server: 'Express' | 'Hono' | 'Fastify' | 'h3' | 'itty-router' | 'nginx' | 'fetch-cors'
  /** What somebody wrote, in a few words. */
  readonly configuration: string
}

/** What the user says on the command line. */
export interface AuditArguments {
  /** @defaultValue the one origin that each server is to trust */
  readonly origins?: readonly string[]
  readonly method?: string
  readonly headers?: readonly (readonly [string, string])[]
}

/** A server with a fault that `audit` must find, under its own code. */
export type AuditFault = Named &
  Configuration & {
    readonly by: 'audit'
    readonly fault: FindingCode
    readonly severity: Severity
    /** What else is wrong with it, and nothing more. */
    readonly also?: readonly FindingCode[]
  } & AuditArguments

/** A server that does not do what a page needs, which `explain` must find, under its own code. */
export type ExplainFault = Named &
  Configuration & {
    readonly by: 'explain'
    readonly fault: BlockCode
    readonly page?: string
    readonly request: Omit<PageRequest, 'url'>
  }

/** A server of which `audit` must say nothing above info. */
export type Sound = Named & Configuration & { readonly by: 'audit'; readonly fault: null } & AuditArguments

export type Case = AuditFault | ExplainFault | Sound
