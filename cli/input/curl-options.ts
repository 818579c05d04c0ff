import leven from 'leven'

/** What an option of curl is to a page's request; those that take a value are told apart by `takesValue`. */
export type CurlEffect =
  | 'bearer'
  | 'body'
  | 'cookie'
  | 'form'
  | 'get'
  | 'globoff'
  | 'head'
  | 'header'
  | 'ignored'
  | 'insecure'
  | 'location'
  | 'method'
  | 'query'
  | 'range'
  | 'referrer'
  | 'refused'
  | 'upload'
  | 'url'
  | 'user'
  | 'user-agent'

/** An option of curl. */
export interface CurlOption {
  readonly name: string
  readonly effect: CurlEffect
  readonly takesValue: boolean
}

const toNames = (text: string): string[] => text.split(/\s+/).filter((name) => name !== '')

/** Long names, by what they are to a request. */
const withValue: Readonly<Partial<Record<CurlEffect, string>>> = {
  bearer: 'oauth2-bearer',
  body: 'data data-ascii data-binary data-raw data-urlencode json',
  cookie: 'cookie',
  form: 'form form-string',
  header: 'header',
  method: 'request',
  query: 'url-query',
  range: 'range',
  referrer: 'referer',
  upload: 'upload-file',
  url: 'url',
  user: 'user',
  'user-agent': 'user-agent',
  ignored: `alt-svc cacert capath cert cert-type ciphers connect-timeout cookie-jar create-file-mode crlfile curves
    dump-header egd-file engine expect100-timeout happy-eyeballs-timeout-ms hsts keepalive-time key key-type libcurl
    limit-rate max-filesize max-redirs max-time noproxy output output-dir parallel-max pass pinnedpubkey preproxy proto
    proto-redir proxy proxy-cacert proxy-capath proxy-cert proxy-cert-type proxy-ciphers proxy-crlfile proxy-header
    proxy-key proxy-key-type proxy-pass proxy-pinnedpubkey proxy-service-name proxy-tls13-ciphers proxy-tlsauthtype
    proxy-tlspassword proxy-tlsuser proxy-user proxy1.0 random-file rate retry retry-delay retry-max-time socks4 socks4a
    socks5 socks5-gssapi-service socks5-hostname speed-limit speed-time stderr tls-max tls13-ciphers tlsauthtype
    tlspassword tlsuser trace trace-ascii trace-config write-out`,
  refused: `abstract-unix-socket aws-sigv4 config connect-to continue-at delegation dns-interface dns-ipv4-addr
    dns-ipv6-addr dns-servers doh-url etag-compare etag-save interface local-port netrc-file proto-default
    request-target resolve service-name time-cond unix-socket variable`,
}

const withoutValue: Readonly<Partial<Record<CurlEffect, string>>> = {
  get: 'get',
  globoff: 'globoff',
  head: 'head',
  insecure: 'insecure',
  location: 'location location-trusted',
  ignored: `alpn basic buffer cert-status clobber compressed create-dirs crlf disable disallow-username-in-url fail
    fail-early fail-with-body false-start form-escape http0.9 http1.0 http1.1 http2 http2-prior-knowledge http3
    http3-only ignore-content-length include ipv4 ipv6 junk-session-cookies keepalive no-alpn no-buffer no-clobber
    no-keepalive no-progress-meter no-sessionid parallel parallel-immediate path-as-is post301 post302 post303
    progress-bar progress-meter proxy-anyauth proxy-basic proxy-digest proxy-insecure proxy-negotiate proxy-ntlm
    proxy-ssl-allow-beast proxy-ssl-auto-client-cert proxy-tlsv1 proxytunnel raw remote-header-name remote-name
    remote-name-all remote-time remove-on-error retry-all-errors retry-connrefused sessionid show-error
    show-headers silent ssl ssl-allow-beast ssl-auto-client-cert ssl-no-revoke ssl-reqd ssl-revoke-best-effort sslv2
    sslv3 styled-output suppress-connect-headers tcp-fastopen tcp-nodelay tlsv1 tlsv1.0 tlsv1.1 tlsv1.2 tlsv1.3
    tr-encoding trace-ids trace-time use-ascii verbose xattr`,
  refused: 'anyauth digest haproxy-protocol negotiate netrc netrc-optional next ntlm ntlm-wb',
}

/** The letters of those that have one. */
const letters: Readonly<Record<string, string>> = {
  '#': 'progress-bar',
  '0': 'http1.0',
  '1': 'tlsv1',
  '2': 'sslv2',
  '3': 'sslv3',
  '4': 'ipv4',
  '6': 'ipv6',
  ':': 'next',
  A: 'user-agent',
  B: 'use-ascii',
  C: 'continue-at',
  D: 'dump-header',
  E: 'cert',
  F: 'form',
  G: 'get',
  H: 'header',
  I: 'head',
  J: 'remote-header-name',
  K: 'config',
  L: 'location',
  N: 'no-buffer',
  O: 'remote-name',
  R: 'remote-time',
  S: 'show-error',
  T: 'upload-file',
  U: 'proxy-user',
  X: 'request',
  Y: 'speed-limit',
  Z: 'parallel',
  b: 'cookie',
  c: 'cookie-jar',
  d: 'data',
  e: 'referer',
  f: 'fail',
  g: 'globoff',
  i: 'include',
  j: 'junk-session-cookies',
  k: 'insecure',
  m: 'max-time',
  n: 'netrc',
  o: 'output',
  p: 'proxytunnel',
  q: 'disable',
  r: 'range',
  s: 'silent',
  u: 'user',
  v: 'verbose',
  w: 'write-out',
  x: 'proxy',
  y: 'speed-time',
  z: 'time-cond',
}

function listOptions(names: Readonly<Partial<Record<CurlEffect, string>>>, takesValue: boolean): CurlOption[] {
  const effects = Object.keys(names) as CurlEffect[]
  return effects.flatMap((effect) => toNames(names[effect] ?? '').map((name) => ({ name, effect, takesValue })))
}

const byName: ReadonlyMap<string, CurlOption> = new Map(
  [...listOptions(withValue, true), ...listOptions(withoutValue, false)].map((option) => [option.name, option]),
)

/** Finds an option by its long name. */
export function findOption(name: string): CurlOption | null {
  return byName.get(name) ?? null
}

/** Finds an option by its letter. */
export function findLetter(letter: string): CurlOption | null {
  return byName.get(letters[letter] ?? '') ?? null
}

/** Finds the long name that was meant, if one is near. */
export function findNearest(name: string): string | null {
  if (name.length > longestName) return null
  const distances = [...byName.keys()].map((known) => [known, leven(name, known)] as const)
  const [nearest] = distances.sort(([, a], [, b]) => a - b)
  return nearest !== undefined && nearest[1] <= Math.ceil(name.length / 4) ? nearest[0] : null
}

/** What is longer is no misspelling. */
const longestName = 40
