import {
  type AnyNode,
  type CallExpression,
  type Expression,
  type NewExpression,
  type ObjectExpression,
  parse,
} from 'acorn'
import type { PageRequest } from '../../src/explain.ts'
import { CommandError } from '../exit-codes.ts'
import type { CopiedRequest } from './copied-request.ts'
import { readDevToolsCall } from './dev-tools-call.ts'
import { createEvaluate, type Evaluate, toName } from './literal.ts'
import { toOrigin } from './wire-origin.ts'

/** A call of `fetch` as it is written. */
export interface WrittenCall {
  readonly url: string
  readonly init: Readonly<Record<string, unknown>>
  /** The names of members that no server hears of. */
  readonly ignored: readonly string[]
  /** Whether it is JSON, as DevTools write it. */
  readonly isJson: boolean
}

/**
 * Reads a call of `fetch`, as DevTools copy it or as people write it. Nothing is executed: what is no literal has to be
 * replaced by its value.
 *
 * @throws CommandError that says what to paste instead
 */
export function parseFetchCall(text: string): CopiedRequest {
  const call = readCall(text)
  const copied = call.isJson ? readDevToolsCall(call) : null
  if (copied !== null) return copied
  const { url, init, ignored } = call
  const { referrer, headers, method, ...rest } = init
  return {
    request: {
      url,
      ...rest,
      ...(method === undefined ? {} : { method: String(method) }),
      ...(headers === undefined ? {} : { headers: toList(headers) }),
    },
    origin: toOrigin(String(referrer ?? '')),
    cookies: [],
    insecure: false,
    ignored,
    assumed: [],
  }
}

/** Lists headers as `fetch` reads them. */
function toList(headers: unknown): readonly (readonly [string, string])[] {
  const pairs = Array.isArray(headers) || headers instanceof Headers ? [...headers] : Object.entries(Object(headers))
  return pairs.map((pair) => {
    if (!Array.isArray(pair) || pair.length !== 2) {
      throw new CommandError('headers: write { name: value }, or a list of [name, value]')
    }
    return [String(pair[0]), String(pair[1])] as const
  })
}

function readCall(text: string): WrittenCall {
  const calls = findCalls(parseText(text))
  const [call] = calls
  if (call === undefined) throw new CommandError(toAdvice(text))
  if (calls.length > 1) throw new CommandError(`There are ${calls.length} calls of fetch: paste one of them`)
  const evaluate = createEvaluate(text)
  return readArguments(call, evaluate, text)
}

function parseText(text: string): AnyNode {
  try {
    return parse(text, {
      ecmaVersion: 'latest',
      sourceType: 'module',
      allowAwaitOutsideFunction: true,
      allowReturnOutsideFunction: true,
    })
  } catch (error) {
    const { message } = error as SyntaxError
    const isCurl = /^\s*(?:\$\s+)?curl\b/.test(text)
    throw new CommandError(
      isCurl
        ? 'This is a command of curl: pass it with --curl'
        : `This is no JavaScript, or not all of it (${message}): in DevTools, right-click the request and take "Copy as fetch"`,
    )
  }
}

/** Lists the calls of `fetch` in a text, in order. */
function findCalls(root: AnyNode): CallExpression[] {
  const found: CallExpression[] = []
  const stack: unknown[] = [root]
  const add = (nodes: readonly unknown[]): void => {
    for (let index = nodes.length - 1; index >= 0; index--) stack.push(nodes[index])
  }
  while (stack.length > 0) {
    const node = stack.pop()
    if (Array.isArray(node)) add(node)
    else if (typeof node === 'object' && node !== null && 'type' in node) {
      const one = node as AnyNode
      if (one.type === 'CallExpression' && toName(one.callee) === 'fetch') found.push(one)
      else add(Object.values(one))
    }
  }
  return found
}

/** Members of `RequestInit` that have to do with CORS. */
const members = ['body', 'credentials', 'headers', 'method', 'mode', 'redirect', 'referrer', 'referrerPolicy'] as const

function readArguments(call: CallExpression | NewExpression, evaluate: Evaluate, text: string): WrittenCall {
  const [input, init] = call.arguments
  if (input === undefined) throw new CommandError('fetch() has no URL: paste the whole call')
  const own = init === undefined ? null : readInit(init as Expression, evaluate, text)
  if (input.type === 'NewExpression' && toName(input.callee) === 'Request') {
    const first = readArguments(input, evaluate, text)
    return {
      url: first.url,
      init: { ...first.init, ...own?.init },
      ignored: [...first.ignored, ...(own?.ignored ?? [])],
      isJson: false,
    }
  }
  return { url: String(evaluate(input)), ...(own ?? { init: {}, ignored: [], isJson: false }) }
}

function readInit(node: Expression, evaluate: Evaluate, text: string): Omit<WrittenCall, 'url'> {
  if (node.type !== 'ObjectExpression') return { init: Object(evaluate(node)), ignored: [], isJson: false }
  const ignored: string[] = []
  const kept = node.properties.filter((member) => {
    if (member.type === 'SpreadElement' || member.computed) return true
    const name = member.key.type === 'Identifier' ? member.key.name : String(Object(member.key).value)
    const isKnown = members.some((one) => one === name)
    if (!isKnown) ignored.push(name)
    return isKnown
  })
  const values = Object(evaluate({ ...node, properties: kept }))
  const init: Partial<Record<keyof PageRequest | 'referrer', unknown>> = Object.fromEntries(
    Object.entries(values).filter(([, value]) => value !== undefined && value !== null),
  )
  return { init, ignored, isJson: isJson(node, text) }
}

function isJson({ start, end }: ObjectExpression, text: string): boolean {
  try {
    JSON.parse(text.slice(start, end))
    return true
  } catch {
    return false
  }
}

function toAdvice(text: string): string {
  const instead = 'in DevTools, right-click the request and take "Copy as fetch", or "Copy as cURL" for --curl'
  const other =
    /(?<![\w$.])(?:axios|ky|superagent|XMLHttpRequest|useFetch|\$fetch|\$\.(?:ajax|getJSON|get|post))\b/.exec(text)?.[0]
  if (other !== undefined) return `This is a call of ${other}, and only calls of fetch are read: ${instead}`
  return `There is no call of fetch in this: ${instead}`
}
