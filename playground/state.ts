/** Everything that the playground shows, as it stands in the link to it. Only text: what it means is read later. */
export interface PlaygroundState {
  /** The page's origin, serialized. */
  readonly page: string
  readonly method: string
  readonly url: string
  /** A header a line: `content-type: application/json`. */
  readonly headers: string
  readonly credentials: 'omit' | 'same-origin' | 'include'
  readonly mode: 'cors' | 'no-cors' | 'same-origin'
  readonly redirect: 'follow' | 'error' | 'manual'
  readonly body: 'none' | 'text' | 'json' | 'form'
  /** Who answers: a policy of this library before a handler, or headers as they are written. */
  readonly server: 'policy' | 'raw'
  /** A call of `createCors`; only literals in it are read. */
  readonly policy: string
  /** The answer to a preflight; the policy answers it instead, if there is one. */
  readonly preflightStatus: string
  readonly preflightHeaders: string
  /** The answer to the request: of the handler, or of the server as a whole. */
  readonly status: string
  readonly responseHeaders: string
  /** The answer at the end of a redirect. */
  readonly targetStatus: string
  readonly targetHeaders: string
  /** Whose rules the verdict follows. */
  readonly engine: 'standard' | 'chromium' | 'firefox' | 'webkit'
}

type Name = keyof PlaygroundState

/** Links leave out what is as it is here, so none of it may ever change. */
export const defaultState: PlaygroundState = {
  page: 'https://app.example.com',
  method: 'GET',
  url: 'https://api.example.com/items',
  headers: '',
  credentials: 'same-origin',
  mode: 'cors',
  redirect: 'follow',
  body: 'none',
  server: 'policy',
  policy: "createCors({\n  origin: ['https://app.example.com'],\n})",
  preflightStatus: '204',
  preflightHeaders: '',
  status: '200',
  responseHeaders: 'content-type: application/json',
  targetStatus: '200',
  targetHeaders: '',
  engine: 'standard',
}

/** The values that a member may have, where not every text is one. */
export const choices = {
  credentials: ['omit', 'same-origin', 'include'],
  mode: ['cors', 'no-cors', 'same-origin'],
  redirect: ['follow', 'error', 'manual'],
  body: ['none', 'text', 'json', 'form'],
  server: ['policy', 'raw'],
  engine: ['standard', 'chromium', 'firefox', 'webkit'],
} as const satisfies Partial<{ readonly [Key in Name]: readonly PlaygroundState[Key][] }>

/** The members as links name them, in their order; one that ends in `header` stands once for each line. */
const parameters: Readonly<Record<string, Name>> = {
  page: 'page',
  method: 'method',
  url: 'url',
  header: 'headers',
  credentials: 'credentials',
  mode: 'mode',
  redirect: 'redirect',
  body: 'body',
  server: 'server',
  policy: 'policy',
  'preflight-status': 'preflightStatus',
  'preflight-header': 'preflightHeaders',
  status: 'status',
  'response-header': 'responseHeaders',
  'target-status': 'targetStatus',
  'target-header': 'targetHeaders',
  engine: 'engine',
}

/** A state that was read from a link, and what could not be read of it: a sentence each. */
export interface ReadState {
  readonly state: PlaygroundState
  readonly problems: readonly string[]
}

/** How long a value may be: nobody writes more, and a link that somebody sends must not stop the page. */
const longestValue = 20_000

/**
 * Reads the fragment of a link. What is unknown or broken stays as it is by default, and is reported.
 *
 * @param presets - states by the names that `preset=…` has for them; other parameters change them
 */
