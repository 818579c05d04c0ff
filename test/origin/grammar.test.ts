import { describe, expect, test } from 'vitest'
import { createCors } from '../../src/index.ts'
import { isLoopback, parseOrigin } from '../../src/origin/grammar.ts'

const label63 = 'a'.repeat(63)
const host253 = `${`${label63}.`.repeat(3)}${'a'.repeat(61)}`

const admitted: readonly string[] = [
  'https://example.com',
  'http://example.com',
  'https://a.b.c.example.com:8443',
  'https://localhost',
  'http://localhost:1',
  'http://localhost:65535',
  'https://xn--bcher-kva.example',
  'https://1.example',
  'https://foo_bar.example.com',
  'https://-a.example.com',
  'https://a-.example.com',
  'https://_',
  'https://example.com.',
  'https://example.com.:8443',
  'https://example.com:443',
  'https://0.0.0.0',
  'https://255.255.255.255:3000',
  'https://127.0.0.1',
  'https://1.2.3.4x',
  'https://example.1a1',
  'https://0x7f.example',
  'https://[::]',
  'https://[::1]:3000',
  'https://[1::]',
  'https://[1:2:3:4:5:6:7:8]',
  'https://[2001:db8::ff00:42:8329]',
  'https://[1:2:3:4:5:6::]',
  'https://[::1:2:3:4:5:6]',
  'https://[1:2:3::4:5:6]',
  `https://${host253}`,
  `https://${host253}.:65535`,
  `https://${label63}.example`,
  'capacitor://localhost',
  'ionic://localhost',
  'tauri://localhost',
  'chrome-extension://abcdefghijklmnopabcdefghijklmnop',
  'moz-extension://0b2a1a5e-0000-4000-8000-000000000000',
  'vscode-webview://0ABC_def.x',
  'app://256.0.0.1',
  'app+x.y-1://a..b',
  'app://localhost:8080',
  'app://[::1]',
  'https://[0:0:0:0:0:0:0:1]',
  'https://[::0]',
  `${'a'.repeat(64)}://localhost`,
  `app://${'a'.repeat(253)}`,
  `${'a'.repeat(64)}://${'a'.repeat(253)}:65535`,
]

const refused: readonly string[] = [
  '',
  'null',
  'NULL',
  'example.com',
  '//example.com',
  '://example.com',
  'https:/example.com',
  'https:example.com',
  'https://',
  'https://:80',
  'https://example.com:',
  'https://example.com:0',
  'https://example.com:00080',
  'https://example.com:080',
  'https://example.com:65536',
  'https://example.com:99999',
  'https://example.com:123456',
  'https://example.com:80.0',
  'https://example.com:1e3',
  'https://example.com:80 ',
  'https://example.com:8a',
  'https://example.com:80:80',
  'https://example.com:-1',
  'https://example.com/',
  'https://example.com/path',
  'https://example.com?q',
  'https://example.com#f',
  'https://user@example.com',
  'https://user:secret@example.com',
  'HTTPS://example.com',
  'https://Example.com',
  'https://bücher.example',
  'https://ex%61mple.com',
  'https://ex ample.com',
  ' https://example.com',
  'https://example.com ',
  'https://example.com\r\nx: y',
  'https://example.com\0',
  'https://example.com, https://example.org',
  'https://example.com https://example.org',
  'https://.example.com',
  'https://example..com',
  'https://example.com..',
  'https://.',
  'https://*.example.com',
  'https://example.com`.evil.example',
  'https://example.com\\evil.example',
  `https://${label63}a.example`,
  `https://${host253}a`,
  `https://${host253}a.`,
  'https://256.0.0.1',
  'https://1.2.3',
  'https://1.2.3.4.5',
  'https://01.2.3.4',
  'https://1.2.3.0x4',
  'https://1.2.3.4.',
  'https://127.1',
  'https://2130706433',
  'https://0x7f000001',
  'https://0x',
  'https://example.123',
  'https://[::1',
  'https://::1',
  'https://[]',
  'https://[:::]',
  'https://[1::2::3]',
  'https://[1:2:3::4:5::6:7:8]',
  'https://[::12:80',
  'https://[::01]',
  'https://[::FF]',
  'https://[::12345]',
  'https://[::g]',
  'https://[1:2:3:4:5:6:7]',
  'https://[1:2:3:4:5:6:7:8:9]',
  'https://[1:2:3:4:5:6:7::]',
  'https://[::1:2:3:4:5:6:7]',
  'https://[1:2:3:4::5:6:7]',
  'https://[::ffff:127.0.0.1]',
  'https://[::1%25eth0]',
  'https://[::1]x',
  'https://x[::1]',
  'app://localhost\nevil.example',
  'app\nx://localhost',
  'https://example.com\nexample.org',
  'https://example.com:80\n1',
  '1app://localhost',
  '-app://localhost',
  'a_b://localhost',
  'app://',
  'app://a/b',
  'app://a b',
  `${'a'.repeat(65)}://localhost`,
  `app://${'a'.repeat(254)}`,
  `https://${'a.'.repeat(4096)}example`,
]

describe('the grammar of origins', () => {
  test.each(admitted)('admits %s', (origin) => {
    const { scheme, host, port } = parseOrigin(origin) ?? { scheme: '', host: '', port: '' }
    expect(`${scheme}://${host}${port === '' ? '' : `:${port}`}`).toBe(origin)
  })

  test.each(refused)('refuses %j', (origin) => {
    expect(parseOrigin(origin)).toBeNull()
  })

  test.each(refused.filter((origin) => origin !== 'null'))('never shows %j to a rule', (origin) => {
    const seen: string[] = []
    const cors = createCors({
      origin: (given) => {
        seen.push(given)
        return true
      },
    })
    const headers = { get: (name: string) => (name === 'origin' ? origin : null) }
    const decision = cors.decide({ method: 'GET', url: 'https://api.example.com/', headers })
    expect(decision).toMatchObject({ allowed: false, headers: [], refusal: { code: 'origin-malformed', origin } })
    expect(seen).toEqual([])
  })
})

describe('loopback', () => {
  test.each(['localhost', 'localhost.', 'a.localhost', 'a.b.localhost.', '127.0.0.1', '127.255.0.9', '[::1]'])(
    'has %s',
    (host) => expect(isLoopback(host)).toBe(true),
  )
  test.each([
    'localhost.example',
    'notlocalhost',
    'a.localhost.example',
    'a.localhost.example.',
    '1.127.0.0',
    '10.127.0.1',
    '127.example.com',
    '126.0.0.1',
    '[::2]',
    '[::11]',
    '[::1:2]',
    '[1::1]',
    '[::]',
    '0.0.0.0',
    '127.0.0.1.example',
    'localhost..',
  ])('does not have %s', (host) => expect(isLoopback(host)).toBe(false))
})
