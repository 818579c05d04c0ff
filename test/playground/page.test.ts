import { brotliCompressSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { buildPage } from '../../playground/build/build-page.ts'
import { getDomain } from '../../playground/page/suffixes.ts'
import { departures } from '../../src/user-agent/departures.ts'

const page = await buildPage()

test('the whole page weighs less than 60 kB', () => {
  const size = brotliCompressSync(page).length
  expect(size).toBeLessThan(60_000)
  // Nor is it so small that something is missing.
  expect(size).toBeGreaterThan(40_000)
})

test('it says where engines depart from the standard, without the proof of it', () => {
  for (const { standard, actual, evidence } of Object.values(departures)) {
    for (const sentence of [standard, actual]) expect(toPlain(page)).toContain(sentence)
    expect(page).not.toContain(evidence)
  }
})

/** Minifiers choose the quotes of a text, and escape what stands in it. */
function toPlain(text: string): string {
  return text.replaceAll('\\', '')
}

test('it needs nothing but itself', () => {
  const links = [...page.matchAll(/<(?:script|link|img|iframe)\b[^>]*?(?:src|href)="([^"]*)"/g)].map(([, link]) => link)
  expect(links.every((link) => link?.startsWith('data:'))).toBe(true)
  expect(page).not.toMatch(/@import|url\((?!data:)/)
})

test('its policy lets no other script and no other style in', () => {
  const policy = /http-equiv="content-security-policy" content="([^"]*)"/.exec(page)?.[1] ?? ''
  expect(policy).toMatch(/^default-src 'none'; script-src 'sha256-[\w+/=]+'; style-src 'sha256-[\w+/=]+';/)
  expect(policy).not.toContain('unsafe')
})

/** Hosts, and the domain that somebody registered. */
const domains: readonly (readonly [host: string, domain: string | null])[] = [
  ['app.example.com', 'example.com'],
  ['example.com', 'example.com'],
  ['com', null],
  ['a.b.example.co.uk', 'example.co.uk'],
  ['co.uk', null],
  ['a.example.com.au', 'example.com.au'],
  ['a.shop.pages.dev', 'shop.pages.dev'],
  ['pages.dev', null],
  ['mine.github.io', 'mine.github.io'],
  ['b.s3.amazonaws.com', 'b.s3.amazonaws.com'],
  ['localhost', null],
  ['api.localhost', 'api.localhost'],
  ['127.0.0.1', null],
  ['[::1]', null],
  ['example.com.', 'example.com'],
]

test.each(domains)('%s is of the site %s in the page too', (host, domain) => {
  expect(getDomain(host)).toBe(domain)
})
