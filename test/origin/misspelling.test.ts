import { describe, expect, test } from 'vitest'
import { CorsConfigError, createCors, type Issue, type IssueCode } from '../../src/index.ts'

/** Texts that are no rules, why, and the rule that is suggested, `null` where none can be guessed. */
const misspellings: readonly (readonly [rule: string, code: IssueCode, meant: string | null])[] = [
  ['https://app.example.com\n', 'line-break', 'https://app.example.com'],
  ['\r\nhttps://app.example.com', 'line-break', 'https://app.example.com'],
  ['app.example.com\n', 'line-break', 'https://app.example.com'],
  ['*\n', 'line-break', '*'],
  ['\n', 'line-break', null],
  // What follows the line must not become a part of somebody else's domain.
  ['https://app.example.co\r\nm: 1', 'line-break', 'https://app.example.co'],
  ['https://app.example.co\nm: 1', 'line-break', 'https://app.example.co'],
  ['https://app.example.com \r\nset-cookie: a=b', 'line-break', 'https://app.example.com'],

  ['null', 'origin-null', null],
  [' https://app.example.com', 'origin-white-space', 'https://app.example.com'],
  ['https://app.example.com\t', 'origin-white-space', 'https://app.example.com'],
  [' app.example.com', 'origin-white-space', 'https://app.example.com'],
  ['* ', 'origin-white-space', '*'],
  [' ', 'origin-white-space', null],
  ['https://a.example https://b.example', 'origin-several', 'https://a.example'],
  ['https://a.example,https://b.example', 'origin-several', 'https://a.example'],
  ['a.example; b.example', 'origin-several', 'https://a.example'],
  ['https://app.example.com,', 'origin-several', 'https://app.example.com'],
  [',', 'origin-several', null],

  ['', 'origin-scheme-missing', null],
  ['app.example.com', 'origin-scheme-missing', 'https://app.example.com'],
  ['app.example.com:8443/login', 'origin-scheme-missing', 'https://app.example.com:8443'],
  ['//app.example.com', 'origin-scheme-missing', 'https://app.example.com'],
  ['app.example.com/https:x', 'origin-scheme-missing', 'https://app.example.com'],
  ['?app://b.example', 'origin-scheme-missing', null],
  ['https:app.example.com', 'origin-scheme-missing', 'https://app.example.com'],
  ['HTTP:/app.example.com', 'origin-scheme-missing', 'http://app.example.com'],
  ['https//app.example.com', 'origin-scheme-missing', 'https://app.example.com'],
  ['https:\\\\app.example.com', 'origin-scheme-missing', 'https://app.example.com'],
  ['*.example.com:*', 'origin-scheme-missing', 'https://*.example.com:*'],
  ['*.vercel.app', 'origin-scheme-missing', 'https://*.vercel.app'],
  ['localhost:3000', 'origin-scheme-missing', 'http://localhost:3000'],
  ['localhost', 'origin-scheme-missing', 'http://localhost'],
  ['127.0.0.1:*', 'origin-scheme-missing', 'http://127.0.0.1:*'],
  ['[::1]:3000', 'origin-scheme-missing', 'http://[::1]:3000'],
  ['[2001:db8::1]', 'origin-scheme-missing', 'https://[2001:db8::1]'],
  ['intranet:8080', 'origin-scheme-missing', 'https://intranet:8080'],
  ['me@example.com', 'origin-scheme-missing', 'https://example.com'],
  ['undefined', 'origin-scheme-missing', null],
  ['NULL', 'origin-scheme-missing', null],
  ["'self'", 'origin-scheme-missing', null],
  ['https', 'origin-scheme-missing', null],
  ['https:', 'origin-scheme-missing', null],
  ['://app.example.com', 'origin-scheme-missing', null],
  ['https?://app.example.com', 'origin-scheme-missing', null],
  ['/^https:\\/\\/app\\.example\\.com$/', 'origin-scheme-missing', null],
  ['**', 'origin-scheme-missing', null],
  ['*:3000', 'origin-scheme-missing', null],

  ['ws://app.example.com', 'origin-scheme', 'http://app.example.com'],
  ['wss://*.example.com', 'origin-scheme', 'https://*.example.com'],
  ['WSS://app.example.com/socket', 'origin-scheme', 'https://app.example.com'],
  ['blob:http://app.example.com/id', 'origin-scheme', 'http://app.example.com'],
  ['blob:x.example/https://app.example.com', 'origin-scheme', null],
  ['ftp://app.example.com', 'origin-scheme', null],
  ['file://', 'origin-scheme', null],
  ['file:///srv/index.html', 'origin-scheme', null],
  ['data://app', 'origin-scheme', null],
  ['data:text/html,hello', 'origin-scheme', null],
  ['about:blank', 'origin-scheme', null],
  ['file:index.html', 'origin-scheme', null],
  ['javascript:void(0)', 'origin-scheme', null],
  ['blob:https://app.example.com/4a1c', 'origin-scheme', 'https://app.example.com'],
  ['blob:null/4a1c', 'origin-scheme', null],
  ['filesystem:https://app.example.com/temporary', 'origin-scheme', 'https://app.example.com'],

  ['https://me@app.example.com', 'origin-userinfo', 'https://app.example.com'],
  ['https://me:secret@app.example.com:8443/', 'origin-userinfo', 'https://app.example.com:8443'],
  ['https://me@*.vercel.app', 'origin-userinfo', 'https://*.vercel.app'],
  ['https://*.me@example.com', 'origin-userinfo', 'https://example.com'],
  ['https://app.example.com/', 'origin-trailing-slash', 'https://app.example.com'],
  ['http://localhost:*/', 'origin-trailing-slash', 'http://localhost:*'],
  ['capacitor://localhost/', 'origin-trailing-slash', 'capacitor://localhost'],
  ['https://App.example.com:443/', 'origin-trailing-slash', 'https://app.example.com'],
  ['https://app.example.com/*', 'origin-path', 'https://app.example.com'],
  ['https://app.example.com//', 'origin-path', 'https://app.example.com'],
  ['https://app.example.com?', 'origin-query', 'https://app.example.com'],
  ['https://app.example.com#/home', 'origin-fragment', 'https://app.example.com'],

  ['HTTPS://app.example.com', 'origin-upper-case', 'https://app.example.com'],
  ['https://APP.example.com', 'origin-upper-case', 'https://app.example.com'],
  ['https://*.Example.com:*', 'origin-upper-case', 'https://*.example.com:*'],
  ['Capacitor://localhost', 'origin-upper-case', 'capacitor://localhost'],
  ['http://[::ABCD]', 'origin-upper-case', 'http://[::abcd]'],
  ['https://$HOST', 'origin-upper-case', null],
  ['https://bücher.example', 'origin-unicode', 'https://xn--bcher-kva.example'],
  ['https://*.bücher.example', 'origin-unicode', 'https://*.xn--bcher-kva.example'],
  ['https://app。example.com', 'origin-unicode', 'https://app.example.com'],
  ['https://\u00ad', 'origin-unicode', null],

  ['https://app.example.com:443', 'origin-default-port', 'https://app.example.com'],
  ['http://localhost:80', 'origin-default-port', 'http://localhost'],
  ['https://*.example.com:443', 'origin-default-port', 'https://*.example.com'],
  ['https://app.example.com:', 'origin-port', 'https://app.example.com'],
  ['https://app.example.com:0', 'origin-port', 'https://app.example.com'],
  ['https://app.example.com:08443', 'origin-port', 'https://app.example.com:8443'],
  ['https://app.example.com:0443', 'origin-port', 'https://app.example.com'],
  ['https://app.example.com:65536', 'origin-port', 'https://app.example.com'],
  ['https://app.example.com:http', 'origin-port', 'https://app.example.com'],
  ['https://app.example.com:80*', 'origin-port', 'https://app.example.com:*'],
  ['https://*.example.com:0', 'origin-port', 'https://*.example.com'],
  ['capacitor://localhost:007', 'origin-port', 'capacitor://localhost:7'],
  ['capacitor://LocalHost:0', 'origin-port', 'capacitor://LocalHost'],
  ['capacitor://localhost:', 'origin-port', 'capacitor://localhost'],
  ['http://[::1]:', 'origin-port', 'http://[::1]'],

  ['http://0177.0.0.1', 'origin-ip-spelling', 'http://127.0.0.1'],
  ['http://0x7f000001:3000', 'origin-ip-spelling', 'http://127.0.0.1:3000'],
  ['http://2130706433', 'origin-ip-spelling', 'http://127.0.0.1'],
  ['http://127.0.0.1.', 'origin-ip-spelling', 'http://127.0.0.1'],
  ['http://256.0.0.1', 'origin-ip-spelling', null],
  ['http://[0:0:0:0:0:0:0:1]', 'origin-ip-spelling', 'http://[::1]'],
  ['http://[::ffff:127.0.0.1]', 'origin-ip-spelling', 'http://[::ffff:7f00:1]'],
  ['http://[::1%25eth0]', 'origin-ip-spelling', null],
  ['app://[::01]', 'origin-ip-spelling', 'app://[::1]'],
  ['https://', 'origin-invalid', null],
  ['https://:8443', 'origin-invalid', null],
  ['https://a..example.com', 'origin-invalid', null],
  ['https://ex%61mple.com', 'origin-invalid', 'https://example.com'],
  ['https://app.example.com\0', 'origin-invalid', 'https://app.example.com'],
  ['https://app.example\\.com', 'origin-invalid', null],
  ['^https://app\\.example\\.com$', 'origin-invalid', null],
  ['h_t://app.example.com', 'origin-invalid', 'https://app.example.com'],
  ['http://::1', 'origin-invalid', null],
  ['https://app.example.com:3000:*', 'origin-invalid', 'https://app.example.com:*'],
  [`https://${'a'.repeat(64)}.example`, 'origin-invalid', null],

  ['https://*', 'origin-wildcard-misplaced', null],
  ['https://*.', 'origin-wildcard-misplaced', null],
  ['https://*:*', 'origin-wildcard-misplaced', null],
  ['chrome-extension://*', 'origin-wildcard-misplaced', null],
  ['http*://app.example.com', 'origin-wildcard-misplaced', 'https://app.example.com'],
  ['https://*example.com', 'origin-wildcard-misplaced', null],
  ['https://app.*', 'origin-wildcard-misplaced', null],
  ['https://app-*.example.com', 'origin-wildcard-misplaced', 'https://*.example.com'],
  ['https://app.*.example.com', 'origin-wildcard-misplaced', 'https://*.example.com'],
  ['https://*.*.example.com:*', 'origin-wildcard-misplaced', 'https://*.example.com:*'],
  ['http://*.10.0.0.1', 'origin-wildcard-ip', 'http://10.0.0.1'],
  ['http://*.[::1]:3000', 'origin-wildcard-ip', 'http://[::1]:3000'],
  ['capacitor://*.localhost', 'origin-wildcard-custom-scheme', 'capacitor://localhost'],
  ['https://*.example.com.', 'origin-wildcard-trailing-dot', 'https://*.example.com'],
  ['https://example.com.:*', 'origin-wildcard-trailing-dot', 'https://example.com:*'],
  ['https://https://app.example.com', 'origin-path', 'https://app.example.com'],
  ['https://http://app.example.com', 'origin-path', 'http://app.example.com'],
  ['http://http://app.example.com', 'origin-path', 'http://app.example.com'],
  ['http://https://http://app.example.com', 'origin-path', 'http://app.example.com'],
  ['https://app.example.com?q=1', 'origin-query', 'https://app.example.com'],
  ['_ws://app.example.com', 'origin-invalid', 'https://app.example.com'],

  // Hosts of strangers are not suggested to those who did not write them.
  ['https://app*.com', 'origin-wildcard-misplaced', null],
  ['https://**.com', 'origin-wildcard-misplaced', null],
  ['https://*.acme-*.vercel.app', 'origin-wildcard-misplaced', null],
  ['https://acme-*.vercel.app/', 'origin-trailing-slash', null],
  ['wss://acme-*.vercel.app', 'origin-scheme', null],
  ['acme-*.vercel.app', 'origin-scheme-missing', null],
  ['https://acme-*.acme.vercel.app/', 'origin-trailing-slash', 'https://*.acme.vercel.app'],
]

