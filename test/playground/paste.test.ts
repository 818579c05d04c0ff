import { describe, expect, test } from 'vitest'
import { toConsoleText } from '../../playground/console-texts.ts'
import { readPasted, toPasteAdvice } from '../../playground/paste.ts'
import { predict } from '../../playground/predict.ts'
import { presets } from '../../playground/presets.ts'
import { defaultState } from '../../playground/state.ts'

const engines = ['chromium', 'firefox', 'webkit'] as const

/** Messages that do not say enough to get the same one again. */
const unclear: ReadonlySet<string> = new Set([
  // Safari tells a missing header from a wrong one by nothing, and Firefox and Safari do not say that it was the preflight.
  'webkit wrong-origin',
  'webkit trailing-slash',
  // They are not about CORS.
  'chromium mixed-content',
  'firefox mixed-content',
  'webkit mixed-content',
])

const rows = presets
  .filter(({ want }) => want.outcome === 'blocked')
  .flatMap(({ name, state }) => engines.map((engine) => ({ step: `${engine} ${name}`, engine, state })))
  .filter(({ step }) => !unclear.has(step))

describe('a state of which the console says the same is made of what it says', () => {
  test.each(rows)('$step', async ({ engine, state }) => {
    const { explanation } = await predict(state, engine)
    const text = explanation && toConsoleText(engine, explanation)
    // Where this engine does not block, or says nothing.
    if (!explanation || text === null) return
    const url = explanation.exchanges.at(-1)?.request.url
    const printed = engine === 'webkit' ? `${text}\nFetch API cannot load ${url} due to access control checks.` : text
    const pasted = readPasted(printed)
    expect(pasted?.kind).toMatch(/^a message of the console/)
    const again = await predict({ ...defaultState, ...pasted?.changes }, engine)
    expect(again.inputs).toEqual([])
    const names = explanation.blocked?.names
    expect({ names: again.explanation?.blocked?.names, url: again.explanation?.request.url }).toEqual({
      names:
        engine === 'webkit' ? expect.anything() : { ...again.explanation?.blocked?.names, [engine]: names?.[engine] },
      url: engine === 'chromium' ? explanation.request.url : url,
    })
  })
})

const headers = 'access-control-allow-origin: *\nx-a: 1'

const others: readonly (readonly [step: string, text: string, want: object | null])[] = [
  ['nothing', '', null],
  ['prose', 'My request does not work: why?', null],
  [
    'an answer',
    `HTTP/2 401 \r\naccess-control-allow-origin: *\r\nx-a: 1\r\n\r\n{"a":1}`,
    { status: '401', responseHeaders: headers },
  ],
  ['headers', headers, { server: 'raw', responseHeaders: headers }],
  [
    'Copy as fetch',
    `fetch("https://api.example.com/items", {
  "headers": { "accept": "*/*", "content-type": "application/json", "sec-ch-ua": "\\"Chromium\\"" },
  "referrer": "https://app.example.com/start",
  "body": "{\\"a\\":1}",
  "method": "PUT",
  "mode": "cors",
  "credentials": "include"
});`,
    {
      page: 'https://app.example.com',
      url: 'https://api.example.com/items',
      method: 'PUT',
      headers: 'content-type: application/json',
      credentials: 'include',
      mode: 'cors',
      body: 'json',
    },
  ],
  ['a call with an URL alone', "await fetch('/items')", { url: '/items', method: 'GET', headers: '', body: 'none' }],
  ['a call that is no literal', 'fetch(url, options)', null],
]

test.each([
  ["curl 'https://api.example.com/'", /^In DevTools take “Copy as fetch”/],
  ['Uncaught (in promise) TypeError: Failed to fetch', /^This is all that the page learns/],
  ['hello', /^Nothing/],
])('of %s it is said what to paste instead', (text, advice) => {
  expect(readPasted(text)).toBeNull()
  expect(toPasteAdvice(text)).toMatch(advice)
})

describe('it is read', () => {
  test.each(others)('%s', (_, text, want) => {
    const pasted = readPasted(text)
    if (want === null) expect(pasted).toBeNull()
    else expect(pasted?.changes).toMatchObject(want)
  })
})
