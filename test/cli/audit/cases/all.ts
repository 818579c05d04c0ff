import type { AuditFault, Case, ExplainFault, Sound } from './case.ts'
import { expressCases } from './express.ts'
import { fastifyCases } from './fastify.ts'
import { fetchCorsCases } from './fetch-cors.ts'
import { h3Cases } from './h3.ts'
import { honoCases } from './hono.ts'
import { ittyRouterCases } from './itty-router.ts'
import { nginxCases } from './nginx.ts'

/** Every server and configuration. */
export const cases: readonly Case[] = [
  ...expressCases,
  ...honoCases,
  ...fastifyCases,
  ...h3Cases,
  ...ittyRouterCases,
  ...nginxCases,
  ...fetchCorsCases,
]

/** Those with a planted fault. */
export const faults: readonly (AuditFault | ExplainFault)[] = cases.filter((row) => row.fault !== null)

/** Those without one. */
export const sound: readonly Sound[] = cases.filter((row) => row.fault === null)
