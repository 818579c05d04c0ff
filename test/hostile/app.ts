import type { Adapt, FetchHandler } from '../runtimes/app.ts'
import { findPolicy, policies } from './policies.ts'
import { describeReceived, receivedHeader } from './received.ts'

/** Answers under every policy, and tells in each answer what it received. */
export function createApp(adapt: Adapt<FetchHandler>): FetchHandler {
  const handlers = new Map(
    Object.entries(policies).map(([name, options]) => [name, adapt(options, () => new Response('handled'))]),
  )
  return async (request) => {
    const { method, url, headers } = request
    const told = describeReceived(method, url, (name) => headers.get(name))
    const response = (await handlers.get(findPolicy(url))?.(request)) ?? Response.error()
    const answer = new Response(response.body, response)
    answer.headers.set(receivedHeader, told)
    return answer
  }
}
