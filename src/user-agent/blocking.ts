import { type Checks, check } from './check.ts'
import { isHttp } from './travelling-request.ts'

/** Why a request is not sent at all, whatever its server would say. */
export type BlockingFailure = 'bad-port' | 'mixed-content'

/** Implements step 7 of https://fetch.spec.whatwg.org/#concept-main-fetch, a page's own policies left aside */
export function* checkBlocking(url: URL, origin: string): Checks<BlockingFailure> {
  yield check(
    'The port is not blocked',
    'https://fetch.spec.whatwg.org/#block-bad-port',
    isHttp(url) && badPorts.has(url.port) ? 'bad-port' : null,
    { received: url.port === '' ? null : url.port },
  )
  const isMixed = origin.startsWith('https:') && url.protocol === 'http:' && !isLoopback(url.hostname)
  yield check(
    'It is no mixed content',
    'https://w3c.github.io/webappsec-mixed-content/#should-block-fetch',
    isMixed ? 'mixed-content' : null,
    { expected: isMixed ? 'https' : null, received: url.protocol.slice(0, -1) },
  )
}

/** Implements https://w3c.github.io/webappsec-secure-contexts/#is-origin-trustworthy for the hosts of plain http */
export function isLoopback(hostname: string): boolean {
  return /^(?:127(?:\.\d+){3}|\[::1\]|(?:.+\.)?localhost\.?)$/.test(hostname)
}

/** https://fetch.spec.whatwg.org/#bad-port */
const badPorts: ReadonlySet<string> = new Set(
  (
    '0 1 7 9 11 13 15 17 19 20 21 22 23 25 37 42 43 53 69 77 79 87 95 101 102 103 104 109 110 111 113 115 117 119 ' +
    '123 135 137 139 143 161 179 389 427 465 512 513 514 515 526 530 531 532 540 548 554 556 563 587 601 636 989 990 ' +
    '993 995 1719 1720 1723 2049 3659 4045 4190 5060 5061 6000 6566 6665 6666 6667 6668 6669 6679 6697 10080'
  ).split(' '),
)
