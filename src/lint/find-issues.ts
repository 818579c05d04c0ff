import { CorsConfigError, type Issue } from '../server/config-error.ts'
import type { AsyncCorsOptions, CorsOptions } from '../server/options.ts'
import { compilePolicy } from '../server/policy.ts'

/** Finds what `createCors` would throw of options. */
export function findIssues<C>(options: CorsOptions<C> | AsyncCorsOptions<C>): readonly Issue[] {
  try {
    compilePolicy(options)
    return []
  } catch (error) {
    if (error instanceof CorsConfigError) return error.issues
    throw error
  }
}
