import { expect, test } from 'vitest'
import { toFetchMetadata } from '../../cli/fetch-metadata.ts'

const app = 'https://app.example.com'
const api = 'https://api.example.com/items'
const other = 'https://api.example.net/items'

/** Where a request went, the last URL being where it goes, and what `Sec-Fetch-Site` says; `null` for none. */
const rows: readonly { step: string; page?: string; urls: readonly string[]; site: string | null }[] = [
  { step: 'the own server', urls: [`${app}/items`], site: 'same-origin' },
  { step: 'another host of the site', urls: [api], site: 'same-site' },
  { step: 'another port', urls: [`${app}:8443/`], site: 'same-site' },
  { step: 'another site', urls: [other], site: 'cross-site' },
  { step: 'a redirect back from another site', urls: [other, `${app}/items`], site: 'cross-site' },
  { step: 'a redirect back from another host of the site', urls: [api, `${app}/items`], site: 'same-site' },
  { step: 'a redirect to another site', urls: [`${app}/items`, api, other], site: 'cross-site' },
  { step: 'another scheme', page: 'http://localhost:3000', urls: ['https://localhost:3000/'], site: 'cross-site' },
  { step: 'plain http on loopback', page: 'http://localhost:3000', urls: ['http://localhost/'], site: 'same-site' },
  { step: 'a dot at the end', urls: ['https://api.example.com./items'], site: 'cross-site' },
  { step: 'the own host with a dot', urls: ['https://app.example.com./items'], site: 'cross-site' },
  {
    step: 'another host of a site with a dot at the end',
    page: 'https://app.example.com.',
    urls: ['https://api.example.com./items'],
    site: 'same-site',
  },
  { step: 'a page with a dot at the end', page: 'https://app.example.com.', urls: [api], site: 'cross-site' },
  { step: 'an opaque origin', page: 'null', urls: [api], site: 'cross-site' },
  { step: 'plain http', page: 'http://app.example.com', urls: ['http://app.example.com/'], site: null },
]

test.each(rows)('$step: $site', ({ page = app, urls, site }) => {
  const headers = { 'sec-fetch-dest': 'empty', 'sec-fetch-mode': 'cors', 'sec-fetch-site': site }
  const made = toFetchMetadata(
    page,
    'cors',
    urls.map((url) => new URL(url)),
  )
  expect(made).toEqual(site === null ? {} : headers)
})
