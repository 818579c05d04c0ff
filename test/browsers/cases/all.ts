import type { BrowserCase } from '../browser-case.ts'
import { cookieCases } from './cookies.ts'
import { corsCheckCases } from './cors-check.ts'
import { exposedHeaderCases } from './exposed-headers.ts'
import { forbiddenHeaderCases } from './forbidden-headers.ts'
import { foundByFuzzingCases } from './found-by-fuzzing.ts'
import { methodCases } from './methods.ts'
import { modeCases } from './modes.ts'
import { opaqueOriginCases } from './opaque-origins.ts'
import { policyCases } from './policies.ts'
import { preflightAnswerCases } from './preflight-answers.ts'
import { preflightCacheCases } from './preflight-cache.ts'
import { preflightListCases } from './preflight-lists.ts'
import { redirectedMethodCases } from './redirected-methods.ts'
import { redirectCases } from './redirects.ts'
import { requestBodyCases } from './request-bodies.ts'
import { requestHeaderCases } from './request-headers.ts'
import { statusCases } from './statuses.ts'
import { urlCases } from './urls.ts'

/** What pages ask and servers answer, to be seen in browsers and in the model. */
export const allCases: readonly BrowserCase[] = [
  ...corsCheckCases,
  ...opaqueOriginCases,
  ...requestHeaderCases,
  ...forbiddenHeaderCases,
  ...methodCases,
  ...requestBodyCases,
  ...preflightAnswerCases,
  ...preflightListCases,
  ...preflightCacheCases,
  ...redirectCases,
  ...redirectedMethodCases,
  ...modeCases,
  ...cookieCases,
  ...exposedHeaderCases,
  ...statusCases,
  ...urlCases,
  ...policyCases,
  ...foundByFuzzingCases,
]
