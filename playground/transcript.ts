import { styleText } from 'node:util'
import type { Exchange } from '../src/user-agent/cors-fetch.ts'
import type { HeaderList } from '../src/user-agent/header-list.ts'
import type { Case } from './cases.ts'
import type { Run } from './run-case.ts'

/** The headers that say something about CORS, apart from `Access-Control-*`. */
const shownHeaders = ['origin', 'cookie', 'set-cookie', 'content-type', 'vary', 'cache-control', 'allow']

/** Tells whether what happened is what the case wants. */
export function isAsWanted({ want }: Case, { exchanges, verdict }: Run): boolean {
  return exchanges.at(-1)?.response.status === want.status && (verdict?.failure ?? null) === want.failure
}

/** Writes a case as text: what went over the wire, then what a browser makes of it. */
export function toTranscript(tried: Case, run: Run): string {
  const lines = [styleText('bold', tried.title), ...run.exchanges.flatMap(toLines), describe(run)]
  if (!isAsWanted(tried, run)) lines.push(styleText('red', `NOT AS WANTED: ${JSON.stringify(tried.want)}`))
  return `${lines.join('\n  ')}\n`
}

function toLines({ request, response }: Exchange): string[] {
  return [
    `> ${request.method} ${request.url}`,
    ...toHeaderLines('>', request.headers),
    `< ${response.status}`,
    ...toHeaderLines('<', response.headers),
  ]
}

function toHeaderLines(mark: string, headers: HeaderList): string[] {
  return headers
    .filter(([name]) => name.startsWith('access-control-') || shownHeaders.includes(name))
    .map(([name, value]) => styleText('dim', `${mark}   ${name}: ${value}`))
}

function describe({ verdict }: Run): string {
  if (verdict === null) return '= no page, so nothing to judge'
  if (verdict.failure !== null) return styleText('yellow', `= blocked: ${verdict.failure}`)
  return styleText('green', `= shared; the page can read: ${verdict.readable.join(', ')}`)
}
