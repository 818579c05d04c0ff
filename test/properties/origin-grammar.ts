import { readGrammar } from './abnf.ts'

/**
 * The origins that rules see, as the design has them: the standard's ABNF, plus `_`, labels with edge hyphens and one
 * trailing dot; ports from 1 to 65535 without leading zeros; a numeric last label only as IPv4; custom schemes with a
 * host of their own.
 */
const grammar = readGrammar(`
  lower       = %x61-7A
  upper       = %x41-5A
  digit       = %x30-39
  nonzero     = %x31-39
  any         = %x0-FFFF
  origin      = ( http-scheme "://" http-host / other-scheme "://" other-host ) [ ":" port ]
  http-scheme = "http" [ "s" ]
  other-scheme = scheme - http-scheme
  scheme      = lower 0*63( lower / digit / "+" / "-" / "." )
  http-host   = ipv4 / ipv6 / domain
  other-host  = ipv6 / 1*253( lower / upper / digit / "." / "_" / "-" )
  domain      = ( names - 254*any - numeric ) [ "." ]
  names       = label *( "." label )
  label       = 1*63( lower / digit / "_" / "-" )
  numeric     = *( label "." ) ( 1*digit / "0x" *( digit / %x61-66 ) )
  ipv4        = octet 3( "." octet )
  octet       = digit / nonzero digit / "1" 2digit / "2" %x30-34 digit / "25" %x30-35
  ipv6        = "[" ( 7( piece ":" ) piece / compressed ) "]"
  compressed  = ${toCompressed()}
  piece       = "0" / ( nonzero / %x61-66 ) 0*3( digit / %x61-66 )
  port        = nonzero 0*3digit / %x31-35 4digit / "6" %x30-34 3digit / "65" %x30-34 2digit / "655" %x30-32 digit / "6553" %x30-35
`)

/** Writes out `::` with a number of pieces before it and whatever number may follow. */
function toCompressed(): string {
  return Array.from({ length: 7 }, (_, before) => {
    const first = before === 0 ? '"::"' : `${before - 1}( piece ":" ) piece "::"`
    const most = 6 - before
    return most === 0 ? first : `${first} [ 0*${most - 1}( piece ":" ) piece ]`
  }).join(' / ')
}

/** Tells whether a text is an origin that rules may see. */
export function isOrigin(text: string): boolean {
  return grammar.matches('origin', text)
}
