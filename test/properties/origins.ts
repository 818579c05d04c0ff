import fc from 'fast-check'

/** Origins with something uncommon about them, each near another one. */
const notable = [
  'https://app.example.com',
  'https://app.example.com:8443',
  'https://app.example.com.',
  'https://xn--bcher-kva.example',
  'https://foo_bar.example.com',
  'https://-a-.example.com',
  'https://1.2.3.4',
  'https://[::1]',
  'https://[2001:db8::ff00:42:8329]:3000',
  'http://localhost',
  'http://localhost:5173',
  'http://app.localhost:80',
  'http://127.0.0.1:65535',
  'http://127.0.0.1.example.com',
  'http://app.example.com',
  'https://example.com',
  'https://origin-refused.invalid',
  'https://canary.invalid',
  'capacitor://localhost',
  'chrome-extension://abcdefghijklmnopabcdefghijklmnop',
  'app://App_1.x',
] as const

const label = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom('a', 'b', 'app', 'example', 'evil') },
  fc.constantFrom('_', '-', '-a', 'a-', 'xn--a', '0x1f', '0x', '1', '00', '256', 'a'.repeat(63)),
  fc.stringMatching(/^[a-z0-9_-]{1,8}$/),
)
const topLevel = fc.constantFrom('com', 'example', 'dev', 'c0m', 'localhost', '_', 'a-')
const domain = fc
  .tuple(fc.array(label, { maxLength: 3 }), topLevel, fc.constantFrom('', '', '', '.'))
  .map(([labels, top, dot]) => `${[...labels, top].join('.')}${dot}`)
const octet = fc.constantFrom(0, 1, 9, 10, 99, 100, 127, 199, 200, 249, 250, 255)
const ipv4 = fc.array(octet, { minLength: 4, maxLength: 4 }).map((octets) => octets.join('.'))
const piece = fc.oneof(fc.constantFrom('0', '1', 'f', 'ffff', '10'), fc.stringMatching(/^[1-9a-f][0-9a-f]{0,3}$/))
const ipv6 = fc
  .tuple(fc.array(piece, { minLength: 8, maxLength: 8 }), fc.nat(6), fc.nat(6))
  .map(([pieces, before, after]) =>
    before + after > 6
      ? `[${pieces.join(':')}]`
      : `[${pieces.slice(0, before).join(':')}::${pieces.slice(0, after).join(':')}]`,
  )
const port = fc.oneof(
  fc.constant(''),
  fc.constantFrom(':1', ':80', ':443', ':8443', ':9999', ':10000', ':59999', ':65529', ':65535'),
  fc.integer({ min: 1, max: 65535 }).map((number) => `:${number}`),
)
const httpScheme = fc.constantFrom('https', 'https', 'http')
const otherScheme = fc.oneof(
  fc.constantFrom('app', 'capacitor', 'a+b-c.1', 'httpss', 'htt', 'a'.repeat(64)),
  fc.stringMatching(/^[a-z][a-z0-9+.-]{0,8}$/).filter((scheme) => !/^https?$/.test(scheme)),
)
const otherHost = fc.oneof(
  fc.constantFrom('localhost', '256.0.0.1', 'a..b', '.', 'A'.repeat(253)),
  fc.stringMatching(/^[A-Za-z0-9._-]{1,12}$/),
)

/** Texts whose length is the most that is allowed. */
const longDomain = fc.integer({ min: 55, max: 61 }).map((last) => {
  return `${`${'a'.repeat(63)}.`.repeat(3)}${'b'.repeat(last)}`
})

const httpHost = fc.oneof(
  { weight: 8, arbitrary: domain },
  { weight: 2, arbitrary: ipv4 },
  { weight: 2, arbitrary: ipv6 },
  { weight: 1, arbitrary: longDomain },
)

const httpOrigin = fc.tuple(httpScheme, httpHost, port).map(([scheme, host, end]) => `${scheme}://${host}${end}`)
const otherOrigin = fc.tuple(otherScheme, fc.oneof(otherHost, ipv6), port).map(([scheme, host, end]) => {
  return `${scheme}://${host}${end}`
})

/** Origins that are right by the grammar, or nearly always. */
export const originLike: fc.Arbitrary<string> = fc.oneof(
  { weight: 2, arbitrary: fc.constantFrom(...notable) },
  { weight: 6, arbitrary: httpOrigin },
  { weight: 1, arbitrary: otherOrigin },
)

const inserted = [
  ...".:-_[]/@?#,*%\\`~!$&'()+;= \t\r\n\0\u007f0123456789afxAZé\u212a\uff0e\u3002",
  '://',
  '::',
  '..',
  '/.',
  '.evil.example',
  ', ',
  '%2e',
  '0x',
  'xn--',
  'https://',
] as const

/** A change to a text at one place. */
export type Edit = readonly [kind: string, at: number, text: string]

export const edit: fc.Arbitrary<Edit> = fc.tuple(
  fc.constantFrom('insert', 'insert', 'delete', 'replace', 'swap', 'case', 'double', 'before', 'after', 'cut'),
  // Ends are where most mistakes are.
  fc.oneof(fc.double({ min: 0, max: 1, noNaN: true }), fc.constantFrom(0, 1)),
  fc.constantFrom(...inserted),
)

