import { readFileSync } from 'node:fs'
import { glob } from 'node:fs/promises'
import { join } from 'node:path'
import { Instrumenter } from '@stryker-mutator/instrumenter'

/** One change to the code, made by Stryker's instrumenter: it is switched on by its id. */
export interface Mutant {
  readonly id: string
  /** The file, from the root of the repository. */
  readonly file: string
  readonly line: number
  readonly mutator: string
  /** The code that is replaced, and what stands in its place. */
  readonly original: string
  readonly replacement: string
  /** The line of code that the mutant begins in. */
  readonly statement: string
}

/** Code in which every mutant waits to be switched on. */
export interface Instrumented {
  readonly mutants: readonly Mutant[]
  /** The code by the path of its file. */
  readonly code: ReadonlyMap<string, string>
}

const quiet = { isTraceEnabled: () => false, isDebugEnabled: () => false, isInfoEnabled: () => false }
const silent = () => {}
const logger = {
  ...quiet,
  isWarnEnabled: () => false,
  isErrorEnabled: () => false,
  isFatalEnabled: () => false,
  trace: silent,
  debug: silent,
  info: silent,
  warn: console.warn,
  error: console.error,
  fatal: console.error,
}

/** Puts all mutants into the files that match, in the order of their names. */
export async function instrument(root: string, pattern: string): Promise<Instrumented> {
  const found = await Array.fromAsync(glob(pattern, { cwd: root, exclude: (name) => name.endsWith('.d.ts') }))
  const files = found.sort().map((name) => {
    return { name: join(root, name), content: readFileSync(join(root, name), 'utf8'), mutate: true }
  })
  const instrumenter = new Instrumenter(logger)
  const options = { plugins: null, excludedMutations: [], ignorers: [] }
  const { files: instrumented, mutants } = await instrumenter.instrument(files, options)
  const sources = new Map(files.map(({ name, content }) => [name, content]))
  return {
    code: new Map(instrumented.map(({ name, content }) => [name, switchFaster(content)])),
    mutants: mutants.map(({ id, fileName, location: { start, end }, mutatorName, replacement }) => ({
      id,
      file: fileName.slice(root.length + 1),
      line: start.line + 1,
      mutator: mutatorName,
      original: cut(sources.get(fileName) ?? '', start, end),
      replacement,
      statement: sources.get(fileName)?.split('\n')[start.line] ?? '',
    })),
  }
}

/** What stands at the head of a file for its switches: it counts what runs, also where nobody reads the counts. */
const head =
  /function stryNS_9fa48\(\) \{.*?\n\}\n(?=.*?function stryMutAct_9fa48).*?function stryMutAct_9fa48\(id\) \{.*?\n\}\n/s

const fasterHead = `
var stryBoard = globalThis.__stryker__;
function stryMutAct_9fa48(id) {
  return stryBoard.activeMutant === id;
}
function stryCov_9fa48() {
  if (stryBoard.counts === null) {
    if (stryBoard.left-- <= 0) throw new Error('The mutant goes on for ever');
    return;
  }
  for (var i = 0; i < arguments.length; i++) {
    stryBoard.counts[arguments[i]] = (stryBoard.counts[arguments[i]] || 0) + 1;
  }
}
`

/** Replaces the switches by ones that count only when asked, because thousands of runs wait for them. */
function switchFaster(code: string): string {
  if (!head.test(code) && code.includes('stryMutAct_9fa48')) throw new Error('The instrumenter has another head')
  return code.replace(head, () => fasterHead)
}

interface Position {
  readonly line: number
  readonly column: number
}

function cut(text: string, start: Position, end: Position): string {
  const lines = text.split('\n').slice(start.line, end.line + 1)
  const last = lines.length - 1
  return lines
    .map((line, at) => line.slice(at === 0 ? start.column : 0, at === last ? end.column : undefined))
    .join('\n')
}
