import type { Command } from 'commander'
import { getBorderCharacters, table } from 'table'
import { compareOrigins, type OriginComparison } from '../src/index.ts'
import { findMisspelling } from '../src/origin/misspelling.ts'
import { defaultPort } from '../src/origin/pattern.ts'
import { isSameSite } from '../src/origin/site.ts'
import { CommandError, type ExitCode, exitCodes } from './exit-codes.ts'
import { paint, print, toVisible, wrap } from './terminal.ts'

/** Adds the command that compares the origins of two URLs. */
export function addCompareCommand(program: Command, end: (code: ExitCode) => void): void {
  program
    .command('compare')
    .summary('say whether two URLs have the same origin, and the same site')
    .description(
      'Compares the origins of two URLs part by part: with the same origin a page needs no CORS, with the same site it has its cookies. Nothing is sent.',
    )
    .argument('<url>', 'a URL, such as that of the page')
    .argument('<other>', 'another one, such as that of the server')
    .option('--json', 'print the comparison as data')
    .addHelpText(
      'after',
      `
Examples:
  $ fetch-cors compare https://app.example.com https://api.example.com/items
  $ fetch-cors compare http://localhost:3000 http://127.0.0.1:3000 --json

Exit codes: 0 the same origin, 1 another one, 2 no URL`,
    )
    .action((url: string, other: string, { json }: { readonly json?: true }) => {
      const comparison = compare(readUrl(url), readUrl(other))
      print(json ? JSON.stringify(comparison, null, 2) : formatComparison(comparison))
      end(comparison.sameOrigin ? exitCodes.clean : exitCodes.found)
    })
}

/** A comparison as it is printed as data. */
interface Comparison extends Omit<OriginComparison, 'sameSite'> {
  /** Whether both belong to one site, by the public suffix list: with the scheme and without it. */
  readonly sameSite: { readonly schemeful: boolean; readonly schemeless: boolean }
  /** The parts of both origins, `null` for an opaque one. */
  readonly parts: { readonly a: OriginParts | null; readonly b: OriginParts | null }
}

interface OriginParts {
  readonly scheme: string
  readonly host: string
  readonly port: number | null
}

function compare(a: URL, b: URL): Comparison {
  const { sameSite: _, ...comparison } = compareOrigins(a, b)
  const parts = { a: toParts(comparison.a), b: toParts(comparison.b) }
  const schemeless = parts.a !== null && parts.b !== null && isSameSite(new URL(comparison.a), comparison.b)
  return {
    ...comparison,
    sameSite: { schemeful: schemeless && parts.a?.scheme === parts.b?.scheme, schemeless },
    parts,
  }
}

/** Says what is not known of the origins of schemes that are none of HTTP. */
function explainSchemes(urls: readonly URL[]): string[] {
  const protocols = [...new Set(urls.map(({ protocol }) => protocol))]
  return protocols.flatMap((protocol) => {
    if (protocol === 'ws:' || protocol === 'wss:')
      return [`${protocol} asks for no CORS: the server looks at Origin itself`]
    const isCustom = urls.some((url) => url.protocol === protocol && url.origin === 'null' && url.host !== '')
    return isCustom ? [`An app that has registered ${protocol} may give its pages an origin of that scheme`] : []
  })
}

/** Takes a serialized origin apart; the default port is spelled out. */
function toParts(origin: string): OriginParts | null {
  if (origin === 'null') return null
  const { protocol, hostname, port } = new URL(origin)
  const scheme = protocol.slice(0, -1)
  const digits = port === '' ? defaultPort(scheme) : port
  return { scheme, host: hostname, port: digits === '' ? null : Number(digits) }
}

/**
 * Reads a URL.
 *
 * @throws {@link CommandError} that says what to write instead
 */
function readUrl(text: string): URL {
  // What looks like a host with its port would be taken for a scheme with its path.
  if (URL.canParse(text) && !/^[^/:]+:\d+(?:[/?#]|$)/.test(text)) return new URL(text)
  const [authority = ''] = text.split(/[/?#]/)
  const meant = findMisspelling(authority).meant
  const instead =
    meant === null || meant.includes('*') ? 'https://app.example.com/' : meant + text.slice(authority.length)
  throw new CommandError(`"${toVisible(text)}" is no URL: write it with its scheme, such as ${toVisible(instead)}`)
}

function formatComparison({ a, b, sameOrigin, differs, sameSite, parts, notes }: Comparison): string {
  const verdict = sameOrigin ? paint(['bold', 'green'], 'SAME ORIGIN') : paint(['bold', 'red'], 'ANOTHER ORIGIN')
  const reason = differs.length > 0 ? `: ${list(differs)} ${differs.length === 1 ? 'differs' : 'differ'}` : ''
  return [
    `${verdict}${reason}`,
    '',
    formatTable([
      ['origin', a, b, ''],
      ...(['scheme', 'host', 'port'] as const).map((part) => [
        part,
        String(parts.a?.[part] ?? '-'),
        String(parts.b?.[part] ?? '-'),
        differs.includes(part) ? '✗ differs' : '',
      ]),
    ]),
    '',
    `Same site with the scheme:     ${sameSite.schemeful ? 'yes' : 'no'}`,
    `Same site without the scheme:  ${sameSite.schemeless ? 'yes' : 'no'}`,
    ...[...notes, explainSite(sameSite), sameOrigin ? noCors : cors].map((note) => wrap(note, '  ')),
  ].join('\n')
}

const noCors = 'A page of one reads the other without CORS'
const cors = 'A page of one reads the other only if that allows it by CORS'

/** Says what the site decides about. */
function explainSite({ schemeful, schemeless }: Comparison['sameSite']): string {
  if (schemeful) return 'SameSite cookies go along, also from a page of the other one'
  const cookies = 'Cookies with SameSite=Lax or Strict do not go along, those with SameSite=None and Secure do'
  return schemeless
    ? `${cookies}; browsers that leave the scheme out of a site send them all the same`
    : `${cookies}, unless the browser blocks cookies of other sites`
}

function list(texts: readonly string[]): string {
  return texts.length > 1 ? `${texts.slice(0, -1).join(', ')} and ${texts.at(-1)}` : texts.join()
}

function formatTable(rows: readonly (readonly string[])[]): string {
  const printed = table(
    rows.map((row) => row.map(toVisible)),
    {
      border: getBorderCharacters('void'),
      columnDefault: { paddingLeft: 0, paddingRight: 3 },
      drawHorizontalLine: () => false,
    },
  )
  return printed.trimEnd().replace(/ +$/gm, '')
}
