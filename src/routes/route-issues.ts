import type { IssueKind } from '../server/issues.ts'

/** The code of an issue of routes: one for each kind of mistake. */
export type RouteIssueCode =
  | 'routes-type'
  | 'routes-empty'
  | 'route-slash-missing'
  | 'route-url'
  | 'route-query'
  | 'route-fragment'
  | 'route-regexp'
  | 'route-wildcard-misplaced'
  | 'route-parameter'
  | 'route-trailing-slash'
  | 'route-empty-segment'
  | 'route-dot-segment'
  | 'route-encoding'
  | 'route-segment-unclear'
  | 'route-duplicate'
  | 'route-ambiguous'
  | 'route-type'
  | 'route-list-empty'
  | 'route-unreachable'
  | 'route-rejects-nobody'

const corsProtocol = 'https://fetch.spec.whatwg.org/#http-cors-protocol'
const path = 'https://url.spec.whatwg.org/#concept-url-path'
const encoding = 'https://url.spec.whatwg.org/#path-percent-encode-set'
const write = (replacement: string): string => `Write ${replacement}`

/** Every mistake that `createCorsRoutes` reports beside those inside a policy, by its code. */
export const routeIssueKinds: Readonly<Record<RouteIssueCode, IssueKind>> = {
  'routes-type': {
    message: 'Routes are an object from paths to policies',
    suggestion: 'Write { "/api/*": { origin: "https://app.example.com" } }',
    spec: corsProtocol,
  },
  'routes-empty': {
    message: 'Without a policy for any path there is nothing to do',
    suggestion: 'Add "/*": { origin: "https://app.example.com" }',
    spec: corsProtocol,
  },
  'route-slash-missing': { message: 'A path starts with a slash', suggestion: write, spec: path },
  'route-url': {
    message: 'A pattern is a path: a policy holds for every host and scheme',
    suggestion: write,
    spec: path,
  },
  'route-query': { message: 'A path has no query', suggestion: write, spec: path },
  'route-fragment': { message: 'Browsers do not send a fragment', suggestion: write, spec: path },
  'route-regexp': {
    message: 'A pattern is no regular expression: there are texts, ":name" and "*" at the end',
    suggestion: write,
    spec: path,
  },
  'route-wildcard-misplaced': {
    message: '"*" stands for the whole rest of a path, so after a slash and at the end',
    suggestion: write,
    spec: path,
  },
  'route-parameter': {
    message: 'What stands for one segment is ":" and a name, and fills the segment',
    suggestion: write,
    spec: path,
  },
  'route-trailing-slash': {
    message: 'A slash at the end makes no difference; "/*" covers what is under a path',
    suggestion: write,
    spec: path,
  },
  'route-empty-segment': { message: 'Two slashes in a row are one too many', suggestion: write, spec: path },
  'route-dot-segment': {
    message: 'Browsers resolve "." and ".." before they send a path',
    suggestion: write,
    spec: path,
  },
  'route-encoding': {
    message: 'A path is spelled as URL spells it, with what is encoded in upper case',
    suggestion: write,
    spec: encoding,
  },
  'route-segment-unclear': {
    message:
      'Servers do not agree on a semicolon, or on an encoded "/", backslash, "%", "?" or "#", so no policy holds for such a path',
    suggestion: write,
    spec: encoding,
  },
  'route-duplicate': {
    message: 'Another pattern is for the same paths; case and the names of segments make no difference',
    suggestion: (other) => `Remove it, or remove ${other}`,
    spec: path,
  },
  'route-ambiguous': {
    message: 'Another pattern is for some of the same paths, and neither is the more specific one',
    suggestion: (replacement) => `Add ${replacement}`,
    spec: path,
  },
  'route-type': {
    message: "A route is a policy's options, a policy, a list of options, or false",
    suggestion: (replacement) => write(replacement === '' ? '{ origin: "https://app.example.com" }' : replacement),
    spec: corsProtocol,
  },
  'route-list-empty': {
    message: 'An empty list has no policy that could answer',
    suggestion: 'Write false to leave these paths alone',
    spec: corsProtocol,
  },
  'route-unreachable': {
    message: 'A policy before this one admits the same',
    suggestion: 'Remove it, or move it before that one',
    spec: corsProtocol,
  },
  'route-rejects-nobody': {
    message: 'A list with "*" refuses nobody, so there is nothing to reject or to explain',
    suggestion: 'Remove it, or remove the policy with "*"',
    spec: corsProtocol,
  },
}
