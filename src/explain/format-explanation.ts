import type { Block, Exchange, Explanation, FixOptions } from './explanation.ts'

/** Puts a block and its cure into a message, for the error that a page would get. */
export function formatBlock({ blocked, request }: Explanation): string {
  const { method, url, origin } = request
  return `Failed to fetch ${method} ${url} from ${origin}: ${blocked?.message} [${blocked?.code}]\n  → ${blocked?.fix.advice}`
}

/**
 * Renders an explanation as plain text, for terminals and for failures of tests.
 *
 * @param explanation - what `explain` returned, or the `cause` of an error of a user agent
 * @returns lines without colours and without a line feed at the end
 * @example
 * ```ts
 * import { explain, formatExplanation } from 'fetch-cors/explain'
 *
 * const explanation = await explain({
 *   page: { origin: 'https://app.example.com' },
 *   request: { url: 'https://api.example.com/' },
 *   server: () => new Response('hello'),
 * })
 * console.log(formatExplanation(explanation))
 * ```
 * @see {@link https://fetch.spec.whatwg.org/#http-cors-protocol | Fetch § CORS protocol}
 */
export function formatExplanation(explanation: Explanation): string {
  const { outcome, request, blocked, exchanges, steps, notes } = explanation
  const lines = [
    `${outcome.toUpperCase()}: ${request.method} ${request.url} from a page of ${request.origin === 'null' ? 'the origin null' : request.origin}`,
    ...(blocked === null ? describeShared(explanation) : describeBlock(blocked)),
    ...section(
      'On the wire',
      exchanges.flatMap((exchange, index) => describeExchange(exchange, index, blocked)),
    ),
    ...section(
      'What the browser checked',
      steps.map(({ title, passed }) => `${passed ? '✓' : '✗'} ${title}`),
    ),
    ...(blocked === null ? [] : section('Fix', describeFix(blocked))),
    ...section(
      'Notes',
      notes.map(({ message }) => `- ${message}`),
    ),
  ]
  return lines.join('\n')
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['', title, ...lines.map((line) => (line === '' ? '' : `  ${line}`))]
}

function describeShared({ response }: Explanation): string[] {
  if (!response?.status) return ['The page gets a response whose status, headers and body it cannot read']
  const names = response.headers.map(([name]) => name)
  const headers = names.length === 0 ? 'none of its headers' : `its headers ${names.join(', ')}`
  return [`The page may read the response (status ${response.status}) and ${headers}`]
}

function show(received: string | null): string {
  if (received === null) return '(nothing)'
  return received === '' ? '(an empty value)' : received
}

function describeBlock({ code, message, names, header, expected, received }: Block): string[] {
  const engines = [
    ...(names.chromium === null ? [] : [`Chromium: ${names.chromium}`]),
    ...(names.firefox === null ? [] : [`Firefox: ${names.firefox}`]),
  ]
  const compared = [
    ...(expected === null ? [] : [`  expected  ${expected}`]),
    ...(expected === null && received === null ? [] : [`  received  ${show(received)}`]),
  ]
  return [
    message,
    `  code      ${code}`,
    ...engines.map(
      (name) => `  ${name.replace(/: */, ':').replace(/^(\w+):/, (_, engine: string) => engine.padEnd(10))}`,
    ),
    ...(header === null ? [] : [`  header    ${header}`]),
    ...compared,
  ]
}

function describeExchange({ kind, request, response }: Exchange, index: number, blocked: Block | null): string[] {
  const isDecisive = blocked?.exchange === index
  const mark = (name: string): string => (isDecisive && name.toLowerCase() === blocked.header ? '✗' : ' ')
  const answer =
    response === null
      ? ['← no answer']
      : [
          `← ${response.status}`,
          ...response.headers.map(([name, value]) => `  ${mark(name)} ${toField(name, value)}`),
          // Where there is an answer and nothing in it was compared, it lacks a header.
          ...(isDecisive && blocked.received === null ? [`  ✗ ${blocked.header} is missing`] : []),
        ]
  return [
    `→ ${request.method} ${request.url}${kind === 'preflight' ? ' (preflight)' : ''}`,
    ...request.headers.map(([name, value]) => `    ${toField(name, value)}`),
    ...answer,
  ]
}

/** Lists what to do about a block, in lines whose indent shows what belongs together. */
export function describeFix({ fix: { advice, options, headers } }: Block): string[] {
  return [
    advice,
    ...(options === null ? [] : ['', 'With fetch-cors:', `  createCors(${formatOptions(options)})`]),
    ...(headers?.preflight
      ? ['', 'With any server, in the answer to OPTIONS (status 204):', ...headers.preflight.map(toLine)]
      : []),
    ...(headers === null
      ? []
      : ['', `With any server, in every ${headers.preflight ? 'other ' : ''}answer:`, ...headers.response.map(toLine)]),
  ]
}

function toLine([name, value]: readonly [string, string]): string {
  return `  ${toField(name, value)}`
}

function toField(name: string, value: string): string {
  return value === '' ? `${name}:` : `${name}: ${value}`
}

function formatOptions(options: FixOptions): string {
  const members = Object.entries(options).map(([name, value]) => {
    return `${name}: ${Array.isArray(value) ? `[${value.map(quote).join(', ')}]` : value}`
  })
  return `{ ${members.join(', ')} }`
}

/** Header names and methods may have an apostrophe. */
function quote(item: string): string {
  return item.includes("'") ? JSON.stringify(item) : `'${item}'`
}
