import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type RunningExample, startExample } from '../examples/start-example.ts'
import { type EngineName, engineNames, isInstalled } from './engines/engines.ts'
import { type RecipeVisit, visitRecipes } from './recipe-lab.ts'

/** What every browser makes of the recipes for uploads and for events. */
const rows = [
  { step: 'our page, upload', sees: { status: 200, text: '{"bytes":300000}', progress: false } },
  { step: 'our page, upload with progress', sees: { status: 200, text: '{"bytes":300000}', progress: true } },
  { step: 'our page, upload of too much', sees: { status: 413, text: '{"error":"too large"}', progress: true } },
  { step: 'our page, events', sees: ['0: the first', '1: the second', '2: the third'] },
  { step: 'our page, events without a cookie', sees: 'closed' },
  { step: 'our page, events by fetch', sees: 'id: 1\nretry: 100\ndata: the second' },
  {
    step: 'our page, service worker',
    sees: {
      online: [200, 'cors', '["tea"]'],
      changed: 204,
      offline: [200, 'cors', '["tea"]'],
      isTheSame: true,
      changedOffline: 'blocked',
    },
  },
  { step: 'another page, upload', sees: 'blocked' },
  { step: 'another page, upload with progress', sees: 'blocked' },
  { step: 'another page, upload of too much', sees: 'blocked' },
  { step: 'another page, events', sees: 'closed' },
  { step: 'another page, events without a cookie', sees: 'closed' },
  { step: 'another page, events by fetch', sees: 'blocked' },
  {
    step: 'another page, service worker',
    sees: { online: null, changed: 'blocked', offline: null, isTheSame: false, changedOffline: 'blocked' },
  },
  { step: 'another page, what its service worker leaves alone', sees: 'blocked' },
]

/** A preflight that was allowed is kept, one that was refused is not, and what a preflight refuses is never sent. */
const sent = [
  'our page, upload: POST',
  'our page, upload: OPTIONS',
  'our page, upload: POST',
  'our page, upload: POST',
  'our page, events: GET',
  'our page, events: POST',
  'our page, events: POST',
  'our page, events: GET, last-event-id 1',
  'our page, events: GET',
  'our page, events: OPTIONS, asks for authorization,last-event-id',
  'our page, events: GET, last-event-id 0',
  'our page, items: GET',
  'our page, items: OPTIONS, asks for x-csrf-token',
  'our page, items: PUT',
  'another page, upload: POST',
  'another page, upload: OPTIONS',
  'another page, upload: OPTIONS',
  'another page, events: GET',
  'another page, events: GET',
  'another page, events: OPTIONS, asks for authorization,last-event-id',
  'another page, items: GET',
  'another page, items: OPTIONS, asks for x-csrf-token',
]

/** WebKit sends what a service worker has seen and leaves alone without the preflight that is due. */
const leftAlone: Readonly<Record<EngineName, string>> = {
  chromium: 'another page, upload: OPTIONS, asks for x-csrf-token',
  firefox: 'another page, upload: OPTIONS, asks for x-csrf-token',
  webkit: 'another page, upload: PUT',
}

describe.each(engineNames)('recipes in %s', (engine) => {
  if (!isInstalled(engine) && process.env['REQUIRE_BROWSERS'] !== '1') {
    test.skip(`${engine} is not installed`)
    return
  }
  let examples: readonly RunningExample[] = []
  let visit: RecipeVisit

  beforeAll(async () => {
    const upload = await startExample('node', 'upload-progress/server.ts')
    examples = [upload]
    const events = await startExample('node', 'server-sent-events/server.ts')
    examples = [upload, events]
    const items = await startExample('node', 'service-worker/api/server.ts')
    examples = [upload, events, items]
    visit = await visitRecipes(engine, { upload: upload.origin, events: events.origin, items: items.origin })
  })

  afterAll(async () => {
    for (const example of examples) await example.close()
  })

  test.each(rows)('$step', ({ step, sees }) => {
    expect(visit.results[step]).toEqual(sees)
  })

  test('preflights go before all that needs one, and nothing else', () => {
    expect(visit.sent).toEqual([...sent, leftAlone[engine]])
  })
})
