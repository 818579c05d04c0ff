import { styleText } from 'node:util'
import type { Exchange } from '../src/explain.ts'
import type { Case } from './cases.ts'
import type { Run } from './run-case.ts'

/** The headers that say something about CORS, apart from `Access-Control-*`. */
const shownHeaders = ['origin', 'cookie', 'set-cookie', 'content-type', 'vary', 'cache-control', 'allow']

/** Tells whether what happened is what the case wants. */
export function isAsWanted({ want }: Case, { exchanges, explanation }: Run): boolean {
  return exchanges.at(-1)?.response?.status === want.status && (explanation?.blocked?.code ?? null) === want.failure
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
    `< ${response?.status ?? 'no answer'}`,
    ...toHeaderLines('<', response?.headers ?? []),
  ]
}

function toHeaderLines(mark: string, headers: Exchange['request']['headers']): string[] {
  return headers
    .filter(([name]) => name.startsWith('access-control-') || shownHeaders.includes(name))
    .map(([name, value]) => styleText('dim', `${mark}   ${name}: ${value}`))
}

function describe({ explanation }: Run): string {
  if (explanation === null) return '= no page, so nothing to judge'
  const { blocked, response } = explanation
  if (blocked !== null) return styleText('yellow', `= blocked: ${blocked.message} [${blocked.code}]`)
  const names = response?.headers.map(([name]) => name) ?? []
  return styleText('green', `= shared; the page can read: ${names.join(', ')}`)
}
