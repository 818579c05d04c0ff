import { describe, expect, test } from 'vitest'
import { allCases } from '../browsers/cases/all.ts'
import { engineNames } from '../browsers/engines/engines.ts'
import { predict } from '../browsers/predict.ts'
import { digestPredictions, readRecord } from '../browsers/recorded/record.ts'

const record = readRecord()

// Where a browser is installed, test/browsers says more.
describe.each(engineNames)('does what %s was seen to do', (engine) => {
  test.each(allCases)('$name', async (tried) => {
    expect(digestPredictions(engine, tried.name, await predict(tried, engine))).toBe(record[tried.name]?.[engine])
  })
})
