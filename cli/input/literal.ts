import type { AnyNode, CallExpression, Expression, NewExpression, ObjectExpression, SpreadElement } from 'acorn'
import { CommandError } from '../exit-codes.ts'
import { toExcerpt } from './excerpt.ts'

/** Gives the value of an expression that stands for itself. */
export type Evaluate = (node: Expression | SpreadElement) => unknown

/**
 * Makes an evaluator of literals; nothing is executed.
 *
 * @param text - what was parsed, to name what cannot be evaluated
 */
export function createEvaluate(text: string): Evaluate {
  const refuse = (node: AnyNode): never => {
    const source = text.slice(node.start, node.end).replace(/\s+/g, ' ')
    const what = node.type === 'Identifier' ? 'a variable' : 'code'
    throw new CommandError(`"${toExcerpt(source)}" is ${what}, and nothing is executed: write its value in its place`)
  }
  const evaluate: Evaluate = (node) => {
    switch (node.type) {
      case 'Literal':
        return node.value
      case 'TemplateLiteral': {
        const values = node.expressions.map((one) => String(evaluate(one)))
        return node.quasis.map(({ value }, index) => `${value.cooked ?? ''}${values[index] ?? ''}`).join('')
      }
      case 'ArrayExpression':
        return node.elements.map((element) => (element === null ? undefined : evaluate(element)))
      case 'ObjectExpression':
        return Object.fromEntries(listMembers(node, evaluate, refuse))
      case 'ParenthesizedExpression':
        return evaluate(node.expression)
      case 'UnaryExpression':
        if (node.operator === 'void') return undefined
        if (node.operator === '!') return !evaluate(node.argument)
        return node.operator === '-' ? -Number(evaluate(node.argument)) : refuse(node)
      case 'BinaryExpression':
        if (node.operator !== '+' || node.left.type === 'PrivateIdentifier') return refuse(node)
        return add(evaluate(node.left), evaluate(node.right))
      case 'Identifier':
        return node.name === 'undefined' ? undefined : refuse(node)
      case 'CallExpression':
        return call(node, evaluate, refuse)
      case 'NewExpression':
        return construct(node, evaluate, refuse)
      default:
        return refuse(node)
    }
  }
  return evaluate
}

type Refuse = (node: AnyNode) => never

function listMembers(node: ObjectExpression, evaluate: Evaluate, refuse: Refuse): [string, unknown][] {
  return node.properties.flatMap((member): [string, unknown][] => {
    if (member.type === 'SpreadElement') return Object.entries(Object(evaluate(member.argument)))
    if (member.kind !== 'init' || member.method) return refuse(member)
    return [[toKey(member.key, member.computed, evaluate, refuse), evaluate(member.value)]]
  })
}

/** Gives the name of a member. */
export function toKey(key: AnyNode, isComputed: boolean, evaluate: Evaluate, refuse: Refuse): string {
  if (!isComputed && key.type === 'Identifier') return key.name
  if (key.type === 'PrivateIdentifier') return refuse(key)
  return String(evaluate(key as Expression))
}

function add(left: unknown, right: unknown): unknown {
  return typeof left === 'number' && typeof right === 'number' ? left + right : `${left}${right}`
}

/** The functions whose results are known, with what they are called. */
const functions: Readonly<Record<string, (...values: unknown[]) => unknown>> = {
  'JSON.stringify': (value, _, space) => JSON.stringify(value, null, typeof space === 'number' ? space : undefined),
  String: (value) => String(value),
  btoa: (value) => Buffer.from(String(value), 'latin1').toString('base64'),
  encodeURI: (value) => encodeURI(String(value)),
  encodeURIComponent: (value) => encodeURIComponent(String(value)),
}

function call(node: CallExpression, evaluate: Evaluate, refuse: Refuse): unknown {
  const { callee } = node
  if (callee.type === 'MemberExpression' && isNamed(callee.property, 'toString') && callee.object.type !== 'Super') {
    return String(evaluate(callee.object))
  }
  const known = functions[toName(callee)]
  return known === undefined ? refuse(node) : known(...node.arguments.map(evaluate))
}

type Pairs = ConstructorParameters<typeof URLSearchParams>[0] & ConstructorParameters<typeof Headers>[0]

function construct(node: NewExpression, evaluate: Evaluate, refuse: Refuse): unknown {
  const name = toName(node.callee)
  const known = /^(?:FormData|Headers|URL|URLSearchParams)$/.test(name)
  if (!known || (name === 'FormData' && node.arguments.length > 0)) return refuse(node)
  const [first, second] = node.arguments.map(evaluate)
  try {
    if (name === 'FormData') return new FormData()
    if (name === 'Headers') return new Headers(first as Pairs)
    if (name === 'URL') return new URL(String(first), second === undefined ? undefined : String(second))
    return new URLSearchParams(first as Pairs)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new CommandError(`new ${name}(…) cannot be made: ${reason}`)
  }
}

/** Writes a callee as `JSON.stringify`, the global object left aside; empty if it is no such name. */
export function toName(node: AnyNode): string {
  if (node.type === 'Identifier') return node.name
  if (node.type !== 'MemberExpression' || node.computed || node.property.type !== 'Identifier') return ''
  const of = toName(node.object)
  if (of === '') return ''
  return /^(?:globalThis|self|window)$/.test(of) ? node.property.name : `${of}.${node.property.name}`
}

function isNamed(node: AnyNode, name: string): boolean {
  return node.type === 'Identifier' && node.name === name
}
