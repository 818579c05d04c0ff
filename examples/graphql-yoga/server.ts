import { serve } from '@hono/node-server'
import { createCors } from 'fetch-cors'
import { GraphQLError } from 'graphql'
import { createSchema, createYoga } from 'graphql-yoga'

const yoga = createYoga({
  // What goes wrong in Yoga: it has CORS of its own, which without this line lets any page in, with cookies.
  cors: false,
  graphiql: false,
  schema: createSchema<{ readonly request: Request }>({
    typeDefs: /* GraphQL */ `
      type Query {
        items: [String!]!
        broken: String
      }
      type Mutation {
        rename(id: ID!, name: String!): String!
      }
    `,
    resolvers: {
      Query: {
        items: () => ['tea'],
        broken: () => {
          throw new Error('on purpose')
        },
      },
      Mutation: {
        rename: (_parent: unknown, { id, name }: { id: string; name: string }, { request }) => {
          if (request.headers.get('cookie') !== 'session=1') throw new GraphQLError('log in')
          return `${id} is ${name}`
        },
      },
    },
  }),
})

// GraphQL requests have a type of JSON, which needs a preflight, so `content-type` is allowed. But Yoga takes forms too, which
// need none: without `rejectDisallowed` any page could run a mutation with the user's cookie, though not read its answer.
// Yoga answers errors by itself, with 200 for those of a resolver.
const cors = createCors({
  origin: ['https://app.example.com', 'https://*.preview.example.com'],
  allowedHeaders: ['content-type', 'x-csrf-token'],
  credentials: true,
  rejectDisallowed: true,
  maxAge: 600,
})

const fetch = cors.wrap(async (request: Request): Promise<Response> => yoga.fetch(request))

serve({ fetch, hostname: '127.0.0.1', port: Number(process.env['PORT'] ?? 3000) }, ({ port }) => {
  console.log(`listening on ${port}`)
})
