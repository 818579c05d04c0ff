import type { IncomingMessage, ServerResponse } from 'node:http'
import { cors, type NodeMiddleware } from '../../../adapters/node.ts'
import type { Answer, Resource } from '../browser-case.ts'
import type { LabRun } from './runs.ts'
import { writeAnswer } from './write-answer.ts'

const policies = new WeakMap<object, NodeMiddleware<IncomingMessage>>()

/** Answers a request for a resource of a run. */
export function answerRun(run: LabRun, path: string, request: IncomingMessage, response: ServerResponse): void {
  const resource = Object.hasOwn(run.server, path) ? run.server[path] : undefined
  const give = (answer: Answer): void => writeAnswer(fillInOrigin(answer, request), response)
  if (resource === undefined) return give({ status: 404 })
  const { policy, actual = {}, preflight = { status: 404 } } = resource
  if (policy !== undefined) {
    response.setHeader('cache-control', 'no-store')
    toMiddleware(policy)(request, response, () => give(actual))
    return
  }
  if (!isPreflight(request)) return give(actual)
  give({ status: 204, ...preflight })
}

function isPreflight({ method, headers }: IncomingMessage): boolean {
  return method === 'OPTIONS' && headers['access-control-request-method'] !== undefined
}

/** Makes a policy a middleware, once. */
export function toMiddleware(policy: NonNullable<Resource['policy']>): NodeMiddleware<IncomingMessage> {
  const known = policies.get(policy) ?? cors<IncomingMessage>(policy)
  policies.set(policy, known)
  return known
}

function fillInOrigin(answer: Answer, { headers }: IncomingMessage): Answer {
  const origin = headers.origin ?? ''
  return {
    ...answer,
    headers: (answer.headers ?? []).map(([name, value]) => [name, value.replace('$ORIGIN', () => origin)]),
  }
}
