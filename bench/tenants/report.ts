import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'

/** A table of a report. */
export interface Table {
  readonly title: string
  readonly head: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

/** Writes tables as Markdown, under the machine, the versions and the commit that they hold for. */
export function toReport(tables: readonly Table[]): string {
  const [cpu] = cpus()
  const about = [
    `${cpus().length} × ${cpu?.model.trim() ?? 'unknown CPU'}, ${Math.round(totalmem() / 2 ** 30)} GiB, ${process.platform}`,
    `Node.js ${process.versions.node}, Miniflare ${readVersion('miniflare')}, workerd ${readVersion('workerd')}`,
    `commit ${execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim()}`,
  ]
  const sections = tables.map(({ title, head, rows }) => {
    const lines = [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`)
    return `## ${title}\n\n${lines.join('\n')}\n`
  })
  return `${introduction}\n${about.map((line) => `- ${line}`).join('\n')}\n\n${sections.join('\n')}`
}

const introduction = `# A million tenants

\`npm run bench:tenants -- --write\` measures this and writes it here. The store is Workers KV as Miniflare has it, on the
disk of this machine: what a read costs at Cloudflare is another matter. Times differ twofold from run to run where the
machine does something else too; hits, reads and the herd do not.
`

function readVersion(name: string): string {
  return JSON.parse(readFileSync(new URL(`../../node_modules/${name}/package.json`, import.meta.url), 'utf8')).version
}

export function toPercent(share: number): string {
  return `${(share * 100).toFixed(1)} %`
}

export function toCount(value: number): string {
  return Math.round(value).toLocaleString('en')
}

export function toMegabytes(bytes: number): string {
  return `${(bytes / 2 ** 20).toFixed(1)} MiB`
}
