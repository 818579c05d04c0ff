import { writeFileSync } from 'node:fs'
import { allCases } from '../cases/all.ts'
import { digestExplanations, explanationsFile } from './explanations.ts'

// No browser is asked: this is what explain says now, so that nothing of it changes unseen.
const digests: Record<string, string> = {}
for (const tried of allCases) digests[tried.name] = await digestExplanations(tried)
writeFileSync(explanationsFile, `${JSON.stringify(digests, null, 2)}\n`)
process.exit(0)
