import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Answer } from '../browser-case.ts'
import type { LabRun } from './runs.ts'
import { writeAnswer } from './write-answer.ts'

/** Answers a request for a resource of a run. */
export function answerRun(run: LabRun, path: string, request: IncomingMessage, response: ServerResponse): void {
  const give = (answer: Answer): void => writeAnswer(fillInOrigin(answer, request), response)
  const resource = run.server.get(path)
  if (resource === undefined) give({ status: 404 })
  else if (resource.middleware !== undefined) {
    response.setHeader('cache-control', 'no-store')
    resource.middleware(request, response, () => give(resource.actual))
  } else if (isPreflight(request)) give({ status: 204, ...resource.preflight })
  else give(resource.actual)
}

function isPreflight({ method, headers }: IncomingMessage): boolean {
  return method === 'OPTIONS' && headers['access-control-request-method'] !== undefined
}

function fillInOrigin({ headers = [], ...answer }: Answer, { headers: { origin = '' } }: IncomingMessage): Answer {
  return { ...answer, headers: headers.map(([name, value]) => [name, value.replaceAll('$ORIGIN', () => origin)]) }
}
