import type { BrowserCase } from '../browser-case.ts'
import { allow, allowAnyone, allowCredentials, allowOrigin, type Header, include, withCredentials } from './answers.ts'

// https://fetch.spec.whatwg.org/#cors-protocol-and-credentials, the table of legal and illegal combinations, and what
// it leaves out
const combinations: readonly (readonly [
  name: string,
  credentials: 'omit' | 'same-origin' | 'include',
  headers: readonly Header[],
])[] = [
  ['omit-anyone-shared', 'omit', [allowAnyone]],
  ['omit-anyone-with-credentials-shared', 'omit', [allowAnyone, withCredentials]],
  ['omit-trailing-slash-blocked', 'omit', [allowOrigin('$PAGE/')]],
  ['omit-origin-shared', 'omit', [allow]],
  ['omit-origin-with-credentials-shared', 'omit', [allow, withCredentials]],
  ['omit-nothing-blocked', 'omit', []],
  ['same-origin-anyone-shared', 'same-origin', [allowAnyone]],
  ['same-origin-anyone-with-credentials-shared', 'same-origin', [allowAnyone, withCredentials]],
  ['same-origin-trailing-slash-blocked', 'same-origin', [allowOrigin('$PAGE/')]],
  ['same-origin-origin-shared', 'same-origin', [allow]],
  ['same-origin-nothing-blocked', 'same-origin', []],
  ['include-anyone-blocked', 'include', [allowAnyone]],
  ['include-anyone-with-credentials-blocked', 'include', [allowAnyone, withCredentials]],
  ['include-trailing-slash-blocked', 'include', [allowOrigin('$PAGE/'), withCredentials]],
  ['include-origin-blocked', 'include', [allow]],
  ['include-origin-with-credentials-shared', 'include', [allow, withCredentials]],
  ['include-origin-with-capitalized-true-blocked', 'include', [allow, allowCredentials('True')]],
  ['include-nothing-blocked', 'include', []],
  ['include-only-credentials-blocked', 'include', [withCredentials]],
]

