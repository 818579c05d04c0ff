import type { Adapt } from '../runtimes/app.ts'
import type { NodeHandler } from '../runtimes/node-app.ts'
import { findPolicy, policies } from './policies.ts'
import { describeReceived, receivedHeader } from './received.ts'

/** Answers under every policy, and tells in each answer what it received. */
export function createApp(adapt: Adapt<NodeHandler>): NodeHandler {
  const handle: NodeHandler = (_, response) => void response.end('handled')
  const handlers = new Map(Object.entries(policies).map(([name, options]) => [name, adapt(options, handle)]))
  return (request, response) => {
    const { method = '', url = '', headers } = request
    const get = (name: string): string | null => headers[name]?.toString() ?? null
    response.setHeader(receivedHeader, describeReceived(method, url, get))
    handlers.get(findPolicy(url))?.(request, response)
  }
}
