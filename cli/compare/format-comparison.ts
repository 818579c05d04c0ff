import stringWidth from 'string-width'
import { getBorderCharacters, table } from 'table'
import { countColumns, paint, toVisible, wrap } from '../terminal.ts'
import type { Comparison } from './compare-urls.ts'

/** Writes a comparison as a small table, with what it means for CORS and for cookies. */
export function formatComparison({ a, b, sameOrigin, differs, sameSite, parts, notes }: Comparison): string {
  const verdict = sameOrigin ? paint(['bold', 'green'], 'SAME ORIGIN') : paint(['bold', 'red'], 'ANOTHER ORIGIN')
  const isWebSocket = [parts.a, parts.b].some((one) => /^wss?$/.test(one?.scheme ?? ''))
  const reason = differs.length > 0 ? `: ${list(differs)} ${differs.length === 1 ? 'differs' : 'differ'}` : ''
  return [
    wrap(`${verdict}${reason}`),
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
    ...[...notes, explainSite(sameSite), ...(isWebSocket ? [] : [sameOrigin ? noCors : cors])].map((note) =>
      wrap(note, '  '),
    ),
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
  const printed = drawTable(rows)
  // The terminal would break its lines.
  const isTooWide = printed.split('\n').some((line) => stringWidth(line) > countColumns())
  return isTooWide ? rows.map(formatPair).join('\n') : printed
}

/** Writes one below the other what a narrow terminal cannot show side by side. */
function formatPair([name = '', a = '', b = '', mark = '']: readonly string[]): string {
  return [`${name} ${mark}`.trimEnd(), ...[a, b].map((text) => wrap(toVisible(text), '  '))].join('\n')
}

function drawTable(rows: readonly (readonly string[])[]): string {
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
