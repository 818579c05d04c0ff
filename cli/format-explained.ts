import type { Explanation } from '../src/explain.ts'
import type { CopiedRequest } from './input/copied-request.ts'
import { drawLanes } from './lanes.ts'
import { toVisible, wrap } from './terminal.ts'
import { formatVerdict } from './verdict.ts'

/** Renders a request, what went over the wire, and what came of it. */
export function formatExplained(
  { ignored, assumed }: Pick<CopiedRequest, 'ignored' | 'assumed'>,
  explanation: Explanation,
  verbose: boolean,
): string {
  const { request, exchanges } = explanation
  const credentials = { include: 'with credentials', omit: 'without credentials', 'same-origin': '' }[
    request.credentials
  ]
  const page = request.origin === 'null' ? 'the origin null' : request.origin
  const title = `${request.method} ${request.url} from a page of ${page}${credentials === '' ? '' : `, ${credentials}`}`
  const left = ignored.length === 0 ? [] : [`Without meaning here, and left out: ${ignored.join(', ')}`]
  return [
    ...[title, ...left, ...assumed].map((line) => wrap(toVisible(line))),
    '',
    ...(exchanges.length === 0 ? [] : [drawLanes(explanation, verbose), '']),
    formatVerdict(explanation, verbose),
  ].join('\n')
}