// Access-Control-Allow-Origin of an answer to a request without credentials; several values are several lines.
const origins: readonly (readonly [name: string, ...values: readonly string[]])[] = [
  ['echo-shared', '$ORIGIN'],
  ['empty-blocked', ''],
  ['null-blocked', 'null'],
  ['scheme-upper-case-blocked', 'HTTP://app.site.localhost:$PORT'],
  ['host-upper-case-blocked', 'http://APP.site.localhost:$PORT'],
  ['path-blocked', '$PAGE/index.html'],
  ['query-blocked', '$PAGE?'],
  ['fragment-blocked', '$PAGE#'],
  ['escape-blocked', '$PAGE%23'],
  ['default-port-blocked', 'http://app.site.localhost:80'],
  ['port-missing-blocked', 'http://app.site.localhost'],
  ['port-empty-blocked', 'http://app.site.localhost:'],
  ['port-with-zero-blocked', 'http://app.site.localhost:0$PORT'],
  ['port-wildcard-blocked', 'http://app.site.localhost:*'],
  ['scheme-other-blocked', 'https://app.site.localhost:$PORT'],
  ['scheme-missing-blocked', 'app.site.localhost:$PORT'],
  ['scheme-relative-blocked', '//app.site.localhost:$PORT'],
  ['scheme-with-one-slash-blocked', 'http:/app.site.localhost:$PORT'],
  ['scheme-with-two-colons-blocked', 'http:://app.site.localhost:$PORT'],
  ['www-blocked', 'http://www.app.site.localhost:$PORT'],
  ['parent-domain-blocked', 'http://site.localhost:$PORT'],
  ['trailing-dot-blocked', 'http://app.site.localhost.:$PORT'],
  ['userinfo-blocked', 'http://user@app.site.localhost:$PORT'],
  ['subdomain-pattern-blocked', 'http://*.site.localhost:$PORT'],
  ['subdomain-pattern-without-scheme-blocked', '*.site.localhost'],
  ['any-http-pattern-blocked', 'http://*'],
  ['own-origin-blocked', '$SITE'],
  ['other-origin-blocked', '$OTHER'],
  ['leading-space-shared', ' $PAGE'],
  ['trailing-space-shared', '$PAGE '],
  ['leading-tab-shared', '\t$PAGE'],
  ['white-space-around-shared', '  $PAGE\t '],
  ['anyone-with-spaces-around-shared', '  *  '],
  ['anyone-after-tab-shared', '\t*'],
  ['no-break-space-blocked', '$PAGE\xa0'],
  ['anyone-before-no-break-space-blocked', '*\xa0'],
  ['two-origins-joined-by-comma-blocked', '$PAGE, $OTHER'],
  ['two-origins-joined-by-space-blocked', '$PAGE $OTHER'],
  ['two-origins-joined-by-semicolon-blocked', '$PAGE; $OTHER'],
  ['same-origin-joined-by-comma-blocked', '$PAGE, $PAGE'],
  ['same-origin-joined-by-space-blocked', '$PAGE $PAGE'],
  ['anyone-joined-before-origin-blocked', '*, $PAGE'],
  ['anyone-joined-loosely-before-origin-blocked', '* , $PAGE'],
  ['anyone-joined-after-origin-blocked', '$PAGE, *'],
  ['anyone-stuck-to-origin-blocked', '*$PAGE'],
  ['null-joined-before-origin-blocked', 'null, $PAGE'],
  ['trailing-comma-blocked', '$PAGE,'],
  ['leading-comma-blocked', ',$PAGE'],
  ['on-two-lines-blocked', '$PAGE', '$PAGE'],
  ['on-two-lines-with-other-blocked', '$PAGE', '$OTHER'],
  ['on-two-lines-with-anyone-blocked', '$PAGE', '*'],
  ['on-two-lines-after-anyone-blocked', '*', '$PAGE'],
  ['anyone-on-two-lines-blocked', '*', '*'],
  ['empty-line-before-origin-blocked', '', '$PAGE'],
  ['empty-line-after-origin-blocked', '$PAGE', ''],
  ['empty-line-before-anyone-blocked', '', '*'],
  ['double-quotes-blocked', '"$PAGE"'],
  ['angle-brackets-blocked', '<$PAGE>'],
  ['anyone-in-double-quotes-blocked', '"*"'],
  ['anyone-in-single-quotes-blocked', "'*'"],
  ['two-asterisks-blocked', '**'],
  ['two-asterisks-apart-blocked', '* *'],
  ['asterisk-domain-blocked', '*.example'],
  ['word-true-blocked', 'true'],
  ['word-any-blocked', 'any'],
]

// Access-Control-Allow-Origin of an answer to a request with credentials, which is allowed in all of them
const originsWithCredentials: readonly (readonly [name: string, ...values: readonly string[]])[] = [
  ['echo-shared', '$ORIGIN'],
  ['white-space-around-shared', ' $PAGE\t'],
  ['empty-blocked', ''],
  ['null-blocked', 'null'],
  ['other-blocked', '$OTHER'],
  ['anyone-with-spaces-around-blocked', ' * '],
  ['same-origin-joined-by-comma-blocked', '$PAGE, $PAGE'],
  ['on-two-lines-blocked', '$PAGE', '$PAGE'],
  ['on-two-lines-with-anyone-blocked', '$PAGE', '*'],
]

