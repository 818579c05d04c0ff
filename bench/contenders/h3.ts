import { type CorsOptions, H3, handleCors } from 'h3'
import type { Contender } from '../contender.ts'

export const h3: Contender = {
  name: 'h3',
  create(policy, handler) {
    const app = new H3()
    if (policy !== null) {
      const { origin, credentials, methods, headers, maxAge } = policy
      const options: CorsOptions = {
        origin: origin === '*' ? origin : origin instanceof RegExp ? [origin] : [...origin],
        credentials,
        methods: [...methods],
        allowHeaders: [...headers],
        exposeHeaders: [],
        maxAge: String(maxAge),
        preflight: { statusCode: 204 },
      }
      app.use((event, next) => {
        const answer = handleCors(event, options)
        return answer === false ? next() : answer
      })
    }
    app.all('/items', (event) => handler(event.req))
    return (request) => app.fetch(request)
  },
}
