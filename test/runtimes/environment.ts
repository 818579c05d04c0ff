import type { Cors, CorsOptions } from '../../src/index.ts'
import { type CorsRoute, createCorsRoutes } from '../../src/routes.ts'

/** How a policy is written in an environment. */
export type EnvironmentKind = 'list' | 'JSON' | 'routes'

/** What a program writes that has its policy from the environment. */
export const makers: Readonly<Record<EnvironmentKind, (text: string) => CorsOptions | Cors>> = {
  list: (text) => ({ origin: text.split(','), credentials: true }),
  JSON: (text) => JSON.parse(text),
  routes: (text) => createCorsRoutes(JSON.parse(text) as Readonly<Record<string, CorsRoute>>),
}
