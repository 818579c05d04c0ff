import stringWidth from 'string-width'
import wrapAnsi from 'wrap-ansi'
import type { Exchange, Explanation } from '../src/explain.ts'
import { countColumns, paint, toVisible, wrap } from './terminal.ts'

/** What of a response tells about CORS; the rest is counted. */
const telling = /^(?:access-control-.*|location|vary|set-cookie|cross-origin-resource-policy|content-type)$/i

const leftMargin = 2
const widest = 100
/** How many exchanges are drawn at the beginning and at the end of a long chain of redirects. */
const mostAtEachEnd = 3

/**
 * Draws what went over the wire as two lanes, with the decisive header marked.
 *
 * @param verbose - whether all headers are shown
 */
export function drawLanes(explanation: Explanation, verbose: boolean): string {
  const { exchanges, request } = explanation
  const width = Math.min(countColumns(), widest) - 2 * leftMargin - 2
  const host = new URL(exchanges[0]?.request.url ?? request.url).host
  const lane = (text: string): string => {
    const padding = ' '.repeat(Math.max(0, width - stringWidth(text)))
    return `${' '.repeat(leftMargin)}${paint('dim', '│')}${text}${padding}${paint('dim', '│')}`
  }
  const drawing = { width, lane, verbose }
  const drawn = exchanges.map((exchange, index) => drawExchange(explanation, exchange, index, drawing))
  const left = verbose ? 0 : drawn.length - 2 * mostAtEachEnd
  const middle = [lane(`   ${paint('dim', `and ${left} more redirects (--verbose)`)}`), lane('')]
  const shown = left > 1 ? [...drawn.slice(0, mostAtEachEnd), middle, ...drawn.slice(-mostAtEachEnd)] : drawn
  return [...drawNames(host, width + 2), lane(''), ...shown.flat(), drawEnd(explanation)].join('\n')
}

/** Writes whose the lanes are; a long host takes several lines. */
function drawNames(host: string, width: number): string[] {
  const browser = 'Browser '
  const lines = fold(host, width - browser.length)
  return lines.map((line, at) => {
    const left = at === 0 ? browser : ''
    const padding = ' '.repeat(Math.max(0, width - left.length - stringWidth(line)))
    return `${' '.repeat(leftMargin)}${paint('bold', `${left}${padding}${line}`)}`
  })
}

interface Drawing {
  readonly width: number
  readonly lane: (text: string) => string
  readonly verbose: boolean
}

function drawExchange(explanation: Explanation, exchange: Exchange, index: number, drawing: Drawing): string[] {
  const { width, lane, verbose } = drawing
  const { request, response, kind } = exchange
  const isDecisive = explanation.blocked?.exchange === index
  const title = `${request.method} ${toTarget(explanation, request.url)}${kind === 'preflight' ? ' (preflight)' : ''}`
  const header = ([name, value]: readonly [string, string], isMarked: boolean): string[] =>
    fold(toVisible(value === '' ? `${name}:` : `${name}: ${value}`), width - 6).map((line, at) => {
      const text = `${at > 0 ? '    ' : isMarked ? '✗ ' : '  '}${line}`
      return lane(` ${isMarked ? paint(['red', 'bold'], text) : text}`)
    })
  const lines = [...drawArrow(title, width, lane), ...request.headers.flatMap((one) => header(one, false)), lane('')]
  if (response === null) return [...lines, lane(paint('red', `${fill('no answer ', width, '╌')}`)), lane('')]
  const isMarked = ([name]: readonly [string, string]): boolean =>
    isDecisive && name.toLowerCase() === explanation.blocked?.header
  const shown = response.headers.filter((one) => verbose || isMarked(one) || telling.test(one[0]))
  const others = response.headers.length - shown.length
  const missing = isDecisive && explanation.blocked?.received === null ? explanation.blocked.header : null
  const isBad = isDecisive && explanation.blocked?.header === null
  return [
    ...lines,
    lane(drawAnswer(String(response.status), width, isBad)),
    ...shown.flatMap((one) => header(one, isMarked(one))),
    ...(missing === null ? [] : drawMissing(missing, drawing)),
    ...(others === 0
      ? []
      : [lane(`   ${paint('dim', `and ${others} other ${others === 1 ? 'header' : 'headers'} (--verbose)`)}`)]),
    lane(''),
  ]
}

function drawMissing(name: string, { width, lane }: Drawing): string[] {
  return fold(`✗ ${name} is missing`, width - 4).map((line, at) => {
    return lane(` ${paint(['red', 'bold'], `${at > 0 ? '    ' : ''}${line}`)}`)
  })
}

/** Shows what stands after the host; all of it where the host is another one than at first. */
function toTarget({ request }: Explanation, url: string): string {
  const { origin, pathname, search } = new URL(url)
  const isFirst = origin === new URL(request.url).origin
  return toVisible(isFirst ? `${pathname}${search}` : url)
}

function drawArrow(title: string, width: number, lane: (text: string) => string): string[] {
  const [first = '', ...rest] = fold(title, width - 6)
  return [
    lane(paint('cyan', `─ ${fill(`${first} `, width - 3, '─')}▶`)),
    ...rest.map((line) => lane(paint('cyan', `  ${line}`))),
  ]
}

function drawAnswer(status: string, width: number, isBad: boolean): string {
  const line = `◀${'─'.repeat(Math.max(1, width - status.length - 4))} ${status} ─`
  return isBad ? paint(['red', 'bold'], line.replace(status, `✗ ${status}`).replace('──', '')) : paint('cyan', line)
}

function fill(text: string, width: number, line: string): string {
  return `${text}${line.repeat(Math.max(0, width - stringWidth(text)))}`
}

/** Breaks a text into lines that fit, inside words too: nothing is cut. */
function fold(text: string, width: number): string[] {
  return wrapAnsi(text, width, { hard: true }).split('\n')
}

/** Says at the browser's end what comes of it. */
function drawEnd({ outcome, blocked, response, request }: Explanation): string {
  const end = (mark: string, text: string): string => {
    const indent = ' '.repeat(leftMargin)
    return `${indent}${mark} ${wrap(text, `${indent}  `).trimStart()}`
  }
  if (blocked === null) {
    if (outcome !== 'shared') return end(paint('yellow', '●'), 'The page gets a response that it cannot read')
    return end(paint('green', '✓'), `The page reads the response: status ${response?.status}`)
  }
  const isUnsent = blocked.phase !== 'response'
  const text = isUnsent ? `${request.method} is not sent; the page` : 'The page'
  return end(paint('red', '✗'), `${text} gets a TypeError that says nothing`)
}
