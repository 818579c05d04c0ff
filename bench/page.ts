import { execFileSync } from 'node:child_process'
import { cpus } from 'node:os'
import { bareRow } from './cells.ts'
import type { Throughput } from './http/throughput.ts'
import type { LookupResult } from './lookups.ts'
import type { RuntimeResult } from './runtimes.ts'
import type { Sizes } from './sizes.ts'
import { judgeTargets } from './targets.ts'
import { readVersions } from './versions.ts'

/** All that was measured. */
export interface Results {
  readonly runtimes: readonly RuntimeResult[]
  readonly lookups: readonly LookupResult[]
  readonly startUp: Readonly<Record<string, number>>
  readonly throughput: readonly Throughput[]
  readonly sizes: Sizes
  readonly isQuick: boolean
}

/** Writes the page that is printed, in Markdown. */
export function formatPage(results: Results): string {
  const { runtimes, lookups, startUp, throughput, sizes } = results
  return `${[
    '# Results',
    `${results.isQuick ? 'A quick run, too short to rely on. ' : ''}${describeMachine()}`,
    `Versions: ${readVersions(runtimes)}.`,
    'Numbers compare inside one run only: a machine that does other things besides moves all of them.',
    '## Targets',
    toTable(
      ['what', 'target', 'measured', ''],
      judgeTargets(results).map(({ what, target, measured, isMet }) => [
        what,
        target,
        measured,
        isMet ? 'met' : '**missed**',
      ]),
    ),
    ...runtimes.flatMap(formatRuntime),
    '## Look-ups on Node.js',
    'Nanoseconds for one `decide`, for 16 origins over and over and for all in turn; a `Set` that is asked in the same way.',
    toTable(
      ['rules', '16 hot ones', 'all in turn', 'bare `Set`, in turn', 'bytes a rule beyond a `Set`', '`createCors`, ms'],
      lookups.map((row) => [
        row.rules,
        toDigits(row.hot),
        toDigits(row.inTurn),
        row.setInTurn === null ? '' : toDigits(row.setInTurn),
        row.bytesBeyondSet === null ? '' : toDigits(row.bytesBeyondSet),
        row.createMilliseconds.toFixed(1),
      ]),
    ),
    '## Throughput over loopback',
    'Sixteen connections of autocannon, in a process of its own, with the `Origin` of an allowed page.',
    toTable(
      ['server', 'requests a second', 'p99, ms'],
      throughput.map((row) => [row.server, toDigits(row.requestsPerSecond), String(row.p99)]),
    ),
    '## Start-up on Node.js',
    'Milliseconds to import the package and make the policy, in a fresh process.',
    toTable(
      ['library', 'ms'],
      Object.entries(startUp).map(([library, time]) => [library, time.toFixed(1)]),
    ),
    '## Size',
    'Bytes, bundled and minified by esbuild, compressed with brotli.',
    toTable(
      ['what', 'bytes'],
      [
        ['`fetch-cors`, whole', String(sizes.whole)],
        ['what a request runs of it', String(sizes.request)],
        ...Object.entries(sizes.adapters).map(([name, size]) => [`\`fetch-cors/${name}\`, more`, String(size)]),
      ],
    ),
  ].join('\n\n')}\n`
}

/** Each cell has the nanoseconds and their ratio to the floor. */
function formatRuntime({ runtime, version, medians }: RuntimeResult): string[] {
  const columns = Object.keys(medians[bareRow] ?? {})
  const rows = Object.entries(medians).map(([name, row]) => {
    const { floor } = row
    const cells = columns.map((column) => {
      const time = row[column]
      if (time === undefined) return ''
      return floor === undefined ? toDigits(time) : `${toDigits(time)} (${(time / floor).toFixed(2)})`
    })
    return [name, ...cells]
  })
  return [
    `## ${runtime} ${version}`,
    'Nanoseconds a call, and the ratio to the floor.',
    toTable(['', ...columns], rows),
  ]
}

function describeMachine(): string {
  const all = cpus()
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD']).toString().trim()
  return `Machine: ${all[0]?.model.trim() ?? 'unknown'}, ${all.length} cores. Commit: ${commit}.`
}

function toDigits(number: number): string {
  return Math.round(number).toLocaleString('en')
}

function toTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const toLine = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`
  return [toLine(head), toLine(head.map(() => '---')), ...rows.map(toLine)].join('\n')
}
