import type { Translation, TranslationNote } from '../../src/lint.ts'
import { toVisible, wrap } from '../terminal.ts'

const labels: Readonly<Record<TranslationNote['kind'], string>> = {
  decide: 'decide',
  'left-out': 'left out',
  changed: 'changed',
}

/** Writes what options of other libraries become, once where it is the same for several. */
export function formatTranslations(translations: readonly Translation[]): readonly string[] {
  const libraries = new Map<string, string[]>()
  for (const translation of translations) {
    const text = formatTranslation(translation)
    libraries.set(text, [...(libraries.get(text) ?? []), translation.library])
  }
  return [...libraries].flatMap(([text, names]) => [
    wrap(libraries.size === 1 ? '→ Write' : `→ If they are of ${names.join(' or ')}, write`, '    '),
    text,
  ])
}

function formatTranslation({ code, notes }: Translation): string {
  const lines = notes.map(({ kind, option, message }) => `${labels[kind].padEnd(8)}  ${option}: ${message}`)
  return [code, ...lines].map((line) => wrap(toVisible(line), '      ')).join('\n')
}
