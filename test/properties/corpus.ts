import { readFileSync, writeFileSync } from 'node:fs'

/** A case that once failed; `npm test` runs it again. */
export interface Regression {
  /** The property's name. */
  readonly property: string
  readonly given: unknown
  /** What went wrong. */
  readonly message: string
}

const file = new URL('corpus/regressions.json', import.meta.url)

/** Reads the cases that failed once. */
export function readCorpus(): readonly Regression[] {
  return JSON.parse(readFileSync(file, 'utf8'))
}

/** Keeps a case that failed, unless it is there already. */
export function addToCorpus({ property, given, message }: Regression): void {
  const corpus = readCorpus()
  const isKnown = corpus.some((known) => JSON.stringify(known.given) === JSON.stringify(given))
  if (isKnown) return
  writeFileSync(file, `${JSON.stringify([...corpus, { property, given, message }], null, 2)}\n`)
}
