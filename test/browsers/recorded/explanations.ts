import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { Explanation } from '../../../src/explain.ts'
import type { BrowserCase } from '../browser-case.ts'
import { engineNames } from '../engines/engines.ts'
import { explainCase } from '../predict.ts'

export const explanationsFile: URL = new URL('explanations.json', import.meta.url)

/** Reads what was explained when it was last written down, as a digest for each case. */
export function readExplanations(): Readonly<Record<string, string>> {
  return JSON.parse(readFileSync(explanationsFile, 'utf8'))
}

/** Digests what is explained of a case, by the standard and for each engine: all of it but the texts for people. */
export async function digestExplanations(tried: BrowserCase): Promise<string> {
  const all: unknown[] = []
  for (const engine of [undefined, ...engineNames]) all.push((await explainCase(tried, engine)).map(toData))
  return createHash('sha256').update(JSON.stringify(all)).digest('hex').slice(0, 8)
}

function toData({ outcome, request, response, blocked, steps, exchanges, notes }: Explanation): unknown {
  const { message, fix, ...block } = blocked ?? {}
  const data = fix === undefined ? null : [fix.options, fix.headers]
  const passed = steps.map(({ phase, exchange, passed: isPassed, expected, received, header }) => {
    return [phase, exchange, isPassed, expected, received, header]
  })
  return [outcome, request, response, block, data, passed, exchanges, notes.map(({ code }) => code)]
}
