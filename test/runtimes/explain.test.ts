import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type EngineName, engineNames, isInstalled } from '../browsers/engines/engines.ts'
import { networkRows } from './explain/network-rows.ts'
import { type NetworkServer, startNetworkServer } from './explain/network-server.ts'
import { type ObservedRow, observeRows } from './explain/observe-rows.ts'
import { type Observed, observeInPage, observeInProcess, observeInWorker } from './explain/places.ts'
import { explainRows } from './explain/rows.ts'

/** The runtimes, and how each runs the rows. */
const runtimes: readonly { readonly name: string; run(port: string): Promise<Observed> }[] = [
  { name: 'Node.js', run: (port) => observeInProcess('node', [], port) },
  { name: 'Deno', run: (port) => observeInProcess('deno', ['run', '--no-remote', '--allow-net'], port) },
  { name: 'Bun', run: (port) => observeInProcess('bun', ['run'], port) },
  { name: 'workerd', run: observeInWorker },
]

/** What this very process makes of the rows: what the others are compared with. */
let here: readonly ObservedRow[]

beforeAll(async () => {
  here = await observeRows(explainRows)
})

/** Compares what came of the rows with what they want, and all that is said about it with what is said here. */
function checkRows(place: string, observed: () => Observed): void {
  test.each(explainRows.map((row, index) => ({ ...row, index })))('$step', ({ index, got, seen, otherwise = {} }) => {
    const row = observed().rows[index]
    if (place in otherwise) return expect(row?.got).not.toEqual(got)
    expect(row?.got).toEqual(got)
    expect(row?.seen).toEqual(seen)
    expect(row?.explanations).toEqual(here[index]?.explanations)
  })
}

describe.each(runtimes)('the user agent in $name', ({ name, run }) => {
  let server: NetworkServer
  let observed: Observed

  beforeAll(async () => {
    server = await startNetworkServer()
    observed = await run(server.port)
  })

  afterAll(() => server?.close())

  checkRows(name, () => observed)

  test.each(networkRows.map((row, index) => ({ ...row, index })))('on the network: $step', ({ index, got }) => {
    expect(observed.network?.[index]).toEqual(got)
  })

  test('on the network: the server receives what a browser sends, and nothing else', () => {
    expect(server.received).toEqual(networkRows.flatMap(({ received }) => received))
  })
})

describe.each(engineNames)('the user agent in a page of %s', (engine: EngineName) => {
  if (!isInstalled(engine) && process.env['REQUIRE_BROWSERS'] !== '1') {
    console.warn(`${engine} is not installed: the user agent is not tried in its pages`)
    test.skip(`${engine} is not installed`)
    return
  }
  let observed: Observed

  beforeAll(async () => {
    observed = await observeInPage(engine)
  })

  checkRows(engine, () => observed)
})
