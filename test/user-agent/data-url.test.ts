import { expect, test } from 'vitest'
import { readDataUrl } from '../../src/user-agent/data-url.ts'

test.each<[step: string, url: string, type: string, text: string]>([
  ['text', 'data:text/html,<p>', 'text/html', '<p>'],
  ['no type', 'data:,a', 'text/plain;charset=US-ASCII', 'a'],
  ['a type that is none', 'data:x,a', 'text/plain;charset=US-ASCII', 'a'],
  ['a parameter alone', 'data:;charset=utf-8,a', 'text/plain;charset=utf-8', 'a'],
  ['percent-encoded', 'data:text/plain,%61%2c%zz', 'text/plain', 'a,%zz'],
  ['with a fragment', 'data:text/plain,a#b', 'text/plain', 'a'],
  ['base64', 'data:text/plain;base64,aGVsbG8=', 'text/plain', 'hello'],
  ['base64 before a space', 'data: text/plain;base64 ,aGVsbG8=', 'text/plain', 'hello'],
  ['spaces around the type', 'data: text/plain ,a', 'text/plain', 'a'],
  ['base64 twice', 'data:text/plain;base64;base64,aGVsbG8=', 'text/plain;base64', 'hello'],
  ['base64 after a parameter like it', 'data:text/plain;base64x;base64,aGVsbG8=', 'text/plain;base64x', 'hello'],
  ['a parameter like base64', 'data:text/plain;base64x,a', 'text/plain;base64x', 'a'],
  ['a space in the type', 'data:te xt/plain,a', 'text/plain;charset=US-ASCII', 'a'],
  ['base64 after spaces, in upper case', 'data:text/plain; BASE64,aGVsbG8', 'text/plain', 'hello'],
])('%s', async (_, url, type, text) => {
  const response = readDataUrl(new URL(url))
  expect(response).toMatchObject({ status: 200, statusText: 'OK', headers: [['content-type', type]] })
  expect(await new Response(response?.body).text()).toBe(text)
})

test.each(['data:text/plain', 'data:;base64,a', 'data:;base64,%'])('%s is a failure', (url) => {
  expect(readDataUrl(new URL(url))).toBeNull()
})
