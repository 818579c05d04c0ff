/** A difference between two libraries, explained. */
export interface Difference {
  /** What is so here and what is so there, in one sentence without a full stop. */
  readonly text: string
  /** The reason, in one sentence without a full stop. */
  readonly why: string
  /** The lines of a comparison that show it, the first of which has to be there. Braces stand for each of several. */
  readonly changes: readonly string[]
}

const strangers = [
  'GET from a stranger: outcome shared → blocked',
  'GET from a stranger with credentials: outcome shared → blocked',
  'PUT from a stranger: outcome shared → blocked',
  'GET from a subdomain: outcome shared → blocked',
]
const lookAlikes = ['GET from a look-alike{| with credentials}: outcome shared → blocked']
const plainHttp = [
  'GET from plain http: outcome shared → blocked',
  'GET from plain http with credentials: outcome shared → blocked',
]
const nullOrigin = [
  'GET from the origin null: outcome shared → blocked',
  'GET from the origin null with credentials: outcome shared → blocked',
]

/** Every difference, by its code; of two that a line may show, the first explains it. */
export const differences = {
  'no-policy': {
    text: "Where nobody is admitted, there is no policy: `OPTIONS` requests are the handler's",
    why: 'a policy that shares with nobody has nothing to say to a browser',
    changes: [
      'PUT: status {204|403} → 200',
      'PUT from a stranger: status {204|403} → 200',
      'GET: vary origin → nothing',
      'GET from a stranger: vary origin → nothing',
      'GET without Origin: vary origin → nothing',
      'PUT: preflight vary {access-control-request-headers,origin|origin} → nothing',
      'GET of an upstream response: upstream gone → kept',
    ],
  },
  'preflight-status-refused': {
    text: 'Preflights succeed; there their status makes every browser refuse them',
    why: 'a preflight fails unless its status is from 200 to 299',
    changes: [
      'PUT: status 404 → 204',
      '{PUT|PATCH|DELETE|POST of JSON}: outcome blocked → shared',
      'GET with {X-Custom|Authorization}: outcome blocked → shared',
      'PUT from a stranger: status 404 → 403',
    ],
  },
  'preflight-off': {
    text: 'Preflights are answered; there they go to the handler, which gives them no permission',
    why: 'a policy whose preflights nobody answers refuses all but the simplest requests',
    changes: [
      '{PUT|GET with X-Custom}: outcome blocked → shared',
      '{PATCH|DELETE|QUERY|REPORT|POST of JSON}: outcome blocked → shared',
      '{PUT|REPORT} with credentials: outcome blocked → shared',
      'GET with {X-Custom|Authorization}: outcome blocked → shared',
      'GET with {X-Custom|Authorization} and credentials: outcome blocked → shared',
      'PUT: status 200 → 204',
      'PUT from a stranger: status 200 → 403',
    ],
  },
  'strangers-refused': {
    text: 'Only the origins that you list are admitted; there it is every site on the web, with credentials',
    why: 'whoever reflects any origin with credentials gives every site the data of your users',
    changes: [...strangers, ...lookAlikes, ...plainHttp, ...nullOrigin],
  },
  'look-alikes-refused': {
    text: 'Look-alikes and plain http are refused; there the rule matches them too',
    why: 'a rule is compared with the whole origin',
    changes: [...lookAlikes, ...plainHttp],
  },
  'null-refused': {
    text: 'The origin `null` is refused where there are credentials',
    why: 'any page can make a sandboxed frame, whose origin is `null`',
    changes: nullOrigin,
  },
  'plain-http-refused': {
    text: 'Plain http is refused: an origin has one scheme, and with credentials it is https, unless you set `dangerouslyAllowInsecureOrigins`',
    why: 'anyone on the network between can act as one',
    changes: plainHttp,
  },
  'methods-listed': {
    text: 'The methods that you list are allowed, with credentials too; there `*` covers all, and none with credentials',
    why: 'with credentials browsers read `*` as the name of a method',
    changes: [
      'PUT with credentials: outcome blocked → shared',
      '{PATCH|DELETE|QUERY|REPORT}: outcome shared → blocked',
    ],
  },
  'headers-listed': {
    text: 'The headers that you list are allowed, with credentials too; there `*` covers none with credentials',
    why: 'with credentials browsers read `*` as the name of a header',
    changes: ['GET with X-Custom and credentials: outcome blocked → shared'],
  },
  'exposed-listed': {
    text: 'Pages can read the headers that you list, with credentials too; there `*` exposes none with credentials',
    why: 'with credentials browsers read `*` as the name of a header',
    changes: [
      'GET with credentials: reads none → x-request-id',
      'GET: reads {none|x-other,x-request-id} → x-request-id',
    ],
  },
  'exposed-on-responses': {
    text: 'Pages can read the headers that you expose; there only answers to preflights name them',
    why: 'browsers look at `Access-Control-Expose-Headers` of the response itself',
    changes: ['GET: reads none → {x-request-id|x-other,x-request-id}'],
  },
  'options-requests': {
    text: 'An `OPTIONS` request that is no preflight reaches your handler; there the library answers it',
    why: 'only `Origin` together with `Access-Control-Request-Method` makes a preflight',
    changes: [
      'OPTIONS that is no preflight: handler stays → runs',
      'OPTIONS without Origin: handler stays → runs',
      'a preflight without Origin: handler stays → runs',
      '{OPTIONS that is no preflight|OPTIONS without Origin|a preflight without Origin}: status {200|204|400|404} → 200',
    ],
  },
  'preflights-without-origin': {
    text: 'A preflight without `Origin` reaches your handler; there the library answers it',
    why: 'no browser sends one, and without an origin there is nobody to give permission to',
    changes: [
      'a preflight without Origin: handler stays → runs',
      'a preflight without Origin: status {200|204|400} → 200',
    ],
  },
  'upstream-replaced': {
    text: "CORS headers that a handler got from another server are removed; there they stay, or replace the policy's",
    why: 'the policy is the one authority, and two of them share more than either',
    changes: [
      'GET of an upstream response from a stranger: outcome shared → blocked',
      'GET of an upstream response: upstream kept → gone',
      'GET of an upstream response: outcome shared → blocked',
      'GET of an upstream response with credentials: outcome blocked → shared',
    ],
  },
  'upstream-removed': {
    text: 'CORS headers that a handler got from another server are replaced',
    why: 'the policy is the one authority',
    changes: ['GET of an upstream response: upstream kept → gone'],
  },
  'handler-answers-preflights': {
    text: 'A preflight is answered before your handler; there it goes on to the handler',
    why: 'whatever a handler answers, a browser only looks at the CORS headers and the status',
    changes: ['PUT: status 200 → 204', 'PUT from a stranger: status 200 → 403'],
  },
  'refused-preflights': {
    text: 'A refused preflight gets 403; there it succeeds and lacks a header, or fails as an error',
    why: 'the browser looks at the headers; the status is for people and logs',
    changes: ['{PUT|PUT from a stranger}: status {200|204|404|500} → 403'],
  },
  'constant-preflights': {
    text: 'With one origin the answer to every preflight is the same, and the browser compares; there others get 403',
    why: 'an answer that does not depend on the request can be kept for everybody',
    changes: ['PUT from a stranger: status 403 → 204'],
  },
  'caches-keep-apart': {
    text: 'A shared cache never hands a page an answer that is not for it: every answer that could differ says `Vary: Origin`, refusals and answers without `Origin` too; there some do not, and the page is blocked',
    why: 'a cache only knows from `Vary` what an answer depends on',
    changes: [
      'GET after one without Origin, through a cache: outcome blocked → shared',
      'GET after one from a stranger, through a cache: outcome blocked → shared',
      'GET after one from the second origin, through a cache: outcome blocked → shared',
      'GET: vary nothing → origin',
      'GET from a stranger: vary nothing → origin',
      'GET without Origin: vary nothing → origin',
    ],
  },
  'vary-added': {
    text: 'An answer that could differ says `Vary: Origin`',
    why: 'with credentials and any header allowed, a preflight depends on who asks',
    changes: ['{GET|GET from a stranger|GET without Origin}: vary nothing → origin'],
  },
  'vary-exact': {
    text: '`Vary` names `Origin`, so that caches keep a copy for each; there it is `*`, and they keep none',
    why: 'the answer depends on the origin and on nothing else',
    changes: ['GET: vary * → origin', 'GET from a stranger: vary * → origin', 'GET without Origin: vary * → origin'],
  },
  'constant-answers': {
    text: 'There is no `Vary` where everybody gets the same answer',
    why: 'caches then keep one copy for all',
    changes: ['GET: vary {origin|*} → nothing', '{GET from a stranger|GET without Origin}: vary {origin|*} → nothing'],
  },
  'preflight-vary': {
    text: "`Vary` of a preflight's answer names the headers that the answer depends on, no more and no less",
    why: 'what is allowed is a list that was written before, except where it is what the preflight asks for',
    changes: [
      'PUT: preflight vary {*|nothing|origin|access-control-request-headers|access-control-request-method|access-control-request-headers,access-control-request-method|access-control-request-headers,origin|access-control-request-method,origin|access-control-request-headers,access-control-request-method,origin} → {nothing|origin|access-control-request-headers,origin|access-control-request-method,origin|access-control-request-headers,access-control-request-method,origin}',
    ],
  },
  'errors-shared': {
    text: 'What fails has CORS headers too; there a page cannot read the error',
    why: 'an error is of more use to a page than a network error that says nothing',
    changes: ['{GET that fails|POST of JSON}: outcome blocked → shared'],
  },
} as const satisfies Record<string, Difference>

export type DifferenceCode = keyof typeof differences

/**
 * Finds the differences that explain the lines of a comparison, each of which explains a line that none before it does.
 *
 * @throws if a line is explained by none
 */
export function explainLines(lines: readonly string[]): readonly DifferenceCode[] {
  const left = new Set(lines)
  const codes: DifferenceCode[] = []
  for (const [code, { changes }] of Object.entries(differences) as [DifferenceCode, Difference][]) {
    const [sign = [], ...others] = changes.map(expand)
    if (!sign.some((line) => left.has(line))) continue
    codes.push(code)
    for (const line of [...sign, ...others.flat()]) left.delete(line)
  }
  if (left.size > 0) throw new Error(`Nothing explains\n  ${[...left].join('\n  ')}`)
  return codes
}

/** Writes out what the braces of a line stand for. */
function expand(line: string): readonly string[] {
  const [, before = '', alternatives, after = ''] = /^(.*?)\{(.*?)\}(.*)$/.exec(line) ?? []
  if (alternatives === undefined) return [line]
  return alternatives.split('|').flatMap((alternative) => expand(`${before}${alternative}${after}`))
}
