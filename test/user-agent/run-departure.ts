import { createHash } from 'node:crypto'
import { corsFetch, type TracedFetch } from '../../src/user-agent/cors-fetch.ts'
import { departsAs, type Engine } from '../../src/user-agent/departures.ts'
import { prepareRequest } from '../../src/user-agent/page-request.ts'
import { createPreflightCache } from '../../src/user-agent/preflight-cache.ts'
import type { WireRequest, WireResponse } from '../../src/user-agent/wire.ts'
import type { DepartureRow } from './departure-rows.ts'

export const engines: readonly Engine[] = ['chromium', 'firefox', 'webkit']
const page = 'https://page.invalid'

/** Runs calls as an engine, or by the standard, and writes what is sent and what comes of it. */
export async function runAs(engine: Engine | null, { calls, answers }: DepartureRow): Promise<string[]> {
  const lines: string[] = []
  const server = async (wire: WireRequest): Promise<WireResponse> => {
    const { method, url, headers, body } = wire
    const shown = headers.filter(([name]) => name !== 'accept' || headers.length > 4).map((header) => header.join(': '))
    const sent = typeof body?.source === 'string' ? ` ${body.source}` : ''
    lines.push(`${method} ${url} ${shown.join('; ')}${sent}`)
    const found = answers[`${method} ${url}`] ?? (method === 'OPTIONS' ? answers['OPTIONS'] : answers[url])
    return found ?? answers['*'] ?? { status: 404, headers: [] }
  }
  const departs = departsAs(engine)
  const environment = {
    server,
    cache: createPreflightCache(() => 0, departs),
    cookies: null,
    isSameSite: () => false,
    engine,
  }
  for (const { url = 'https://api.invalid/', ...init } of calls) {
    const fetched = await corsFetch(prepareRequest(url, page, init, departs), page, environment)
    const { result } = fetched
    lines.push(
      result.type === 'error' ? `= ${result.step.failure}` : `= ${result.type} ${result.url} ${result.readable}`,
      ...fetched.departures.map((id) => `! ${id}`),
      `# ${digestSteps(fetched)}`,
    )
  }
  return lines
}

/** Digests what is checked on the way, the words for people left out: that there are some is checked here. */
function digestSteps({ steps }: TracedFetch): string {
  const odd = steps.find(({ title, spec }) => !/^[A-Z]\S* \S/.test(title) || !/^https:\S+#\S+$/.test(spec))
  if (odd !== undefined) throw new Error(`The step "${odd.title}" says too little`)
  const data = steps.map(({ title: _, spec, ...others }) => others)
  return createHash('sha256').update(JSON.stringify(data)).digest('hex').slice(0, 8)
}
