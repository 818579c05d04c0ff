import type { IncomingMessage, ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import type { PageResults, PlannedRun } from '../page/plan.ts'
import { type PageKind, type Ports, toOrigins } from './hosts.ts'
import type { Journal } from './journal.ts'
import { bundlePageScript, writePage } from './page-files.ts'
import type { LabRun } from './runs.ts'

/** The pages of a lab. */
export interface Pages {
  readonly start: string
  readonly results: Promise<PageResults>
  serve(request: IncomingMessage, response: ServerResponse): void
}

/** A page with its frames. */
interface Page {
  readonly url: string
  readonly kinds: readonly PageKind[]
  readonly html: string
}

/** Makes the pages that these runs need. */
export function createPages(runs: readonly LabRun[], ports: Ports, journal: Journal): Pages {
  const script = bundlePageScript()
  const pages = toPages(runs, ports)
  const done = new Map<string, PromiseWithResolvers<PageResults>>()
  for (const kind of pages.flatMap(({ kinds }) => kinds)) done.set(kind, Promise.withResolvers())
  const results = Promise.all([...done.values()].map(({ promise }) => promise)).then((all) => Object.assign({}, ...all))
  // Whoever waits for them may come later than a failure.
  results.catch(() => {})

  const files: Readonly<Record<string, (name: string, body: string) => string | Promise<string>>> = {
    script: () => script,
    page: (index) => pages[Number(index)]?.html ?? '',
    plan: (kind) => JSON.stringify(runs.filter((run) => run.kind === kind).map(toPlan)),
    mark: (_, body) => {
      const [run, index]: [string, number] = JSON.parse(body)
      journal.beginCall(run, index)
      return ''
    },
    failure: (_, body) => {
      for (const { reject } of done.values()) reject(new Error(body))
      return ''
    },
    // The page around the frames gets its answer, the next page's URL, when they are done too.
    results: async (kind, body) => {
      done.get(kind)?.resolve(JSON.parse(body))
      const at = pages.findIndex(({ kinds }) => kinds[0] === kind)
      await Promise.all(pages[at]?.kinds.map((each) => done.get(each)?.promise) ?? [])
      return (at >= 0 && pages[at + 1]?.url) || ''
    },
  }
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const [, lab, file = '', name = ''] = new URL(request.url ?? '/', 'http://lab').pathname.split('/')
    const write = lab === '_lab' && Object.hasOwn(files, file) ? files[file] : undefined
    const content = await write?.(name, await text(request))
    response.writeHead(content === undefined ? 404 : 200, {
      'cache-control': 'no-store',
      'access-control-allow-origin': '*',
      'content-type': `text/${file === 'script' ? 'javascript' : file === 'page' ? 'html' : 'plain'}; charset=utf-8`,
    })
    response.end(content)
  }
  return { start: pages[0]?.url ?? '', results, serve: (request, response) => void serve(request, response) }
}

function toPages(runs: readonly LabRun[], ports: Ports): readonly Page[] {
  const asked = new Set(runs.map(({ kind }) => kind))
  const frames = (['sandbox', 'data-url'] as const).filter((kind) => asked.has(kind))
  const documents: (readonly PageKind[])[] = []
  if (asked.has('http') || frames.length > 0) documents.push(['http', ...frames])
  if (asked.has('https')) documents.push(['https'])
  return documents.map((kinds, index) => {
    const { page } = toOrigins(kinds[0] ?? 'http', ports)
    return { url: `${page}/_lab/page/${index}`, kinds, html: writePage(page, kinds) }
  })
}

function toPlan({ key, api, calls }: PlannedRun): PlannedRun {
  return { key, api, calls }
}
