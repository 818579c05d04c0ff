import type { BrowserCase, PageCall } from '../browser-case.ts'
import { allow, location, open, sharedWithAnyone } from './answers.ts'

// Whole URLs, and what comes of them whatever the server would answer
const urls: readonly (readonly [name: string, url: string])[] = [
  ['bad-port-blocked', 'http://api.site.localhost:1/'],
  ['bad-port-6667-blocked', 'http://api.site.localhost:6667/'],
  ['bad-port-10080-blocked', 'http://api.site.localhost:10080/'],
  ['malformed-blocked', 'http://[/'],
  ['ftp-blocked', 'ftp://api.site.localhost/'],
  ['about-blank-blocked', 'about:blank'],
  ['mailto-blocked', 'mailto:a@b.example'],
  ['javascript-blocked', 'javascript:1'],
  ['file-blocked', 'file:///etc/hostname'],
  ['unknown-scheme-blocked', 'unknown:x'],
  ['data-shared', 'data:text/plain,x'],
]

const calls: readonly (readonly [
  name: string,
  page: 'http' | 'https',
  apis: readonly ('fetch' | 'xhr')[],
  call: PageCall,
])[] = [
  ['userinfo-blocked', 'http', ['fetch'], { resource: 'user:password@$SITE/start' }],
  ['userinfo-only-user-blocked', 'http', ['fetch'], { resource: 'user@$SITE/start' }],
  ['userinfo-of-page-blocked', 'http', ['fetch'], { resource: 'user:password@$PAGE/start' }],
  ['data-in-mode-same-origin-shared', 'http', ['fetch'], { resource: 'data:text/plain,x', mode: 'same-origin' }],
  ['data-in-mode-no-cors-shared', 'http', ['fetch'], { resource: 'data:text/plain,x', mode: 'no-cors' }],
  [
    'data-with-custom-header-shared',
    'http',
    ['fetch', 'xhr'],
    { resource: 'data:text/plain,x', headers: [['X-A', '1']] },
  ],
  ['with-fragment-shared', 'http', ['fetch', 'xhr'], { resource: 'start#x' }],
  ['with-query-shared', 'http', ['fetch', 'xhr'], { resource: 'start?x' }],
  ['plain-from-https-page-blocked', 'https', ['fetch', 'xhr'], { to: 'plain' }],
  ['plain-from-https-page-put-blocked', 'https', ['fetch', 'xhr'], { to: 'plain', method: 'PUT' }],
  ['plain-from-https-page-mode-no-cors-blocked', 'https', ['fetch'], { to: 'plain', mode: 'no-cors' }],
  ['https-from-https-page-shared', 'https', ['fetch', 'xhr'], { to: 'other-site' }],
  // A page of http on loopback is potentially trustworthy, so that plain http to elsewhere is mixed content to it:
  // https://w3c.github.io/webappsec-mixed-content/#categorize-settings-object
  ['plain-from-loopback-page-blocked', 'http', ['fetch', 'xhr'], { to: 'plain' }],
]

/** URLs that decide by themselves: https://fetch.spec.whatwg.org/#concept-main-fetch */
export const urlCases: readonly BrowserCase[] = [
  ...urls.map(
    ([name, resource]): BrowserCase => ({ name: `url-${name}`, calls: [{ resource }], server: { start: open } }),
  ),
  ...calls.map(([name, page, apis, call]): BrowserCase => {
    return { name: `url-${name}`, page, apis, calls: [call], server: { start: open } }
  }),
  {
    name: 'url-userinfo-of-xhr-shared',
    apis: ['xhr'],
    calls: [{ resource: 'user:password@$SITE/start' }],
    server: { start: open },
  },
  {
    name: 'url-plain-by-redirect-from-https-page-blocked',
    page: 'https',
    server: {
      start: { actual: { status: 302, headers: [allow, location('$PLAIN/end')] } },
      end: { actual: sharedWithAnyone },
    },
  },
]
