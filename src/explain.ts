export { type ExplainInput, explain } from './explain/explain.ts'
export type {
  Block,
  BlockCode,
  Exchange,
  ExplainedRequest,
  ExplainedResponse,
  ExplainedStep,
  Explanation,
  Fix,
  FixHeaders,
  FixOptions,
  Note,
  NoteCode,
} from './explain/explanation.ts'
export { formatExplanation } from './explain/format-explanation.ts'
export type { RawResponse, ServerAnswer, ServerFunction } from './explain/handler.ts'
export type { Page, PageRequest } from './explain/page-input.ts'
export { createUserAgent, type UserAgent, type UserAgentInit, type UserAgentOptions } from './explain/user-agent.ts'
export type { Engine } from './user-agent/departures.ts'
