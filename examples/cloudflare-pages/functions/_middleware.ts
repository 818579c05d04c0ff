import { createCorsRoutes } from 'fetch-cors/routes'

const cors = createCorsRoutes({
  '/api/*': { origin: ['https://app.example.com', 'https://*.preview.example.com'], methods: ['PUT'] },
  '/api/internal/*': false,
})

/** Runs before every function, and for static files that have none: their headers cannot be changed, so they are copied. */
export const onRequest: PagesFunction = (context) => cors.handle(context.request, () => context.next())
