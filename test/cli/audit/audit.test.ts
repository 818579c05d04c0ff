import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type AuditReport, audit } from '../../../cli/audit/audit.ts'
import { findingKinds } from '../../../cli/audit/finding-kinds.ts'
import { createNetwork } from '../../../cli/network.ts'
import { isAtLeast } from '../../../cli/severity.ts'
import { explain } from '../../../src/explain.ts'
import { createCors } from '../../../src/index.ts'
import { cases, faults, sound } from './cases/all.ts'
import { type AuditFault, app, type Case, type Sound } from './cases/case.ts'
import { type Listening, listen } from './listen.ts'
import { missingNginx, type NginxCase, startNginx } from './nginx.ts'

const isRequired = process.env['REQUIRE_SERVERS'] === '1'
if (missingNginx !== null) console.warn(`Skipped: ${missingNginx}; install Debian's nginx to run its rows`)

const network = createNetwork({})
const nginxRows = cases.filter((row): row is NginxCase => 'nginx' in row)
let nginx: Awaited<ReturnType<typeof startNginx>> | null = null

beforeAll(async () => {
  if (missingNginx === null) nginx = await startNginx(nginxRows)
})

afterAll(async () => {
  await network.close()
  await nginx?.close()
})

async function start(row: Case): Promise<Listening> {
  if ('serve' in row) return await listen(await row.serve())
  const server = nginx?.servers.get(row)
  if (server === undefined) throw new Error('nginx does not run')
  return server
}

async function auditRow(row: AuditFault | Sound): Promise<AuditReport> {
  const server = await start(row)
  const url = new URL('/items', server.origin)
  try {
    const { origins = [app], method = null, headers = [] } = row
    const report = await audit({ url, origins, method, headers, timeout: 5000, serverFor: network.serverFor })
    const targets = (await server.targets()).map((target) => target.replace(/^(?:GET|OPTIONS) /, ''))
    expect(new Set(targets), 'nothing but the URL is asked for').toEqual(new Set([`/items ${url.host}`]))
    expect(report.unanswered).toEqual([])
    for (const { fix } of report.findings) if (fix.options !== null) expect(createCors(fix.options)).toBeDefined()
    return report
  } finally {
    await server.close()
  }
}

/** What each fault was found as, and what was said about each sound server. */
const found: boolean[] = []
const alarms: string[] = []

function isRunnable(row: Case): boolean {
  return 'serve' in row || missingNginx === null
}

describe('a planted fault', () => {
  for (const row of faults) {
    const name = `${row.server}, ${row.configuration}: ${row.fault}`
    test.skipIf(!isRunnable(row))(name, async () => {
      if (row.by === 'audit') {
        const { findings } = await auditRow(row)
        found.push(findings.some(({ code }) => code === row.fault))
        expect(findings.find(({ code }) => code === row.fault)?.severity).toBe(row.severity)
        expect(findings.map(({ code }) => code).sort()).toEqual([row.fault, ...(row.also ?? [])].sort())
        return
      }
      const server = await start(row)
      const origin = row.page ?? app
      const request = { ...row.request, url: `${server.origin}/items` }
      const { blocked } = await explain({ page: { origin }, request, server: network.serverFor(origin, 'cors') })
      await server.close()
      found.push(blocked?.code === row.fault)
      expect(blocked?.code).toBe(row.fault)
    })
  }
})

describe('a sound server', () => {
  for (const row of sound) {
    test.skipIf(!isRunnable(row))(`${row.server}, ${row.configuration}`, async () => {
      const { findings } = await auditRow(row)
      const told = findings.filter(({ severity }) => isAtLeast(severity, 'low')).map(({ code }) => code)
      alarms.push(...told)
      expect(told).toEqual([])
    })
  }
})

describe('the table', () => {
  test('has a planted fault for every code', () => {
    const planted = new Set(faults.filter(({ by }) => by === 'audit').map(({ fault }) => fault))
    expect(Object.keys(findingKinds).filter((code) => !planted.has(code as never))).toEqual([])
  })

  test('has faults on every server', () => {
    const servers = ['Express', 'Hono', 'Fastify', 'h3', 'itty-router', 'nginx']
    expect([...new Set(faults.map(({ server }) => server))]).toEqual(servers)
    expect(faults.length).toBeGreaterThanOrEqual(40)
    expect(sound.length).toBeGreaterThanOrEqual(14)
  })

  test('is found as a whole, without false alarms', () => {
    const planted = faults.filter(isRunnable).length
    const quiet = sound.filter(isRunnable).length
    const count = found.filter(Boolean).length
    console.log(
      `faults found ${count} of ${planted} planted, false alarms ${alarms.length} on ${quiet} sound configurations`,
    )
    if (isRequired) expect(missingNginx).toBeNull()
    expect(count).toBe(planted)
    expect(alarms).toEqual([])
  })
})
