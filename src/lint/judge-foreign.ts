import { type Finding, toFinding } from './finding.ts'
import type { ForeignLibrary } from './foreign/library.ts'
import type { Translation } from './foreign/translation.ts'
import { translateOptions } from './translate-options.ts'

/**
 * Finds that options are another library's, and says what they become.
 *
 * @param library - which one, if that is known
 */
export function judgeForeign(options: unknown, library?: ForeignLibrary): readonly Finding[] {
  if (typeof options !== 'object' || options === null || Array.isArray(options)) return []
  const becomes = translateOptions(options, library)
  if (becomes.length === 0) return []
  const place = {
    path: 'options',
    value: options,
    evidence: toList(becomes.map(({ library }) => library)),
    replacement: toSuggestion(becomes),
  }
  return [Object.freeze({ ...toFinding('options-of-another-library', place, false), becomes })]
}

/** Says what to write: once if it is the same for every library, else for each. */
function toSuggestion(becomes: readonly Translation[]): string {
  const told = new Map(becomes.map((translation) => [describe(translation), translation.library]))
  if (told.size === 1) return [...told.keys()].join()
  return [...told].map(([text, library]) => `for ${library}: ${text}`).join('; or ')
}

function describe({ code, notes }: Translation): string {
  const decisions = notes.filter(({ kind }) => kind === 'decide')
  return [code, ...decisions.map(({ option, message }) => `and decide about ${option}: ${message}`)].join(', ')
}

function toList(names: readonly string[]): string {
  return names.length === 1 ? names.join() : `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`
}
