import { writeFileSync } from 'node:fs'
import type { CorsOptions } from '../../src/index.ts'
import { lint } from '../../src/lint.ts'
import { lintRows } from '../tables/lint.ts'
import { showFindings } from './show-findings.ts'

const findings = lintRows.map(({ options }) => showFindings(lint(options as CorsOptions)))
writeFileSync(new URL('findings.json', import.meta.url), `${JSON.stringify(findings, null, 2)}\n`)
