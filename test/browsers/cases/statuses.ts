import type { BrowserCase } from '../browser-case.ts'
import { allow, permitting, shared } from './answers.ts'

const statuses = [
  201, 204, 205, 206, 226, 299, 300, 304, 400, 401, 403, 404, 405, 410, 418, 429, 451, 500, 502, 503, 504, 599,
]
const refusing = [204, 304, 401, 403, 404, 405, 500, 502, 503, 504]

/** The status of an answer that is no preflight's does not matter: https://fetch.spec.whatwg.org/#http-responses */
export const statusCases: readonly BrowserCase[] = [
  ...statuses.map((status): BrowserCase => {
    return { name: `status-${status}-shared`, server: { start: { actual: { status, headers: [allow] } } } }
  }),
  ...refusing.map((status): BrowserCase => {
    return { name: `status-${status}-without-headers-blocked`, server: { start: { actual: { status } } } }
  }),
  {
    name: 'status-401-with-challenge-shared',
    server: { start: { actual: { status: 401, headers: [allow, ['WWW-Authenticate', 'Basic realm="x"']] } } },
  },
  {
    name: 'status-405-after-preflight-shared',
    calls: [{ method: 'PUT' }],
    server: { start: { preflight: permitting, actual: { status: 405, headers: [allow] } } },
  },
  {
    name: 'status-204-of-head-shared',
    calls: [{ method: 'HEAD' }],
    server: { start: { actual: { ...shared, status: 204 } } },
  },
  {
    name: 'status-500-of-head-without-headers-blocked',
    calls: [{ method: 'HEAD' }],
    server: { start: { actual: { status: 500 } } },
  },
]
