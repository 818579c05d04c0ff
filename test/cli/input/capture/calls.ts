/** A call that a page makes, whose text DevTools copy. */
export interface Call {
  /** What the copy is of; also its path. */
  readonly name: string
  /** The call, of an expression of the API's URL, `url`. */
  readonly source: string
  /** What the server answers: a query of the lab. */
  readonly query?: string
}

const odd = `{"text":"it's ! 100% \\\\u00e9 \\\\n %PATH% ^ & \\\\\\\\ \\\\"q\\\\" $HOME \\\`x\\\`"}`

/** What is copied from each browser. */
export const calls: readonly Call[] = [
  { name: 'get', source: 'fetch(url)' },
  { name: 'get-shared', source: 'fetch(url)', query: 'allow=origin' },
  { name: 'get-twice', source: 'fetch(url)', query: 'allow=twice' },
  {
    name: 'get-with-cookies',
    source: "fetch(url.replace('127.0.0.1', 'localhost'), { credentials: 'include' })",
    query: 'allow=any',
  },
  { name: 'get-without-cookies', source: "fetch(url, { credentials: 'include' })", query: 'allow=any' },
  { name: 'get-no-store', source: "fetch(url, { cache: 'no-store' })" },
  { name: 'get-header', source: "fetch(url, { headers: { 'X-Trace': '1' } })" },
  {
    name: 'get-header-then-blocked',
    source: "fetch(url, { headers: { 'X-Trace': '1' } })",
    query: 'preflight=x-trace',
  },
  { name: 'get-redirect', source: 'fetch(url)', query: 'redirect=get' },
  { name: 'get-brackets[1]{x}', source: 'fetch(url)', query: 'allow=any' },
  {
    name: 'put-json',
    source: `fetch(url, { method: 'PUT', headers: { 'Content-Type': 'application/json', Authorization: 'Bearer abc', 'X-Trace': '1' }, body: \`${odd}\` })`,
    query: 'allow=origin',
  },
  { name: 'delete', source: "fetch(url, { method: 'DELETE' })" },
  { name: 'post-text', source: "fetch(url, { method: 'POST', body: 'plain' })" },
  { name: 'post-form', source: "fetch(url, { method: 'POST', body: new URLSearchParams({ a: 'b c', d: \"e'f\" }) })" },
  {
    name: 'post-multipart',
    source:
      "fetch(url, { method: 'POST', body: (() => { const form = new FormData(); form.append('a', 'b'); return form })() })",
  },
  {
    name: 'patch-xhr',
    source:
      "new Promise((resolve, reject) => { const xhr = new XMLHttpRequest(); xhr.open('PATCH', url); xhr.withCredentials = true; xhr.setRequestHeader('Accept', 'application/json, text/plain, */*'); xhr.onloadend = () => (xhr.status === 0 ? reject() : resolve()); xhr.send('{}') })",
    query: 'allow=origin',
  },
  {
    name: 'head-range',
    source: "fetch(url, { method: 'HEAD', headers: { Range: 'bytes=0-9', 'Accept-Language': 'de' } })",
  },
  { name: 'get-own', source: "fetch('/get-own')" },
]
