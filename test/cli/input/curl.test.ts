import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { CommandError } from '../../../cli/exit-codes.ts'
import type { CopiedRequest } from '../../../cli/input/copied-request.ts'
import { parseCurl } from '../../../cli/input/curl.ts'
import { explain, type PageRequest } from '../../../src/explain.ts'

const folder = mkdtempSync(join(tmpdir(), 'fetch-cors-'))
afterAll(() => rmSync(folder, { recursive: true }))
const file = (name: string, content: string | Uint8Array): string => {
  writeFileSync(join(folder, name), content)
  return join(folder, name)
}
const body = file('body.json', '{\n  "a": 1\r\n}')
const bytes = file('bytes', new Uint8Array([0xff, 0, 1]))
const lines = file('headers.txt', 'X-A: 1\r\n\r\nX-B: 2\n')

const url = 'https://api.example.com/items'
const form = 'application/x-www-form-urlencoded'
const include = 'include' as const

/** A command, and what it is read as; members that are left out are as of `curl url`. */
interface Row {
  readonly step: string
  readonly text: string
  readonly request?: Partial<PageRequest>
  readonly copied?: Partial<Omit<CopiedRequest, 'request' | 'assumed'>>
}

const rows: readonly Row[] = [
  { step: 'a URL', text: `curl ${url}` },
  { step: 'a URL in quotes, behind a prompt', text: `$ curl "${url}"` },
  { step: 'a whole path, and sudo', text: `sudo /usr/bin/curl ${url}` },
  { step: 'Windows', text: `curl.exe ${url}` },
  { step: 'no scheme is http', text: 'curl api.example.com:3000/x', request: { url: 'http://api.example.com:3000/x' } },
  { step: '--url', text: `curl --url ${url}` },
  { step: 'a fragment outside quotes', text: `curl ${url}#top`, request: { url: `${url}#top` } },
  { step: 'a comment', text: `curl ${url} # -X PUT` },
  {
    step: 'Safari',
    text: String.raw`curl 'https://api.example.com/items?filter=\[a\]' \
-X 'PUT' \
-H 'Accept: application/json' \
-H 'Content-Type: application/json' \
-H 'Origin: https://app.example.com' \
-H 'Sec-Fetch-Site: same-site' \
-H 'Sec-Fetch-Mode: cors' \
-H 'Sec-Fetch-Dest: empty' \
-H 'Referer: https://app.example.com/' \
-H 'User-Agent: Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15' \
-H 'Accept-Language: en-GB,en;q=0.9' \
-H 'Accept-Encoding: gzip, deflate, br' \
-H 'Priority: u=3, i' \
--data-binary $'{"name":"O\'Brien\041 \xe9 \u20ac"}'`,
    request: {
      url: 'https://api.example.com/items?filter=[a]',
      method: 'PUT',
      mode: 'cors',
      headers: [
        ['Accept', 'application/json'],
        ['Content-Type', 'application/json'],
      ],
      body: '{"name":"O\'Brien! é €"}',
    },
    copied: {
      origin: 'https://app.example.com',
      ignored: ['headers that the browser sets itself (user-agent, accept-language, accept-encoding, priority)'],
    },
  },
  {
    step: 'an older Chrome',
    text: `curl 'https://api.example.com/items' -H 'authority: api.example.com' -H 'sec-ch-ua-mobile: ?0' -H 'cookie: a=1; b="2"' -H 'origin: https://app.example.com' --compressed --insecure`,
    request: { headers: [['authority', 'api.example.com']], credentials: include },
    copied: {
      origin: 'https://app.example.com',
      cookies: ['a=1; Path=/; Secure; SameSite=None', 'b="2"; Path=/; Secure; SameSite=None'],
      insecure: true,
      ignored: ['--compressed', 'headers that the browser sets itself (sec-ch-ua-mobile)'],
    },
  },
  { step: '-X', text: `curl -X PUT ${url}`, request: { method: 'PUT' } },
  { step: '-X without a space, in lower case', text: `curl -Xpatch ${url}`, request: { method: 'patch' } },
  { step: '--request, the last counts', text: `curl --request PUT -X DELETE ${url}`, request: { method: 'DELETE' } },
  {
    step: '-H, twice',
    text: `curl ${url} -H 'X-A: 1' -HX-A:2 --header "x-b: a \\"b\\" \\$c"`,
    request: {
      headers: [
        ['X-A', '1'],
        ['X-A', '2'],
        ['x-b', 'a "b" $c'],
      ],
    },
  },
  {
    step: '-H with an empty value, with one that is removed, and from a file',
    text: `curl ${url} -H 'X-Empty;' -H 'X-Gone:' -H @${lines}`,
    request: {
      headers: [
        ['X-Empty', ''],
        ['X-A', '1'],
        ['X-B', '2'],
      ],
    },
  },
  {
    step: '-d, twice',
    text: `curl ${url} -d a=1 --data 'b=2'`,
    request: { method: 'POST', headers: [['content-type', form]], body: 'a=1&b=2' },
  },
  {
    step: '-d and a type',
    text: `curl ${url} -H 'content-type: application/json' -d '{}'`,
    request: { method: 'POST', headers: [['content-type', 'application/json']], body: '{}' },
  },
  {
    step: '-d without any type',
    text: `curl ${url} -H 'content-type:' -d '{}'`,
    request: { method: 'POST', body: new TextEncoder().encode('{}') },
  },
  {
    step: '-d of a file is without line breaks',
    text: `curl ${url} -d @${body}`,
    request: { method: 'POST', headers: [['content-type', form]], body: '{  "a": 1}' },
  },
  {
    step: '--data-binary of a file',
    text: `curl ${url} --data-binary @${body}`,
    request: { method: 'POST', headers: [['content-type', form]], body: '{\n  "a": 1\r\n}' },
  },
  {
    step: '--data-binary of bytes',
    text: `curl ${url} --data-binary @${bytes}`,
    request: { method: 'POST', headers: [['content-type', form]], body: new Uint8Array([0xff, 0, 1]) },
  },
  {
    step: '--data-raw of what is no file',
    text: `curl ${url} --data-raw '@a'`,
    request: { method: 'POST', headers: [['content-type', form]], body: '@a' },
  },
  {
    step: '--data-urlencode',
    text: `curl ${url} --data-urlencode 'a=b c&d' --data-urlencode '=x y' --data-urlencode 'é!' --data-urlencode n@${body}`,
    request: {
      method: 'POST',
      headers: [['content-type', form]],
      body: 'a=b+c%26d&x+y&%C3%A9%21&n=%7B%0A++%22a%22%3A+1%0D%0A%7D',
    },
  },
  {
    step: '--json, in two parts',
    text: `curl ${url} --json '{"a":' --json '1}'`,
    request: {
      method: 'POST',
      headers: [
        ['content-type', 'application/json'],
        ['accept', 'application/json'],
      ],
      body: '{"a":1}',
    },
  },
  {
    step: '-T',
    text: `curl ${url} -T ${body}`,
    request: { method: 'PUT', body: new TextEncoder().encode('{\n  "a": 1\r\n}') },
  },
  { step: '-G', text: `curl -G ${url}?x=1 -d a=1 --data-urlencode 'b=2 3'`, request: { url: `${url}?x=1&a=1&b=2+3` } },
  { step: '-G and -I', text: `curl -GI ${url}#f -d a=1`, request: { method: 'HEAD', url: `${url}?a=1#f` } },
  { step: '--url-query', text: `curl ${url} --url-query 'a=b c'`, request: { url: `${url}?a=b+c` } },
  { step: '-I', text: `curl -I ${url}`, request: { method: 'HEAD' } },
  {
    step: '-b, twice',
    text: `curl ${url} -b 'a=1; b=2' --cookie c=3`,
    request: { credentials: include },
    copied: { cookies: ['a=1', 'b=2', 'c=3'].map((pair) => `${pair}; Path=/; Secure; SameSite=None`) },
  },
  { step: '-u', text: `curl -u me:secret ${url}`, request: { headers: [['authorization', 'Basic bWU6c2VjcmV0']] } },
  { step: '-u without a password', text: `curl -ume ${url}`, request: { headers: [['authorization', 'Basic bWU6']] } },
  {
    step: 'a user in the URL',
    text: 'curl https://me:s%40@api.example.com/items',
    request: { headers: [['authorization', 'Basic bWU6c0A=']] },
  },
  {
    step: '--oauth2-bearer',
    text: `curl --oauth2-bearer abc ${url}`,
    request: { headers: [['authorization', 'Bearer abc']] },
  },
  {
    step: '-u beside -H, which counts',
    text: `curl -u me:x -H 'Authorization: Bearer abc' ${url}`,
    request: { headers: [['Authorization', 'Bearer abc']] },
  },
  { step: '-r', text: `curl -r 0-9 ${url}`, request: { headers: [['range', 'bytes=0-9']] } },
  {
    step: '-e',
    text: `curl -e 'https://app.example.com/a;auto' ${url}`,
    copied: { origin: 'https://app.example.com' },
  },
  {
    step: 'Origin before Referer',
    text: `curl -e https://other.example/ -H 'Origin: null' ${url}`,
    copied: { origin: 'null' },
  },
  {
    step: 'the origin of an app',
    text: `curl -e capacitor://localhost/index.html ${url}`,
    copied: { origin: 'capacitor://localhost' },
  },
  {
    step: 'no Referer, and the browser says that it is the same origin',
    text: `curl -H 'sec-fetch-site: same-origin' ${url}`,
    copied: { origin: 'https://api.example.com' },
  },
  { step: 'mode no-cors', text: `curl -H 'Sec-Fetch-Mode: no-cors' ${url}`, request: { mode: 'no-cors' } },
  {
    step: 'letters together, and what has no meaning',
    text: `curl -sSLkvo out.json ${url} -A me/1.0 --http2 --max-time 3 -w '%{http_code}\n'`,
    request: { redirect: 'follow' },
    copied: {
      insecure: true,
      ignored: ['-s', '-S', '-v', '-o out.json', '-A me/1.0', '--http2', '--max-time 3', '-w %{http_code}\n'],
    },
  },
  { step: '--no-…', text: `curl ${url} -k --no-insecure --no-keepalive`, copied: { ignored: ['--no-keepalive'] } },
  { step: 'a pipe', text: `curl ${url} | jq . && echo done`, copied: { ignored: ['| jq . && echo done'] } },
  {
    step: 'redirections',
    text: `curl ${url} 2>/dev/null > out -XPUT`,
    request: { method: 'PUT' },
    copied: { ignored: ['2> /dev/null', '> out'] },
  },
  {
    step: 'a backslash with white space behind it',
    text: `curl \\  \n -XPUT \\\r\n ${url}`,
    request: { method: 'PUT' },
  },
  { step: 'white space of a chat', text: `curl\u00a0${url}\r\u2003-X\u00a0PUT`, request: { method: 'PUT' } },
  { step: 'lines that have lost their backslashes', text: `curl\n  -X PUT\n  ${url}`, request: { method: 'PUT' } },
  {
    step: 'quotes in a word',
    text: `curl ${url} -H x-a:' b'"c"\\ d`,
    request: { headers: [['x-a', 'bc d']] },
  },
  {
    step: 'cmd: quotes, percent signs and plain quotes',
    text: 'curl ^"https://api.example.com/items?a=^%^20^&b=1^" ^\r\n  -H ^"x-a: ^\\^"1^\\^" ^%^PATH^%^" -H "x-b: a ^ b ""c""" & echo done',
    request: {
      url: `${url}?a=%20&b=1`,
      headers: [
        ['x-a', '"1" %PATH%'],
        ['x-b', 'a ^ b "c"'],
      ],
    },
    copied: { ignored: ['& echo done'] },
  },
  {
    step: 'cmd: a body of two lines',
    text: `curl ^"${url}^" ^\n  --data-raw ^"a^\n\nb\\\\c^"`,
    request: { method: 'POST', headers: [['content-type', form]], body: 'a\nb\\\\c' },
  },
  {
    step: 'a method that needs no body, with one',
    text: `curl -X GET ${url} -d a`,
    request: { headers: [['content-type', form]], body: 'a' },
  },
]

