import { expect, test } from 'vitest'
import { isSameSite } from '../../src/origin/site.ts'

test.each<[origin: string, url: string, isSame: boolean]>([
  ['https://a.example.com', 'https://b.example.com/', true],
  ['https://example.com', 'https://a.b.example.com:8443/', true],
  ['https://a.example.com.', 'https://b.example.com./', true],
  // The dot at the end makes another site, in the standard and in all browsers.
  ['https://a.example.com', 'https://a.example.com./', false],
  ['https://a.example.com', 'https://b.example.com./', false],
  ['https://a.example.com.', 'https://b.example.org./', false],
  ['https://a.github.io', 'https://b.github.io/', false],
  ['https://github.io', 'https://github.io/', true],
  ['https://com', 'https://org/', false],
  ['https://com.', 'https://org./', false],
  ['http://127.0.0.1', 'http://127.0.0.1:3000/', true],
  ['http://127.0.0.1', 'http://127.0.0.2/', false],
  ['null', 'https://a.example.com/', false],
  ['data:,a', 'data:,b', false],
])('%s and %s are of one site: %s', (origin, url, isSame) => {
  expect(isSameSite(new URL(url), origin)).toBe(isSame)
})
