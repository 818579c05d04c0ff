/** A grammar that tells which texts one of its rules matches as a whole. */
export interface Grammar {
  matches(rule: string, text: string): boolean
}

/** Finds every place where a match that begins at one of some places can end. */
interface Matcher {
  (text: string, starts: ReadonlySet<number>): ReadonlySet<number>
  /** Of what matches one character, whether it matches this one. */
  readonly accepts?: (code: number) => boolean
}

/**
 * Reads a grammar in https://www.rfc-editor.org/rfc/rfc5234, as far as it is used here, and interprets it: with
 * case-sensitive literals, and with `a - b` for what `a` matches and `b` does not, as ISO 14977 has it.
 */
export function readGrammar(source: string): Grammar {
  const rules = new Map<string, Matcher>()
  const lines = source.split('\n').filter((line) => line.trim() !== '')
  for (const line of lines) {
    const [, name = '', definition = ''] = /^\s*([a-z0-9-]+)\s*=\s*(.*)$/.exec(line) ?? []
    rules.set(name, readAlternation(tokenize(definition), rules))
  }
  return {
    matches(rule, text) {
      return toRule(rule, rules)(text, new Set([0])).has(text.length)
    },
  }
}

function tokenize(definition: string): string[] {
  return (
    definition.match(/"[^"]*"|%x[0-9A-F]+(?:-[0-9A-F]+)?|[0-9]*\*[0-9]*|[0-9]+(?=[("a-z])|[a-z][a-z0-9-]*|[^\s]/g) ?? []
  )
}

function readAlternation(tokens: string[], rules: Map<string, Matcher>): Matcher {
  const branches = [readDifference(tokens, rules)]
  while (tokens[0] === '/') {
    tokens.shift()
    branches.push(readDifference(tokens, rules))
  }
  if (branches.length === 1 && branches[0] !== undefined) return branches[0]
  const classes = branches.flatMap(({ accepts }) => (accepts === undefined ? [] : [accepts]))
  if (classes.length === branches.length) return toClass((code) => classes.some((accepts) => accepts(code)))
  return (text, starts) => new Set(branches.flatMap((branch) => [...branch(text, starts)]))
}

function readDifference(tokens: string[], rules: Map<string, Matcher>): Matcher {
  const whole = readConcatenation(tokens, rules)
  const excluded: Matcher[] = []
  while (tokens[0] === '-') {
    tokens.shift()
    excluded.push(readConcatenation(tokens, rules))
  }
  if (excluded.length === 0) return whole
  return (text, starts) => {
    // Which start an end belongs to matters here, so each start is followed by itself.
    const ends = [...starts].flatMap((start) => {
      const own = new Set([start])
      const gone = excluded.flatMap((exclude) => [...exclude(text, own)])
      return [...whole(text, own)].filter((end) => !gone.includes(end))
    })
    return new Set(ends)
  }
}

function readConcatenation(tokens: string[], rules: Map<string, Matcher>): Matcher {
  const parts: Matcher[] = []
  while (tokens.length > 0 && !/^[/)\]-]$/.test(tokens[0] ?? '')) parts.push(readRepetition(tokens, rules))
  const [only] = parts
  if (parts.length === 1 && only !== undefined) return only
  return (text, starts) => parts.reduce((places, part) => part(text, places), starts)
}

function readRepetition(tokens: string[], rules: Map<string, Matcher>): Matcher {
  const [, least, star, most] = /^([0-9]*)(\*?)([0-9]*)$/.exec(tokens[0] ?? '') ?? []
  if (least === undefined) return readElement(tokens, rules)
  tokens.shift()
  const element = readElement(tokens, rules)
  const minimum = Number(least)
  const maximum = star === '' ? minimum : most === '' ? Number.POSITIVE_INFINITY : Number(most)
  const { accepts } = element
  if (accepts !== undefined) return repeatClass(accepts, minimum, maximum)
  return (text, starts) => {
    const ends = new Set<number>(minimum === 0 ? starts : [])
    let places = starts
    for (let count = 1; count <= maximum && places.size > 0; count++) {
      places = element(text, places)
      if (count >= minimum) for (const place of places) ends.add(place)
    }
    return ends
  }
}

function repeatClass(accepts: (code: number) => boolean, minimum: number, maximum: number): Matcher {
  return (text, starts) => {
    const ends = new Set<number>()
    for (const start of starts) {
      for (let count = 0; count <= maximum; count++) {
        if (count >= minimum) ends.add(start + count)
        if (start + count >= text.length || !accepts(text.charCodeAt(start + count))) break
      }
    }
    return ends
  }
}

function readElement(tokens: string[], rules: Map<string, Matcher>): Matcher {
  const token = tokens.shift() ?? ''
  if (token === '(' || token === '[') {
    const inner = readAlternation(tokens, rules)
    tokens.shift()
    return token === '(' ? inner : (text, starts) => new Set([...starts, ...inner(text, starts)])
  }
  if (token.startsWith('"')) return toLiteral(token.slice(1, -1))
  if (token.startsWith('%x')) {
    const [first = '', last = first] = token.slice(2).split('-')
    const [least, most] = [Number.parseInt(first, 16), Number.parseInt(last, 16)]
    return toClass((code) => code >= least && code <= most)
  }
  // A rule for one character stands before those that use it, which is faster.
  const known = rules.get(token)
  return known?.accepts === undefined ? (text, starts) => toRule(token, rules)(text, starts) : known
}

function toRule(name: string, rules: Map<string, Matcher>): Matcher {
  const matcher = rules.get(name)
  if (matcher === undefined) throw new Error(`The grammar has no rule "${name}"`)
  return matcher
}

function toLiteral(literal: string): Matcher {
  if (literal.length === 1) return toClass((code) => code === literal.charCodeAt(0))
  return (text, starts) =>
    new Set([...starts].filter((at) => text.startsWith(literal, at)).map((at) => at + literal.length))
}

function toClass(accepts: (code: number) => boolean): Matcher {
  const matcher = (text: string, starts: ReadonlySet<number>): ReadonlySet<number> => {
    const ends = new Set<number>()
    for (const at of starts) if (at < text.length && accepts(text.charCodeAt(at))) ends.add(at + 1)
    return ends
  }
  return Object.assign(matcher, { accepts })
}
