import type { AsyncCorsOptions, CorsOptions } from '../../src/index.ts'

export const app = 'https://app.example.com'

/** The rules of most policies. */
const origin = [app, 'https://*.preview.example.com', 'http://localhost:*']

/** Admits what no rule may ever be shown, so that it would be seen in an answer. */
function admitTainted(value: string): boolean {
  return !/^[a-z][a-z0-9+.-]*:\/\/(?:[A-Za-z0-9._-]+|\[[0-9a-f:]+\])(?::[1-9][0-9]{0,4})?$/.test(value)
}

/** Policies of every kind, by the first segment of the path that they answer under. */
export const policies: Readonly<Record<string, CorsOptions | AsyncCorsOptions>> = {
  list: { origin, methods: ['PUT'], allowedHeaders: ['x-a'], credentials: true, maxAge: 60 },
  echo: { origin, methods: '*', allowedHeaders: '*', exposedHeaders: '*', credentials: true },
  anyone: { origin: '*', methods: '*', allowedHeaders: '*', exposedHeaders: '*' },
  one: { origin: app, methods: ['PUT'], allowedHeaders: ['x-a'], credentials: true },
  rules: {
    origin: [/^https:\/\/app\.example\.com$/, admitTainted],
    methods: ['PUT'],
    dangerouslyAllowNullOrigin: true,
  },
  reject: { origin, methods: ['PUT'], rejectDisallowed: true, debug: true },
  lookup: { lookup: async (asked) => asked === app || admitTainted(asked), methods: ['PUT'], lookupTimeout: 5000 },
}

/** Finds the policy that a request is for; odd targets have the first one. Never throws. */
export function findPolicy(url: string): string {
  const name = /^(?:[a-z]+:\/\/[^/]*)?\/([a-z]+)(?:[/?#]|$)/.exec(url)?.[1] ?? ''
  return Object.hasOwn(policies, name) ? name : 'list'
}
