/** A literal as it stands in a text, from `start` to before `end`. */
export type Literal = { readonly start: number; readonly end: number } & (
  | { readonly kind: 'value'; readonly value: unknown }
  | { readonly kind: 'array'; readonly items: readonly Literal[] }
  | { readonly kind: 'object'; readonly members: readonly Member[] }
)

/** A member of an object. */
export interface Member {
  readonly name: string
  /** The name as it is written. */
  readonly key: { readonly start: number; readonly end: number }
  readonly value: Literal
}

/** Says why a text is no literal, and where. */
export class LiteralError extends SyntaxError {
  readonly start: number
  readonly end: number

  constructor(message: string, start: number, end: number = start + 1) {
    super(message)
    this.start = start
    this.end = end
  }
}

const deepest = 8

/**
 * Reads a literal of JavaScript: strings, numbers, RegExps, `true`, `false`, `null`, `undefined`, arrays and objects of
 * these, with comments and trailing commas. Nothing is executed.
 *
 * @throws LiteralError
 */
export function readLiteral(text: string, start: number): Literal {
  return readValue(text, skipSpace(text, start), 0)
}

/** Gives the value of a literal. */
export function toValue(literal: Literal): unknown {
  if (literal.kind === 'value') return literal.value
  if (literal.kind === 'array') return literal.items.map(toValue)
  return Object.fromEntries(literal.members.map(({ name, value }) => [name, toValue(value)]))
}

/** Skips white space and comments. */
export function skipSpace(text: string, start: number): number {
  return match(/(?:\s|\/\/.*|\/\*[\s\S]*?\*\/)*/y, text, start).length + start
}

function match(pattern: RegExp, text: string, at: number): string {
  pattern.lastIndex = at
  return pattern.exec(text)?.[0] ?? ''
}

function readValue(text: string, start: number, depth: number): Literal {
  if (depth > deepest) throw new LiteralError('This is nested too deeply', start)
  const first = text[start]
  if (first === '[') return readArray(text, start, depth)
  if (first === '{') return readObject(text, start, depth)
  if (first === '"' || first === "'" || first === '`') return readString(text, start)
  if (first === '/') return readRegExp(text, start)
  const number = match(/-?(?:0x[\da-f]+|\d[\d_]*(?:\.\d+)?(?:e[+-]?\d+)?)(?![\w.])/iy, text, start)
  if (number !== '') return toLiteral(Number(number.replaceAll('_', '')), start, number)
  const word = match(/[\w$]+/y, text, start)
  const value = words.get(word)
  if (value !== undefined) return toLiteral(value.is, start, word)
  throw new LiteralError(describe(text, start, word), start, start + Math.max(1, word.length))
}

const words = new Map([
  ['true', { is: true }],
  ['false', { is: false }],
  ['null', { is: null }],
  ['undefined', { is: undefined }],
])

function toLiteral(value: unknown, start: number, source: string): Literal {
  return { kind: 'value', value, start, end: start + source.length }
}

function describe(text: string, start: number, word: string): string {
  if (start >= text.length) return 'A value is missing here'
  if (/^(?:async|function)$/.test(word) || /^[^,\]}]*=>/.test(text.slice(start, start + 200))) {
    return 'This is a function, and nothing is executed here: write origins, patterns or a RegExp'
  }
  return word === ''
    ? `A value is missing before "${text[start]}"`
    : `"${word}" is a variable, and nothing is executed here: write its value in its place`
}

function readArray(text: string, start: number, depth: number): Literal {
  const items: Literal[] = []
  const end = readItems(text, start, ']', (at) => {
    const item = readValue(text, at, depth + 1)
    items.push(item)
    return item.end
  })
  return { kind: 'array', items, start, end }
}

function readObject(text: string, start: number, depth: number): Literal {
  const members: Member[] = []
  const end = readItems(text, start, '}', (at) => {
    const { name, end } = readKey(text, at)
    const colon = skipSpace(text, end)
    if (text[colon] !== ':') throw new LiteralError(`There is no ":" and no value after "${name}"`, at, end)
    const value = readValue(text, skipSpace(text, colon + 1), depth + 1)
    members.push({ name, key: { start: at, end }, value })
    return value.end
  })
  return { kind: 'object', members, start, end }
}

function readKey(text: string, start: number): { readonly name: string; readonly end: number } {
  const word = match(/[\p{ID_Start}$_][\p{ID_Continue}$]*/uy, text, start)
  if (word !== '') return { name: word, end: start + word.length }
  if (!/["']/.test(text[start] ?? '')) throw new LiteralError('The name of an option is missing here', start)
  const key = readString(text, start)
  return { name: String(toValue(key)), end: key.end }
}

/** Reads what stands between brackets, separated by commas; returns where it ends. */
function readItems(text: string, start: number, close: string, readItem: (at: number) => number): number {
  let at = skipSpace(text, start + 1)
  while (text[at] !== close) {
    if (at >= text.length) throw new LiteralError(`The "${text[start]}" has no "${close}"`, start)
    at = skipSpace(text, readItem(at))
    if (text[at] === ',') at = skipSpace(text, at + 1)
    else if (at < text.length && text[at] !== close) throw new LiteralError(`A comma or "${close}" is missing here`, at)
  }
  return at + 1
}

/** What may stand in each kind of quotes. */
const strings: Readonly<Record<string, RegExp>> = {
  "'": /'(?:[^'\\\n]|\\[\s\S])*'/y,
  '"': /"(?:[^"\\\n]|\\[\s\S])*"/y,
  '`': /`(?:[^`\\]|\\[\s\S])*`/y,
}

function readString(text: string, start: number): Literal {
  const quote = text[start] ?? ''
  const source = match(strings[quote] ?? /(?!)/y, text, start)
  if (source === '') throw new LiteralError(`This text has no ${quote} at its end`, start)
  if (quote === '`' && /(?<!\\)\$\{/.test(source)) {
    throw new LiteralError('Nothing is executed here: write the whole text', start, start + source.length)
  }
  const value = source.slice(1, -1).replace(/\\(u\{[\da-f]+\}|u[\da-f]{4}|x[\da-f]{2}|\r\n|[\s\S])/gi, toUnescaped)
  return toLiteral(value, start, source)
}

const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f', v: '\v', 0: '\0' }

function toUnescaped(_: string, escaped: string): string {
  const code = /^[ux]\{?([\da-f]+)\}?$/i.exec(escaped)?.[1]
  if (code !== undefined) return String.fromCodePoint(Math.min(Number.parseInt(code, 16), 0x10ffff))
  return /^[\r\n]/.test(escaped) ? '' : (escapes[escaped] ?? escaped)
}

function readRegExp(text: string, start: number): Literal {
  const source = match(/\/(?:[^/\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/\w*/y, text, start)
  const [, pattern = '', flags = ''] = /^\/(.*)\/(\w*)$/s.exec(source) ?? []
  try {
    if (source !== '') return toLiteral(new RegExp(pattern, flags), start, source)
  } catch (error) {
    throw new LiteralError(error instanceof Error ? error.message : String(error), start, start + source.length)
  }
  throw new LiteralError('This RegExp has no "/" at its end', start)
}
