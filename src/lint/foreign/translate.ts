import { foreignOptions } from '../../server/foreign-options.ts'
import { findIssues } from '../find-issues.ts'
import { foreignLibraries } from './libraries.ts'
import type { Counterpart, ForeignLibrary, ForeignLibraryKind, ForeignOption } from './library.ts'
import { translateList } from './translate-list.ts'
import { translateOrigin } from './translate-origin.ts'
import { translateMaxAge, translateStatus } from './translate-values.ts'
import type { Translation, TranslationNote } from './translation.ts'
import { writeOptions } from './write-options.ts'

/** Options of one library while they are translated. */
export interface Translating {
  readonly kind: ForeignLibraryKind
  readonly hasCredentials: boolean
  /** What has been written so far. */
  readonly written: Record<string, unknown>
  note(kind: TranslationNote['kind'], option: string, message: string): void
}

/** An option as it was given, or as it is if it is left out. */
export interface GivenOption {
  readonly name: string
  /** What is known of it; nothing of what the library does not have. */
  readonly known: Partial<ForeignOption>
  readonly value: unknown
  readonly isGiven: boolean
}

/** Says what options of a library become. */
export function translate(library: ForeignLibrary, options: Readonly<Record<string, unknown>>): Translation {
  const kind = foreignLibraries[library]
  const notes: TranslationNote[] = []
  const credentials = find(kind, options, 'credentials')
  const into: Translating = {
    kind,
    hasCredentials: credentials.value === true,
    written: {},
    note(kind, option, message) {
      notes.push({ kind, option, message })
    },
  }
  const isOn = translateOrigin(find(kind, options, 'origin'), into)
  if (isOn) {
    for (const list of ['methods', 'allowedHeaders', 'exposedHeaders'] as const) {
      translateList(list, find(kind, options, list), into)
    }
    if (into.hasCredentials) translateCredentials(credentials, into)
    translateMaxAge(find(kind, options, 'maxAge'), into)
    translateStatus(find(kind, options, 'preflightStatus'), into)
    for (const [name, option] of Object.entries(kind.options)) {
      if (option.becomes === null && options[name] !== undefined) into.note('left-out', name, `${foreignOptions[name]}`)
    }
    noteIssues(into)
  }
  const written = isOn ? Object.freeze(into.written) : null
  const isDecision = (note: TranslationNote): boolean => note.kind === 'decide'
  return Object.freeze({
    library,
    options: written,
    code: writeOptions(written),
    notes: Object.freeze(
      [...notes.filter(isDecision), ...notes.filter((note) => !isDecision(note))].map(Object.freeze),
    ),
  }) as Translation
}

/** Finds the option that becomes one of ours; where there are several names, the one that is given. */
function find(
  { options: known }: ForeignLibraryKind,
  options: Readonly<Record<string, unknown>>,
  counterpart: Counterpart,
): GivenOption {
  const names = Object.keys(known).filter((name) => known[name]?.becomes === counterpart)
  const name =
    names.find((name) => options[name] !== undefined) ??
    names.find((name) => known[name]?.absent !== undefined) ??
    names[0] ??
    counterpart
  const isGiven = options[name] !== undefined
  const option: Partial<ForeignOption> = known[name] ?? {}
  return { name, known: option, value: isGiven ? options[name] : option.absent, isGiven }
}

function translateCredentials(given: GivenOption, { written, note }: Translating): void {
  if (written['origin'] !== '*') written['credentials'] = true
  else if (given.isGiven) note('left-out', given.name, 'browsers refuse "*" for requests with credentials')
}

/** Notes what `createCors` would not take of what is written. */
function noteIssues({ written, note }: Translating): void {
  for (const { code, path, message, suggestion } of findIssues(written as { readonly origin: string })) {
    // That there is no origin is said with the reason.
    if (code !== 'origin-missing') note('decide', path, `${message}: ${toLowerCase(suggestion)}`)
  }
}

function toLowerCase(sentence: string): string {
  return `${sentence.slice(0, 1).toLowerCase()}${sentence.slice(1)}`
}
