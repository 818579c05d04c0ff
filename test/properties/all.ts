import { acceptedAgain, suggestionsHelp } from './configuration.ts'
import { grammarAgrees } from './grammar.ts'
import { handlersNeverThrow } from './handler-results.ts'
import { responsesStayWhole } from './integrity.ts'
import { matcherScans } from './matcher.ts'
import { requestsNeverThrow } from './no-throw.ts'
import type { Property } from './property.ts'
import { reusedResponsesStayApart } from './reused-response.ts'
import { share } from './share.ts'
import { cacheKeepsApart, failuresAreNotKept } from './shared-cache.ts'
import { varyIsMerged } from './vary.ts'

/** Everything that holds for any policy and any request. */
export const properties: readonly Property[] = [
  share,
  requestsNeverThrow,
  handlersNeverThrow,
  acceptedAgain,
  suggestionsHelp,
  grammarAgrees,
  matcherScans,
  varyIsMerged,
  responsesStayWhole,
  reusedResponsesStayApart,
  cacheKeepsApart,
  failuresAreNotKept,
]
