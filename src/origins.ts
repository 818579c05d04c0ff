export { type CachedOrigins, cachedOrigins } from './store/cached-origins.ts'
export type { CachedOriginsOptions, OriginSource, OriginsEvent } from './store/options.ts'
export type { SourceFailure, SourceFailureCode } from './store/source.ts'