describe('a command is read as curl reads it', () => {
  test.each(rows)('$step', ({ text, request, copied }) => {
    const { assumed: _, ...rest } = parseCurl(text)
    expect(rest).toEqual({
      request: { url, method: 'GET', headers: [], credentials: 'same-origin', ...request },
      origin: null,
      cookies: [],
      insecure: false,
      ignored: [],
      ...copied,
    })
  })
})

test('a form is one, with files', async () => {
  const { request } = parseCurl(
    `curl ${url} -F 'a=b;type=text/x' -F 'f=@${body};type=application/json;filename="x.json"' -F 'g=<${body}' -F h=@${bytes} --form-string 'i=@x'`,
  )
  const sent = await new Request(url, { method: 'POST', body: request.body ?? null }).formData()
  const parts = [...sent].map(async ([name, value]) =>
    typeof value === 'string' ? [name, value] : [name, value.name, value.type, await value.text()],
  )
  expect({ ...request, body: await Promise.all(parts) }).toEqual({
    url,
    method: 'POST',
    headers: [],
    credentials: 'same-origin',
    body: [
      ['a', 'b'],
      ['f', 'x.json', 'application/json', '{\n  "a": 1\r\n}'],
      // Text in a form has its line breaks written in one way.
      ['g', '{\r\n  "a": 1\r\n}'],
      ['h', 'bytes', 'application/octet-stream', '\ufffd\0\u0001'],
      ['i', '@x'],
    ],
  })
})