/** Texts on shared hosts, where a whole set of safe forms is suggested. */
const onSharedHosts: readonly string[] = [
  'https://*-acme.vercel.app',
  'https://acme-*.vercel.app:*',
  'https://acme-*.VERCEL.app',
  'https://pr-*.acme.pages.dev',
]

function findIssue(rule: string): Issue | undefined {
  try {
    createCors({ origin: rule })
    return undefined
  } catch (error) {
    if (error instanceof CorsConfigError && error.issues.length === 1) return error.issues[0]
    throw error
  }
}

describe('a misspelled origin', () => {
  test.each(misspellings)('%j: %s', (rule, code, meant) => {
    const issue = findIssue(rule)
    expect(issue?.code).toBe(code)
    if (code === 'origin-null') return
    const written = meant === null ? 'an origin, such as "https://app.example.com"' : JSON.stringify(meant)
    const others = code === 'origin-several' ? ', and each other origin as a string of its own' : ''
    expect(issue?.suggestion).toBe(`Write ${written}${others}`)
  })

  test.each(onSharedHosts)('%j: origin-wildcard-shared-host', (rule) => {
    expect(findIssue(rule)).toMatchObject({
      code: 'origin-wildcard-shared-host',
      suggestion:
        'Write "https://*.acme.pages.dev", the exact origin from the environment of the deployment, or use lookup',
    })
  })

  // All in the private section of https://publicsuffix.org/list/.
  test.each(
    `amplifyapp.com app.github.dev appspot.com azurestaticapps.net azurewebsites.net blogspot.com cloudfront.net
    codesandbox.io csb.app deno.dev firebaseapp.com fly.dev github.io gitlab.io glitch.me herokuapp.com netlify.app
    ngrok-free.app ngrok.io now.sh onrender.com pages.dev repl.co replit.app replit.dev run.app s3.amazonaws.com
    stackblitz.io surge.sh trycloudflare.com up.railway.app vercel.app vercel.dev web.app webcontainer.io
    workers.dev`.split(/\s+/),
  )('anyone can have a host under %s', (host) => {
    expect(findIssue(`https://*-acme.${host}`)?.code).toBe('origin-wildcard-shared-host')
    expect(findIssue(`https://*-acme.not-${host}`)?.code).toBe('origin-wildcard-misplaced')
    const credentials = (origin: string) => () => createCors({ origin, credentials: true })
    expect(credentials(`https://*.${host}`)).toThrow('origin-public-suffix')
    expect(credentials(`https://*.acme.${host}`)).not.toThrow()
  })

  const rules = [
    'https://app.example.com:8443',
    'https://*.example.com',
    'app://x',
    'http://[::1]:3000',
    'http://127.0.0.1:*',
  ]
  const ascii = Array.from({ length: 128 }, (_, code) => String.fromCharCode(code))
  const characters = [...ascii, '\u00ad', 'ß', 'K', 'ı', '。', '\u2028', '\ud800', '😀']

  test.each(rules)('is right, or has a right one suggested, one character away from %s', (rule) => {
    const typed = characters.flatMap((character) =>
      Array.from(rule, (_, index) => [
        rule.slice(0, index) + character + rule.slice(index),
        rule.slice(0, index) + character + rule.slice(index + 1),
      ]).flat(),
    )
    const issues = typed.map(findIssue).filter((issue) => issue !== undefined)
    expect(issues.length).toBeGreaterThan(typed.length / 4)
    const suggested = issues.map(({ suggestion }) => {
      const [, source = '""'] = /^Write (?:an origin, such as )?("[^"]+")/.exec(suggestion) ?? []
      return JSON.parse(source)
    })
    expect([...new Set(suggested)].filter((text) => findIssue(text) !== undefined)).toEqual([])
  })
})
