import type { IncomingMessage } from 'node:http'
import { cors, type NodeMiddleware } from '../../../adapters/node.ts'
import type { Answer, BrowserCase, Resource } from '../browser-case.ts'
import type { PlannedRun } from '../page/plan.ts'
import { type Origins, type PageKind, type Ports, toOrigins } from './hosts.ts'
import { fillIn, fillInDeep, fillInUrl, toCallUrl } from './placeholders.ts'

/** A case by one API: what the page is to do, and what the server answers. */
export interface LabRun extends PlannedRun {
  readonly kind: PageKind
  readonly origins: Origins
  /** The path of its resources: `/name/fetch`. */
  readonly space: string
  readonly server: ReadonlyMap<string, LabResource>
}

/** What the server answers at one URL. */
export interface LabResource {
  readonly preflight: Answer
  readonly actual: Answer
  /** Stands before `actual` and in place of `preflight`. */
  readonly middleware: NodeMiddleware<IncomingMessage> | undefined
}

/** Gives the runs of cases by their spaces. */
export function toRuns(cases: readonly BrowserCase[], ports: Ports): ReadonlyMap<string, LabRun> {
  const runs = new Map<string, LabRun>()
  for (const tried of cases) {
    checkName(tried.name)
    for (const api of tried.apis ?? (['fetch', 'xhr'] as const)) {
      const run = toRun(tried, api, ports)
      if (runs.has(run.space)) throw new Error(`Two cases have the name "${tried.name}"`)
      runs.set(run.space, run)
    }
  }
  return runs
}

function checkName(name: string): void {
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name)) throw new Error(`"${name}" is not a name in kebab-case`)
}

function toRun({ name, page = 'http', calls = [{}], server }: BrowserCase, api: 'fetch' | 'xhr', ports: Ports): LabRun {
  const space = `/${name}/${api}`
  const origins = toOrigins(page, ports)
  const fill = (answer: Answer): Answer => fillInAnswer(name, answer, origins, space)
  const resources = Object.entries(server).map(([path, resource]): [string, LabResource] => [
    path,
    fillInResource(resource, fill, origins),
  ])
  return {
    key: `${name} ${api}`,
    api,
    kind: page,
    origins,
    space,
    calls: calls.map((call) => ({ ...call, url: toCallUrl(call, origins, space) })),
    server: new Map(resources),
  }
}

function fillInResource(resource: Resource, fill: (answer: Answer) => Answer, origins: Origins): LabResource {
  const { preflight = { status: 404 }, actual = {}, policy } = resource
  const middleware = policy && cors<IncomingMessage>(fillInDeep(policy, origins))
  return { preflight: fill(preflight), actual: fill(actual), middleware }
}

function fillInAnswer(name: string, answer: Answer, origins: Origins, space: string): Answer {
  const headers = (answer.headers ?? []).map(([header, value]): [string, string] => {
    checkHeader(name, header, value)
    const isUrl = header.toLowerCase() === 'location'
    return [header, isUrl ? fillInUrl(value, origins, space) : fillIn(value, origins)]
  })
  return { ...answer, headers }
}

function checkHeader(name: string, header: string, value: string): void {
  // Without a path, a cookie is the case's own: the other cases have other folders.
  if (header.toLowerCase() === 'set-cookie' && /;\s*(path|domain)=/i.test(value)) {
    throw new Error(`The case "${name}" sets a cookie that other cases would send`)
  }
  if (/[\u0100-\uffff]/.test(value)) throw new Error(`The case "${name}" has a header value that is not of bytes`)
}
