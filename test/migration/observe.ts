import { createSharedCache } from '../properties/cache.ts'
import type { FullResponse, Send } from '../tables/check-outcome.ts'
import { judge } from '../user-agent/judge.ts'
import { type Aspect, cases, type MigrationCase, type PageCase } from './cases.ts'

/** What came of a case. */
export type Observation = Readonly<Partial<Record<Aspect, string>>>

const api = 'https://api.example.com'

/** Runs every case against a server. */
export async function observe(send: Send): Promise<ReadonlyMap<string, Observation>> {
  const observed = new Map<string, Observation>()
  for (const one of cases) observed.set(one.name, await observeCase(one, send))
  return observed
}

/** Says what is not the same, in lines of the case, what was compared, what came there and what came here. */
export function compare(
  there: ReadonlyMap<string, Observation>,
  here: ReadonlyMap<string, Observation>,
): readonly string[] {
  return cases.flatMap(({ name, compares }) => {
    const [theirs, ours] = [there.get(name) ?? {}, here.get(name) ?? {}]
    // Of what is blocked on one side, the rest is not comparable.
    const isJudged = theirs.outcome === ours.outcome
    const compared = compares.filter((aspect) => aspect === 'outcome' || isJudged || aspect === 'status')
    return compared
      .filter((aspect) => theirs[aspect] !== ours[aspect])
      .map((aspect) => `${name}: ${aspect} ${theirs[aspect] ?? '-'} → ${ours[aspect] ?? '-'}`)
  })
}

async function observeCase(one: MigrationCase, send: Send): Promise<Observation> {
  const url = `${api}${one.path ?? '/items'}`
  if ('origin' in one) return await observePage(one, url, send)
  const response = await send({ method: one.method, url, headers: one.headers })
  return { handler: hasRun(response), status: String(response.status), vary: listVary(response) }
}

async function observePage(one: PageCase, url: string, send: Send): Promise<Observation> {
  const { origin, method = 'GET', headers = [], credentials = 'omit', cachedFor } = one
  let preflight: FullResponse | null = null
  let actual: FullResponse | null = null
  const cache = createSharedCache(
    async (request) => await send({ method: request.method, url: request.url, headers: [...request.headers] }),
    ['GET'],
  )
  if (cachedFor !== undefined)
    await cache.fetch(new Request(url, cachedFor === null ? {} : { headers: { origin: cachedFor } }))
  const { outcome, readable } = await judge(
    { origin, url, method, headers, credentials, useCorsPreflight: false },
    async (request) => {
      if (cachedFor !== undefined) {
        return await cache.fetch(
          new Request(url, {
            method: request.method,
            headers: request.headers.map(([name, value]): [string, string] => [name, value]),
          }),
        )
      }
      const response = await send(request)
      if (request.method === 'OPTIONS') preflight = response
      else actual = response
      return response
    },
  )
  return { outcome, ...describe(preflight, actual, readable) }
}

function describe(
  preflight: FullResponse | null,
  actual: FullResponse | null,
  readable: readonly string[],
): Observation {
  const response = preflight ?? actual
  return {
    ...(response !== null && { status: String(response.status) }),
    ...(preflight !== null && {
      'preflight vary': listVary(preflight),
      keeps: toSeconds(get(preflight, 'access-control-max-age')),
    }),
    ...(actual !== null && {
      reads:
        readable
          .filter((name) => /^x-(?:request-id|other)$/.test(name))
          .sort()
          .join() || 'none',
      handler: hasRun(actual),
      vary: listVary(actual),
      upstream: (get(actual, 'access-control-expose-headers') ?? '').includes('x-upstream') ? 'kept' : 'gone',
    }),
  }
}

/** For how long browsers keep a preflight's answer: no longer than a day, and 5 seconds where they cannot read it. */
function toSeconds(maxAge: string | null): string {
  return String(/^\d+$/.test(maxAge ?? '') ? Math.min(Number(maxAge), 86_400) : 5)
}

function get({ headers }: FullResponse, wanted: string): string | null {
  const values = headers.filter(([name]) => name.toLowerCase() === wanted).map(([, value]) => value)
  return values.length === 0 ? null : values.join(', ')
}

function hasRun(response: FullResponse): string {
  return get(response, 'x-handler') === null ? 'stays' : 'runs'
}

function listVary(response: FullResponse): string {
  const names = (get(response, 'vary') ?? '')
    .toLowerCase()
    .split(/\s*,\s*/)
    .filter((name) => name !== '')
  return [...new Set(names)].sort().join() || 'nothing'
}
