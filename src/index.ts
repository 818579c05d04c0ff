export { compareOrigins, type OriginComparison, type OriginPart } from './origin/compare-origins.ts'
export { CorsConfigError, type Issue } from './server/config-error.ts'
export type { AllowedDecision, AsyncCors, Cors, CorsInput, Decision, RefusedDecision } from './server/cors.ts'
export { createCors } from './server/create-cors.ts'
export type { IssueCode } from './server/issues.ts'
export type {
  AsyncCorsOptions,
  CorsOptions,
  HeaderName,
  Method,
  OriginRule,
  Refusal,
  RefusalCode,
} from './server/options.ts'
export { type AsyncReloadableCors, createReloadableCors, type ReloadableCors } from './server/reloadable-cors.ts'
