export type { AnyCorsRoute, AsyncCorsRoutes, CorsRoute, CorsRoutes } from './routes/cors-routes.ts'
export { createCorsRoutes } from './routes/create-cors-routes.ts'
export type { RouteIssueCode } from './routes/route-issues.ts'
