/** Imports one library as a package has it, makes a policy, and prints how many milliseconds that took. */
const origin = ['https://app.example.com', 'https://admin.example.com']
const [library] = process.argv.slice(2)
const built = new URL('../dist/index.js', import.meta.url).href
const start = performance.now()
if (library === 'fetch-cors') {
  const { createCors } = await import(built)
  createCors({ origin, credentials: true, methods: ['PUT', 'DELETE'], allowedHeaders: ['content-type'], maxAge: 600 })
} else {
  const { cors } = await import('hono/cors')
  cors({ origin, credentials: true, allowMethods: ['PUT', 'DELETE'], allowHeaders: ['content-type'], maxAge: 600 })
}
console.log(performance.now() - start)
