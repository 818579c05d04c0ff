import type { SpecificAnswer } from './check-specific.ts'

export const app = 'https://app.example.com'
export const other = 'https://other.example.com'
export const evil = 'https://evil.example'

/** The headers of a response that a page may read. */
export function forOrigin(origin: string): Readonly<Record<string, string>> {
  return { 'access-control-allow-origin': origin, vary: 'Origin' }
}

/** The headers of a response that no page of another origin may read. */
export const forNobody = { vary: 'Origin' } as const

/** Adds headers to an answer. */
export function withHeaders(answer: SpecificAnswer, headers: Readonly<Record<string, string>>): SpecificAnswer {
  return { ...answer, headers: { ...answer.headers, ...headers } }
}

/** The policy's answer to a preflight from `app`. */
export const preflight: SpecificAnswer = {
  status: 204,
  headers: { ...forOrigin(app), 'access-control-allow-methods': 'PUT' },
}

/** The policy's answer to a preflight from `evil`. */
export const refusedPreflight: SpecificAnswer = {
  status: 403,
  headers: { ...forNobody, 'cache-control': 'no-store', 'content-length': '0' },
}
