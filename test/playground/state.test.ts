import { describe, expect, test } from 'vitest'
import { presetStates } from '../../playground/presets.ts'
import { decodeState, defaultState, encodeState, type PlaygroundState } from '../../playground/state.ts'

interface Row {
  readonly step: string
  readonly fragment: string
  readonly changes?: Partial<PlaygroundState>
  readonly problems?: readonly string[]
}

const missing = presetStates.get('missing-method') ?? defaultState

const rows: readonly Row[] = [
  { step: 'an empty fragment', fragment: '' },
  { step: 'a lone #', fragment: '#' },
  { step: 'a value', fragment: '#method=PUT', changes: { method: 'PUT' } },
  { step: 'spaces as +', fragment: 'header=accept:+text/html', changes: { headers: 'accept: text/html' } },
  { step: 'a value with =', fragment: 'url=https://a.example/?b=c', changes: { url: 'https://a.example/?b=c' } },
  { step: 'lines', fragment: 'header=a:+1&header=b:+2', changes: { headers: 'a: 1\nb: 2' } },
  { step: 'an empty value', fragment: 'response-header=', changes: { responseHeaders: '' } },
  {
    step: 'a short policy',
    fragment: "policy=origin:+'*';maxAge:+5",
    changes: { policy: "createCors({\n  origin: '*',\n  maxAge: 5,\n})" },
  },
  { step: 'a policy as it is', fragment: "policy=cors(%7Borigin:'*'%7D)", changes: { policy: "cors({origin:'*'})" } },
  { step: 'a marked policy', fragment: 'policy==origin', changes: { policy: 'origin' } },
  { step: 'a preset', fragment: 'preset=missing-method', changes: missing },
  {
    step: 'a preset with a change',
    fragment: 'engine=webkit&preset=missing-method',
    changes: { ...missing, engine: 'webkit' },
  },
  {
    step: 'an unknown preset',
    fragment: 'preset=nonsense&method=PUT',
    changes: { method: 'PUT' },
    problems: ['There is no preset "nonsense": this is the state without one'],
  },
  {
    step: 'an unknown name',
    fragment: 'colour=red',
    problems: ['The link has "colour", which nothing here is called'],
  },
  {
    step: 'a name of Object',
    fragment: 'constructor=1',
    problems: ['The link has "constructor", which nothing here is called'],
  },
  { step: 'no choice', fragment: 'mode=navigate', problems: ['The link says mode=navigate, which is no mode'] },
  {
    step: 'a broken encoding',
    fragment: 'page=%E0%A4&method=PUT',
    changes: { method: 'PUT' },
    problems: ['The link has a value of "page" that cannot be read: it is left out'],
  },
  {
    step: 'the same twice',
    fragment: 'method=PUT&method=GET',
    problems: ['The link has "method" twice: neither is used'],
  },
  {
    step: 'a huge value',
    fragment: `url=${'x'.repeat(20_001)}`,
    problems: ['The link has a value of "url" that is too long'],
  },
]

describe('a link is read', () => {
  test.each(rows)('$step', ({ fragment, changes = {}, problems = [] }) => {
    expect(decodeState(fragment, presetStates)).toEqual({ state: { ...defaultState, ...changes }, problems })
  })
})

const states: readonly (readonly [string, Partial<PlaygroundState>, string])[] = [
  ['the default', {}, ''],
  ['a preset', missing, 'preset=missing-method'],
  ['a preset in an engine', { ...missing, engine: 'firefox' }, 'preset=missing-method&engine=firefox'],
  [
    'marks of links',
    { url: 'https://a.example/?b=1&c=%20#d+e (f)' },
    'url=https://a.example/?b=1%26c=%2520%23d%2Be+%28f%29',
  ],
  ['a lone surrogate', { method: 'P\ud800' }, 'method=P%EF%BF%BD'],
  ['headers', { headers: 'a: 1\n\nb: 2' }, 'header=a:+1&header=&header=b:+2'],
  [
    'a policy of two lines',
    { policy: "createCors({\n  origin: '*',\n  maxAge: 5,\n})" },
    "policy=origin:+'*';maxAge:+5",
  ],
  [
    'a policy with ;',
    { policy: "createCors({\n  origin: ';',\n})" },
    "policy=createCors%28%7B%0A++origin:+';',%0A%7D%29",
  ],
  ['an empty policy', { policy: '' }, 'policy='],
  ['no policy', { policy: 'origin' }, 'policy==origin'],
  ['a policy that begins with =', { policy: '=' }, 'policy==='],
]

describe('a link is written', () => {
  test.each(states)('%s', (_, changes, fragment) => {
    const state = { ...defaultState, ...changes }
    expect(encodeState(state, presetStates)).toBe(fragment)
    const { method } = decodeState(fragment, presetStates).state
    expect(decodeState(fragment, presetStates)).toEqual({ state: { ...state, method }, problems: [] })
  })
})