/** Makes a change to a text. */
export function applyEdit(text: string, [kind, where, added]: Edit): string {
  const at = Math.min(Math.floor(where * text.length), Math.max(text.length - 1, 0))
  const [before, here, after] = [text.slice(0, at), text.slice(at, at + 1), text.slice(at + 1)]
  switch (kind) {
    case 'insert':
      return `${before}${added}${here}${after}`
    case 'delete':
      return `${before}${after}`
    case 'replace':
      return `${before}${added}${after}`
    case 'swap':
      return `${before}${after.slice(0, 1)}${here}${after.slice(1)}`
    case 'case':
      return `${before}${here === here.toUpperCase() ? here.toLowerCase() : here.toUpperCase()}${after}`
    case 'double':
      return `${before}${here}${here}${after}`
    case 'before':
      return `${added}${text}`
    case 'after':
      return `${text}${added}`
    default:
      return before
  }
}

/** One edit away from a text. */
export function nearly(text: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc.tuple(text, edit).map(([whole, change]) => applyEdit(whole, change))
}

/** Around the limits of the grammar: one too few, just right, one too many. */
export const atLimit: fc.Arbitrary<string> = fc.oneof(
  fc
    .tuple(fc.array(piece, { maxLength: 9 }), fc.nat(9), fc.constantFrom('::', ':::', '::', ':'))
    .map(([pieces, at, colons]) => `https://[${pieces.slice(0, at).join(':')}${colons}${pieces.slice(at).join(':')}]`),
  fc.array(piece, { minLength: 7, maxLength: 9 }).map((pieces) => `https://[${pieces.join(':')}]`),
  fc.array(fc.constantFrom(0, 1, 25, 255, 256, '00', '01'), { minLength: 3, maxLength: 5 }).map((octets) => {
    return `https://${octets.join('.')}`
  }),
  fc.constantFrom(0, 1, 9, 65529, 65535, 65536, 65540, 65600, 66000, 70000, 99999, 100000).map((number) => {
    return `https://a.example:${number}`
  }),
  fc.integer({ min: 62, max: 65 }).map((length) => `https://${'a'.repeat(length)}.example`),
  fc.integer({ min: 62, max: 66 }).map((length) => `${'a'.repeat(length)}://localhost`),
  fc.integer({ min: 251, max: 255 }).map((length) => `app://${'a'.repeat(length)}`),
  fc
    .tuple(fc.integer({ min: 58, max: 63 }), fc.constantFrom('', '.', ':1', '.:65535'))
    .map(([length, end]) => `https://${`${'a'.repeat(63)}.`.repeat(3)}${'b'.repeat(length)}${end}`),
  fc
    .tuple(fc.constantFrom('1', '00', '0x', '0xf', '0xg', '1a', 'a1', '-1'), fc.constantFrom('', 'a.', '1.2.3.'))
    .map(([last, before]) => `https://${before}${last}`),
  fc.constantFrom(
    'https://a.',
    'https://a..',
    'https://.',
    'https://.a',
    'https://',
    'https://:1',
    'app://',
    'https://a:',
  ),
)

/** Half of them right, half one edit away from right; and some at the limits of the grammar. */
export const maybeOrigin: fc.Arbitrary<string> = fc.oneof(
  { weight: 9, arbitrary: originLike },
  { weight: 9, arbitrary: nearly(originLike) },
  { weight: 2, arbitrary: atLimit },
)

/** Changes that make another origin of one, which a careless rule takes for the same. */
const lookAlikes: readonly ((origin: string) => string)[] = [
  (origin) => origin,
  (origin) => origin.replace('https:', 'http:'),
  (origin) => origin.replace('http:', 'https:'),
  (origin) => `${origin}:8443`,
  (origin) => `${origin}:80`,
  (origin) => `${origin}:443`,
  (origin) => origin.replace(/:\d+$/, ''),
  (origin) => `${origin}0`,
  (origin) => `${origin}.`,
  (origin) => `${origin}.evil.example`,
  (origin) => `${origin}/`,
  (origin) => origin.replace('://', '://evil'),
  (origin) => origin.replace('://', '://evil.'),
  (origin) => origin.replace('://', '://a.b.'),
  (origin) => origin.replace(/:\/\/[^.]+\./, '://'),
  (origin) => origin.replace('://', '://user@'),
  (origin) => origin.replace('.', 'x'),
  (origin) => origin.replace('.', '-'),
  (origin) => origin.replace(/.$/, (last) => last.toUpperCase()),
  (origin) => origin.toUpperCase(),
  (origin) => `${origin}, ${origin}`,
  (origin) => `${origin} `,
]

/** Origins that are one of some, or look like one. */
export function around(origins: readonly string[]): fc.Arbitrary<string> {
  const one = origins.length === 0 ? originLike : fc.constantFrom(...origins)
  return fc.oneof(
    { weight: 5, arbitrary: one },
    { weight: 4, arbitrary: fc.tuple(one, fc.constantFrom(...lookAlikes)).map(([origin, change]) => change(origin)) },
    { weight: 1, arbitrary: nearly(one) },
    { weight: 1, arbitrary: originLike },
    { weight: 1, arbitrary: fc.constant('null') },
  )
}
