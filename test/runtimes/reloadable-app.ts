import { createReloadableCors } from '../../src/index.ts'

const { cors, reload } = createReloadableCors({ origin: ['https://a.example', 'https://other.example'] })

/** A policy that a request replaces, by naming an origin in its path. */
export const reloadable: typeof cors = cors

/** Replaces the policy, and says what is wrong with the new one. */
export function answer({ url }: { readonly url: string }): Response {
  const name = /\/reload\/(.+)$/.exec(url)?.[1]
  if (name === undefined) return new Response('hello')
  try {
    reload({ origin: [`https://${name}`, 'https://other.example'] })
    return new Response('reloaded')
  } catch (error) {
    return new Response(String(error), { status: 400 })
  }
}