// Access-Control-Allow-Credentials of an answer to a request with credentials that allows the page's origin
const credentials: readonly (readonly [name: string, ...values: readonly string[]])[] = [
  ['upper-case-blocked', 'TRUE'],
  ['one-blocked', '1'],
  ['yes-blocked', 'yes'],
  ['false-blocked', 'false'],
  ['empty-blocked', ''],
  ['anyone-blocked', '*'],
  ['double-quotes-blocked', '"true"'],
  ['spaces-around-shared', ' true '],
  ['tabs-around-shared', '\ttrue\t'],
  ['no-break-space-blocked', 'true\xa0'],
  ['structured-field-blocked', '?1'],
  ['trailing-comma-blocked', 'true,'],
  ['parameter-blocked', 'true; x=1'],
  ['joined-by-comma-blocked', 'true, true'],
  ['on-two-lines-blocked', 'true', 'true'],
  ['on-two-lines-with-false-blocked', 'true', 'false'],
  ['empty-line-before-blocked', '', 'true'],
  ['empty-line-after-blocked', 'true', ''],
]

const otherNames: readonly BrowserCase[] = [
  {
    name: 'allow-origin-name-in-odd-case-shared',
    server: { start: { actual: { headers: [['aCCESS-cONTROL-aLLOW-oRIGIN', '$PAGE']] } } },
  },
  {
    name: 'allow-origin-name-in-plural-blocked',
    server: { start: { actual: { headers: [['Access-Control-Allow-Origins', '$PAGE']] } } },
  },
  {
    name: 'allow-origin-name-in-two-cases-blocked',
    server: {
      start: {
        actual: {
          headers: [
            ['access-control-allow-origin', '$PAGE'],
            ['Access-Control-Allow-Origin', '$PAGE'],
          ],
        },
      },
    },
  },
  {
    name: 'allow-credentials-name-in-odd-case-shared',
    calls: [include],
    server: { start: { actual: { headers: [allow, ['aCCESS-cONTROL-aLLOW-cREDENTIALS', 'true']] } } },
  },
  {
    name: 'allow-credentials-false-without-credentials-shared',
    server: { start: { actual: { headers: [allow, allowCredentials('false')] } } },
  },
  {
    name: 'allow-credentials-malformed-without-credentials-shared',
    server: { start: { actual: { headers: [allowAnyone, allowCredentials('True, 1')] } } },
  },
  {
    name: 'allow-origin-in-answer-to-other-site-shared',
    calls: [{ to: 'other-site' }],
    server: { start: { actual: { headers: [allow] } } },
  },
  {
    name: 'allow-origin-missing-in-answer-to-other-site-blocked',
    calls: [{ to: 'other-site' }],
    server: { start: { actual: {} } },
  },
  {
    name: 'allow-origin-from-https-page-shared',
    page: 'https',
    calls: [include],
    server: { start: { actual: { headers: [allow, withCredentials] } } },
  },
  {
    name: 'allow-origin-from-https-page-scheme-http-blocked',
    page: 'https',
    server: { start: { actual: { headers: [allowOrigin('http://app.site.localhost:$PORT')] } } },
  },
]

/** https://fetch.spec.whatwg.org/#concept-cors-check, for pages that have an origin */
export const corsCheckCases: readonly BrowserCase[] = [
  ...combinations.map(([name, mode, headers]): BrowserCase => {
    // XMLHttpRequest knows no "omit".
    const apis = mode === 'omit' ? { apis: ['fetch'] as const } : {}
    return {
      name: `credentials-${name}`,
      ...apis,
      calls: [{ credentials: mode }],
      server: { start: { actual: { headers } } },
    }
  }),
  ...origins.map(([name, ...values]): BrowserCase => {
    return { name: `allow-origin-${name}`, server: { start: { actual: { headers: values.map(allowOrigin) } } } }
  }),
  ...originsWithCredentials.map(([name, ...values]): BrowserCase => {
    const headers = [...values.map(allowOrigin), withCredentials]
    return { name: `allow-origin-including-${name}`, calls: [include], server: { start: { actual: { headers } } } }
  }),
  ...credentials.map(([name, ...values]): BrowserCase => {
    const headers = [allow, ...values.map(allowCredentials)]
    return { name: `allow-credentials-${name}`, calls: [include], server: { start: { actual: { headers } } } }
  }),
  ...otherNames,
]