export function decodeState(fragment: string, presets: ReadonlyMap<string, PlaygroundState>): ReadState {
  const problems: string[] = []
  const given = new Map<string, string[]>()
  for (const part of fragment.replace(/^#/, '').split('&')) {
    if (part === '') continue
    const [, name = '', value = ''] = /^([^=]*)=?(.*)$/s.exec(part) ?? []
    const text = decodeValue(value)
    if (text === null) problems.push(`The link has a value of "${name}" that cannot be read: it is left out`)
    else if (text.length > longestValue) problems.push(`The link has a value of "${name}" that is too long`)
    else given.set(name, [...(given.get(name) ?? []), text])
  }
  const preset = given.get('preset')?.at(-1)
  const base = preset === undefined ? defaultState : presets.get(preset)
  if (base === undefined) problems.push(`There is no preset "${preset}": this is the state without one`)
  const changes: Record<string, string> = {}
  for (const [name, values] of given) {
    if (name === 'preset') continue
    const member = Object.hasOwn(parameters, name) ? parameters[name] : undefined
    if (member === undefined) problems.push(`The link has "${name}", which nothing here is called`)
    else if (values.length > 1 && !isList(name)) problems.push(`The link has "${name}" twice: neither is used`)
    else if (!isChoice(member, values.join())) problems.push(`The link says ${name}=${values}, which is no ${name}`)
    else changes[member] = toMember(member, values)
  }
  return { state: { ...(base ?? defaultState), ...changes }, problems }
}

/** Writes a state as the fragment of a link, without `#`: by a preset's name, if it is that preset, engine aside. */
export function encodeState(state: PlaygroundState, presets: ReadonlyMap<string, PlaygroundState>): string {
  for (const [name, preset] of presets) {
    if (!isSame(state, { ...preset, engine: state.engine })) continue
    return state.engine === preset.engine ? `preset=${name}` : `preset=${name}&engine=${state.engine}`
  }
  return Object.entries(parameters)
    .filter(([, member]) => state[member] !== defaultState[member])
    .flatMap(([name, member]) => toValues(name, member, state[member]).map((value) => `${name}=${encodeValue(value)}`))
    .join('&')
}

/** Tells whether two states are the same. */
export function isSame(one: PlaygroundState, other: PlaygroundState): boolean {
  return Object.values(parameters).every((member) => one[member] === other[member])
}

function isList(name: string): boolean {
  return name.endsWith('header')
}

function isChoice(member: Name, value: string): boolean {
  const values: readonly string[] | undefined = Object.hasOwn(choices, member)
    ? choices[member as keyof typeof choices]
    : undefined
  return values === undefined || values.includes(value)
}

function toValues(name: string, member: Name, text: string): readonly string[] {
  if (member === 'policy') return [packPolicy(text)]
  return isList(name) ? text.split('\n') : [text]
}

function toMember(member: Name, values: readonly string[]): string {
  return member === 'policy' ? unpackPolicy(values.join()) : values.join('\n')
}

/** A policy that has an option a line, as the playground writes it, goes into a link without what is around the lines. */
function packPolicy(code: string): string {
  const lines = /^createCors\(\{\n((?: {2}[^\n]*,\n)+)\}\)$/.exec(code)?.[1]
  const packed = lines?.slice(2, -2).split(',\n  ').join(';') ?? ''
  if (unpackPolicy(packed) === code) return packed
  return unpackPolicy(code) === code ? code : `=${code}`
}

function unpackPolicy(packed: string): string {
  if (packed.startsWith('=')) return packed.slice(1)
  if (/^(?:$|\w+\(|[{/\s])/.test(packed)) return packed
  const lines = packed.split(';').map((line) => `  ${line},\n`)
  return `createCors({\n${lines.join('')}})`
}

/** Leaves legible what may stand in a fragment, and may be pasted into Markdown. */
function encodeValue(text: string): string {
  return encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\uFFFD'))
    .replace(/%(?:2C|2F|3A|3B|3D|3F|40|5B|5D)/g, decodeURIComponent)
    .replace(/[()]/g, (mark) => (mark === '(' ? '%28' : '%29'))
    .replaceAll('%20', '+')
}

function decodeValue(value: string): string | null {
  try {
    return decodeURIComponent(value.replaceAll('+', ' '))
  } catch {
    return null
  }
}
