import type { IncomingMessage, ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import type { PlannedRun } from '../page/plan.ts'
import { type PageKind, type Ports, toOrigins } from './hosts.ts'
import type { Journal } from './journal.ts'
import { bundlePageScript, writePage } from './page-files.ts'
import type { ResultCollector } from './page-results.ts'
import type { LabRun } from './runs.ts'

/** A page with its frames. */
export interface Page {
  readonly url: string
  /** What runs in it: in the page itself the first, in frames the others. */
  readonly kinds: readonly PageKind[]
}

/** Gives the pages that these runs need. */
export function toPages(runs: readonly LabRun[], ports: Ports): readonly Page[] {
  const asked = new Set(runs.map(({ kind }) => kind))
  const frames = (['sandbox', 'data-url'] as const).filter((kind) => asked.has(kind))
  const toPage = (...kinds: [PageKind, ...PageKind[]]): Page => {
    return { url: `${toOrigins(kinds[0], ports).page}/_lab/page/${kinds[0]}`, kinds }
  }
  const pages: Page[] = []
  if (asked.has('https')) pages.push(toPage('https'))
  if (asked.has('http') || frames.length > 0 || pages.length === 0) pages.unshift(toPage('http', ...frames))
  return pages
}

/** What the pages get of the lab's server, and tell it, by the first segment of the path after `/_lab/`. */
type PageFiles = Readonly<Record<string, (name: string, body: string) => string | Promise<string>>>

function toFiles(
  pages: readonly Page[],
  runs: readonly LabRun[],
  journal: Journal,
  results: ResultCollector,
): PageFiles {
  const script = bundlePageScript()
  return {
    script: () => script,
    page: (kind) => {
      const page = pages.find(({ kinds }) => kinds[0] === kind)
      return page === undefined ? '' : writePage(new URL(page.url).origin, page.kinds)
    },
    plan: (kind) => JSON.stringify(runs.filter((run) => run.kind === kind).map(toPlan)),
    mark: (_, body) => {
      const [run, index]: [string, number] = JSON.parse(body)
      journal.beginCall(run, index)
      return ''
    },
    failure: (_, body) => {
      results.fail(new Error(body))
      return ''
    },
    // The page around the frames gets its answer, the next page's URL, when they are done too.
    results: async (kind, body) => {
      results.add(kind, JSON.parse(body))
      const at = pages.findIndex(({ kinds }) => kinds[0] === kind)
      await results.waitFor(pages[at]?.kinds ?? [])
      return (at >= 0 && pages[at + 1]?.url) || ''
    },
  }
}

/** Makes a handler that serves pages. */
export function servePages(
  ...site: Parameters<typeof toFiles>
): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  const files = toFiles(...site)
  return async (request, response) => {
    const [, lab, file = '', name = ''] = new URL(request.url ?? '/', 'http://lab').pathname.split('/')
    const write = lab === '_lab' && Object.hasOwn(files, file) ? files[file] : undefined
    const content = await write?.(name, await text(request))
    const type = { script: 'javascript', page: 'html' }[file] ?? 'plain'
    response.writeHead(content === undefined ? 404 : 200, {
      'cache-control': 'no-store',
      'access-control-allow-origin': '*',
      'content-type': `text/${type}; charset=utf-8`,
    })
    response.end(content)
  }
}

function toPlan({ key, api, calls }: PlannedRun): PlannedRun {
  return { key, api, calls }
}
