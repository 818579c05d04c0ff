import { writeFileSync } from 'node:fs'
import { allCases } from '../cases/all.ts'
import { engineNames } from '../engines/engines.ts'
import { observe } from '../run-cases.ts'
import { digestObservations, recordFile } from './record.ts'

// Asks all three browsers, so that what they do is known where they are not installed.
const observed: Record<string, Record<string, string>> = Object.fromEntries(allCases.map(({ name }) => [name, {}]))
for (const engine of engineNames) {
  const { version, observations } = await observe(engine, allCases)
  console.log(`${version}: ${allCases.length} cases`)
  for (const { name } of allCases)
    Object.assign(observed[name] ?? {}, { [engine]: digestObservations(engine, name, observations) })
}
const lines = Object.entries(observed).map(([name, digests]) => {
  const members = Object.entries(digests).map(([engine, digest]) => `"${engine}": "${digest}"`)
  return `  "${name}": { ${members.join(', ')} }`
})
writeFileSync(recordFile, `{\n${lines.join(',\n')}\n}\n`)
process.exit(0)
