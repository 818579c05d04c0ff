import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type RunningExample, startExample } from '../examples/start-example.ts'
import { engineNames, isInstalled } from './engines/engines.ts'
import { type RecipeVisit, visitRecipes } from './recipe-lab.ts'

/** What every browser makes of the recipes for uploads and for events. */
const rows = [
  { step: 'our page, upload', sees: { status: 200, text: '{"bytes":300000}', progress: false } },
  { step: 'our page, upload with progress', sees: { status: 200, text: '{"bytes":300000}', progress: true } },
  { step: 'our page, upload of too much', sees: { status: 413, text: '{"error":"too large"}', progress: true } },
  { step: 'our page, events', sees: ['0: the first', '1: the second', '2: the third'] },
  { step: 'our page, events without a cookie', sees: 'closed' },
  { step: 'our page, events by fetch', sees: 'id: 1\nretry: 100\ndata: the second' },
  { step: 'another page, upload', sees: 'blocked' },
  { step: 'another page, upload with progress', sees: 'blocked' },
  { step: 'another page, upload of too much', sees: 'blocked' },
  { step: 'another page, events', sees: 'closed' },
  { step: 'another page, events without a cookie', sees: 'closed' },
  { step: 'another page, events by fetch', sees: 'blocked' },
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
  'another page, upload: POST',
  'another page, upload: OPTIONS',
  'another page, upload: OPTIONS',
  'another page, events: GET',
  'another page, events: GET',
  'another page, events: OPTIONS, asks for authorization,last-event-id',
]

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
    visit = await visitRecipes(engine, { upload: upload.origin, events: events.origin })
  })

  afterAll(async () => {
    for (const example of examples) await example.close()
  })

  test.each(rows)('$step', ({ step, sees }) => {
    expect(visit.results[step]).toEqual(sees)
  })

  test('no preflight for events, and one for progress', () => {
    expect(visit.sent).toEqual(sent)
  })
})