describe('cookies of the text are sent again', () => {
  test.each<[step: string, target: string, origin: string]>([
    ['https, other site', 'https://api.example.net/', 'https://app.example.com'],
    ['https, same site', 'https://api.example.com/', 'https://app.example.com'],
    ['http, same site', 'http://api.example.com/', 'http://app.example.com'],
    ['loopback, other port', 'http://localhost:3000/', 'http://localhost:5173'],
    ['loopback, other site', 'http://127.0.0.1:3000/a/b', 'http://localhost:5173'],
  ])('%s', async (_, target, origin) => {
    const cookie = '__Host-id=a=b; theme="dark"; bare'
    const { request, cookies } = parseCurl(`curl '${target}' -b '${cookie}' -H 'Origin: ${origin}'`)
    const { exchanges } = await explain({ page: { origin, cookies }, request, server: () => new Response() })
    const sent = exchanges[0]?.request.headers.find(([name]) => name === 'cookie')?.[1] ?? ''
    // A cookie with that prefix is never kept over plain http.
    const expected = target.startsWith('https:') || target.includes('127') ? cookie : cookie.replace(/^[^;]*; /, '')
    expect(sent).toBe(expected)
  })
})

describe('what is not in the text is said', () => {
  test.each<[step: string, text: string, says: readonly RegExp[]]>([
    ['no cookies', `curl ${url}`, [/^No cookie was sent.*--credentials include$/]],
    ['cookies', `curl ${url} -b a=1`, []],
    ['no cookies, and the browser says that it asked for them', `curl ${url} -H 'Sec-Fetch-Storage-Access: none'`, []],
    ['no cookies, same origin', `curl ${url} -e ${url}`, []],
    ['a navigation', `curl ${url} -b a=1 -H 'Sec-Fetch-Mode: navigate'`, [/^This is a navigation/]],
    [
      'cache',
      `curl ${url} -b a=1 -H 'If-None-Match: "x"'`,
      [/^If-None-Match is taken .* add -H "if-none-match: "x""$/],
    ],
    [
      'avoiding the cache',
      `curl ${url} -b a=1 -H 'Pragma: no-cache' -H 'Cache-Control: no-cache'`,
      [/^Cache-Control is taken for the browser's/],
    ],
    ['Cache-Control alone is the page’s', `curl ${url} -b a=1 -H 'Cache-Control: no-cache'`, []],
    [
      'a preflight',
      `curl -X OPTIONS ${url} -H 'Access-Control-Request-Method: PUT' -H 'Access-Control-Request-Headers: accept, x-a'`,
      [/^This is a preflight, and what is explained is the PUT request .* values of accept, x-a/],
    ],
  ])('%s', (_, text, says) => {
    const { assumed } = parseCurl(text)
    expect(assumed).toEqual(says.map((pattern) => expect.stringMatching(pattern)))
  })
})

describe('what cannot be read is said in one sentence', () => {
  test.each<[text: string, says: string]>([
    ['', 'This is no command of curl: in DevTools, right-click the request and take "Copy as cURL"'],
    [
      'wget https://a.example',
      'This is no command of curl: in DevTools, right-click the request and take "Copy as cURL"',
    ],
    [
      'echo x; curl https://a.example',
      'This is no command of curl: in DevTools, right-click the request and take "Copy as cURL"',
    ],
    ['fetch("https://a.example")', 'This is a call of fetch: pass it with --fetch'],
    ['{"log": {}}', 'This is JSON: a HAR file is read with --har file.har'],
    [
      'Invoke-WebRequest -UseBasicParsing -Uri "https://a.example" `\n-WebSession x',
      'This is for PowerShell: in DevTools take "Copy as cURL (bash)" or "Copy as cURL (cmd)"',
    ],
    [
      'Invoke-RestMethod https://a.example',
      'This is for PowerShell: in DevTools, right-click the request and take "Copy as cURL"',
    ],
    ['curl', 'There is nothing after curl: paste the whole command'],
    ['curl -X PUT', 'The command has no URL: paste the whole command'],
    ['curl -X', '-X has no value: paste the whole command'],
    ["curl 'https://a.example", "A ' has no second one: paste the whole command"],
    ['curl ^"https://a.example', 'A " has no second one: paste the whole command'],
    ['curl "https://a.example', 'A " has no second one: paste the whole command'],
    ['curl https://', '"https://" is no URL: write one such as "https://api.example.com/items"'],
    ['curl https://a.example?a=1&b=2', 'An & outside of quotes ends the command: put the URL in single quotes'],
    ['curl https://a.example https://b.example', 'There is a second URL, "https://b.example": leave one'],
    ['curl https://a.example\ncurl https://b.example', 'These are several commands: paste one of them'],
    ['curl https://a.example --next https://b.example', '--next begins another request: paste one request'],
    [
      'curl https://a.example -H "Authorization: Bearer $TOKEN"',
      '$TOKEN is a variable of the shell: write its value, or put it in single quotes',
    ],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is the shell's
    ['curl ${API}/x', '${API} is a variable of the shell: write its value, or put it in single quotes'],
    [
      'curl https://a.example -d $(cat x)',
      'What stands in $(…) or in backticks is another command: write what it prints, or put it in single quotes',
    ],
    [
      'curl https://a.example --reqest PUT',
      '--reqest is no option of curl that is known here: did you mean --request?',
    ],
    [
      'curl https://a.example --request=PUT',
      '--request=PUT: curl takes no "=": write --request and the value after a space',
    ],
    [
      'curl https://a.example --frobnicate',
      '--frobnicate is no option of curl that is known here: remove it, if it does not change the request',
    ],
    [
      'curl https://a.example -ßk',
      '-ß is no letter of curl that is known here: remove it, if it does not change the request',
    ],
    [
      'curl --digest -u a:b https://a.example',
      '--digest is an authentication that no page can do: remove it, and write the header that the page sends, -H "Authorization: …"',
    ],
    [
      'curl --resolve a.example:443:127.0.0.1 https://a.example',
      '--resolve leads to another server than the URL does, which no page can do: remove it, or write that server in the URL',
    ],
    ['curl -K config https://a.example', '-K changes the request in a way that no page can: remove it'],
    [
      'curl -b cookies.txt https://a.example',
      '-b "cookies.txt" is a file of cookies: write them, such as -b "name=value"',
    ],
    ['curl -d @- https://a.example', '-d reads the standard input: write the text itself in its place'],
    [
      'curl -d @/nowhere/x https://a.example',
      '"/nowhere/x" cannot be read [ENOENT]: write the path of a file, or the text itself',
    ],
    ['curl -F a https://a.example', '-F "a" is no field: write one such as -F "name=value"'],
    [
      'curl -F a=b -d c https://a.example',
      'The command has -d, -F and -T, and a request has one body: leave one of them',
    ],
    [
      'curl -H nothing https://a.example',
      '-H "nothing" is no header: write one such as -H "content-type: application/json"',
    ],
    [
      "curl -H 'Sec-Fetch-Mode: websocket' https://a.example",
      'This is a WebSocket handshake, which no CORS check ever sees: copy a request of fetch or XMLHttpRequest',
    ],
  ])('%s', (text, says) => {
    expect(() => parseCurl(text)).toThrow(new CommandError(says))
  })
})
