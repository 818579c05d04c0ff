import { Session } from 'node:inspector/promises'
import { cors } from '../../adapters/node.ts'
import { createCors } from '../../src/index.ts'
import { createCorsRoutes } from '../../src/routes.ts'
import { inputs, type Prepared } from './inputs.ts'

// Counts what the library does for inputs of growing size, and prints it as JSON. A process of its own, because the
// counters of V8 belong to whoever measures coverage.
//
// Two things are counted. Blocks: how often each block of src/ and adapters/ ran, by V8's precise coverage; that sees
// every loop, call and branch of ours. Characters: the length of what is handed to the built-in functions of strings,
// RegExps, sets and maps, which V8 runs outside of any block; each of those takes time linear in that length, RegExps
// because reg-exps.test.ts says so. A clock is not looked at.

/** What an input cost. */
export interface Count {
  readonly blocks: number
  readonly characters: number
}

let characters = 0
let isCounting = false

/** Puts a counter before built-in functions of a prototype. */
function countCalls(
  prototype: object,
  names: readonly string[],
  measure: (self: unknown, args: unknown[]) => number,
): void {
  for (const name of names) {
    const original = Reflect.get(prototype, name) as (...args: unknown[]) => unknown
    Reflect.defineProperty(prototype, name, {
      configurable: true,
      writable: true,
      value(this: unknown, ...args: unknown[]): unknown {
        if (isCounting) characters += measure(this, args)
        return original.apply(this, args)
      },
    })
  }
}

/** Puts a counter before what matches RegExps: those with `g` and `y` begin where they ended before. */
function countScans(names: readonly string[]): void {
  for (const name of names) {
    const original = Reflect.get(RegExp.prototype, name) as (text: unknown) => unknown
    Reflect.defineProperty(RegExp.prototype, name, {
      configurable: true,
      writable: true,
      value(this: RegExp, text: unknown): unknown {
        const start = this.global || this.sticky ? this.lastIndex : 0
        const result = original.call(this, text)
        const isFound = this.lastIndex > 0
        if (!isCounting) return result
        // A sticky one that finds nothing has looked at one place only.
        if (isFound) characters += this.lastIndex - start
        else characters += this.sticky ? 1 : String(text).length - start
        return result
      },
    })
  }
}

const strings = [
  ...['at', 'charAt', 'charCodeAt', 'codePointAt', 'concat', 'endsWith', 'includes', 'indexOf', 'lastIndexOf', 'match'],
  ...['matchAll', 'normalize', 'padEnd', 'padStart', 'repeat', 'replace', 'replaceAll', 'search', 'slice', 'split'],
  ...['startsWith', 'substring', 'toLowerCase', 'toUpperCase', 'trim', 'trimEnd', 'trimStart'],
]
// A single character costs one, everything else the whole string.
const single: ReadonlySet<string> = new Set(['at', 'charAt', 'charCodeAt', 'codePointAt'])
countCalls(
  String.prototype,
  strings.filter((name) => single.has(name)),
  () => 1,
)
countCalls(
  String.prototype,
  strings.filter((name) => !single.has(name)),
  (self) => String(self).length,
)
countScans(['exec', 'test'])
countCalls(Set.prototype, ['has', 'add'], (_, [key]) => String(key).length)
countCalls(Map.prototype, ['get', 'has', 'set'], (_, [key]) => String(key).length)
countCalls(Array.prototype, ['join', 'includes', 'indexOf'], (self) => (self as unknown[]).length)

const session = new Session()
session.connect()
await session.post('Profiler.enable')
// Before anything runs: a function gets its counters when it is compiled.
await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true })

async function countBlocks(): Promise<number> {
  const { result } = await session.post('Profiler.takePreciseCoverage')
  const ours = result.filter(({ url }) => /\/(?:src|adapters|test\/work\/planted)\b[^?]*\.ts$/.test(url))
  return ours.reduce((sum, { functions }) => {
    const ranges = functions.flatMap((one) => one.ranges)
    return sum + ranges.reduce((total, { count }) => total + count, 0)
  }, 0)
}

async function count(run: () => unknown): Promise<Count> {
  await run()
  await session.post('Profiler.takePreciseCoverage')
  characters = 0
  isCounting = true
  const done = run()
  isCounting = false
  await done
  const blocks = await countBlocks()
  return { blocks, characters }
}

const prepare: Prepared = { createCors, cors, createCorsRoutes }
const counts: Record<string, Count[]> = {}
for (const { name, sizes, make } of inputs) {
  const run = sizes.map((size) => make(size, prepare))
  counts[name] = []
  for (const one of run) counts[name].push(await count(one))
}
session.disconnect()
console.log(JSON.stringify(counts))
