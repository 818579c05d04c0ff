import type { CorsOptions } from '../../src/index.ts'

export const app = 'https://app.example.com'

/** The policy before the handlers. */
export const policy: CorsOptions = { origin: [app, 'https://other.example.com'], exposedHeaders: ['x-own'] }
