/** A request of a page to a recipe's server, and what comes of it. */
export interface RecipeRow {
  readonly step: string
  readonly path: string
  readonly origin: string
  readonly method?: string
  readonly headers?: readonly (readonly [string, string])[]
  readonly body?: string
  /** Whether the browser has the session's cookie; it has it if this is absent. */
  readonly hasCookie?: false
  /** Whether the page sends cookies; it does if this is absent. */
  readonly credentials?: 'omit' | 'include'
  readonly outcome: 'shared' | 'blocked'
  readonly status: number
  /** What the page reads, as far as it is asked. */
  readonly reads?: string
}

/** Statuses that frameworks do not agree on. */
export interface Statuses {
  /** For a method that a path does not have. */
  readonly noMethod: number
  /** For a body that is no JSON, which makes the handler throw. */
  readonly badBody: number
  /** For a redirect. */
  readonly redirect: number
  /** For other origins, where the policy rejects them. */
  readonly rejected?: 403
}

export const app = 'https://app.example.com'
export const preview = 'https://pr-1.preview.example.com'
export const evil = 'https://evil.example'
export const json = ['content-type', 'application/json'] as const
export const token = ['x-csrf-token', 't'] as const

/** Whether every recipe's policy has an origin. */
export function isOurs(origin: string): boolean {
  return origin === app || origin === preview
}

const put = { path: '/items/7', method: 'PUT', headers: [json, token], body: '{"name":"tea"}' } as const

/** What holds for every recipe that has the items. */
export function toItemRows({ noMethod, badBody, redirect, rejected }: Statuses): RecipeRow[] {
  return [
    { step: 'our page', path: '/items', origin: app, outcome: 'shared', status: 200, reads: '["tea"]' },
    { step: 'a preview of it', path: '/items', origin: preview, outcome: 'shared', status: 200, reads: '["tea"]' },
    { step: 'another page', path: '/items', origin: evil, outcome: 'blocked', status: rejected ?? 200 },
    {
      step: 'a look-alike',
      path: '/items',
      origin: `${app}.evil.example`,
      outcome: 'blocked',
      status: rejected ?? 200,
    },
    { step: 'a sandboxed page', path: '/items', origin: 'null', outcome: 'blocked', status: rejected ?? 200 },
    {
      step: 'a method and headers that need a preflight',
      ...put,
      origin: app,
      outcome: 'shared',
      status: 200,
      reads: '{"id":"7","name":"tea"}',
    },
    { step: 'the same, another page', ...put, origin: evil, outcome: 'blocked', status: 403 },
    { step: 'a method that the policy lacks', ...put, method: 'PATCH', origin: app, outcome: 'blocked', status: 204 },
    {
      step: 'a header that the policy lacks',
      ...put,
      headers: [['x-other', '1']],
      origin: app,
      outcome: 'blocked',
      status: 204,
    },
    {
      step: 'who is not logged in',
      ...put,
      origin: app,
      hasCookie: false,
      outcome: 'shared',
      status: 401,
      reads: 'log in',
    },
    { step: 'an error', ...put, body: '{"name":', origin: app, outcome: 'shared', status: badBody },
    { step: 'no such path', path: '/none', origin: app, outcome: 'shared', status: 404 },
    { step: 'no such path, another page', path: '/none', origin: evil, outcome: 'blocked', status: rejected ?? 404 },
    { step: 'no such method', path: '/items', method: 'DELETE', origin: app, outcome: 'shared', status: noMethod },
    { step: 'a redirect', path: '/old', origin: app, outcome: 'shared', status: redirect },
    { step: 'a redirect, another page', path: '/old', origin: evil, outcome: 'blocked', status: rejected ?? redirect },
  ]
}
