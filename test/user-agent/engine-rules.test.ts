import { describe, expect, test } from 'vitest'
import { firstFailure } from '../../src/user-agent/check.ts'
import { corsCheck } from '../../src/user-agent/cors-check.ts'
import { toMaxAge } from '../../src/user-agent/cors-preflight-fetch.ts'
import { departsAs, type Engine } from '../../src/user-agent/departures.ts'
import type { HeaderList } from '../../src/user-agent/header-list.ts'
import { extractLocation, isRedirect } from '../../src/user-agent/redirect.ts'
import {
  combineHeaders,
  findUnsafeNames,
  isSafelistedRequestHeader,
  parseEssence,
} from '../../src/user-agent/safelist.ts'

type Follower = Engine | 'standard'

const followers: readonly Follower[] = ['standard', 'chromium', 'firefox', 'webkit']
const toDeparts = (follower: Follower) => departsAs(follower === 'standard' ? null : follower)
const all = 'standard chromium firefox webkit'

/** Gives the names of those for which something is true. */
function whoSays(isTrue: (departs: ReturnType<typeof toDeparts>) => boolean): string {
  return followers.filter((follower) => isTrue(toDeparts(follower))).join(' ')
}

describe('request headers that need no preflight', () => {
  test.each<[name: string, value: string, where: string]>([
    ['accept', 'é', 'standard chromium webkit'],
    ['accept', 'a\x80', 'standard chromium webkit'],
    ['accept', 'a\x7f', ''],
    ['content-type', 'text/plain;', all],
    ['content-type', 'text/plain;a=b', all],
    ['content-type', 'text/plain;a=b;', 'standard chromium webkit'],
    ['content-type', 'text/plain;;', 'standard chromium webkit'],
    ['content-type', 'text/plain;a,b', 'standard chromium webkit'],
    ['content-type', 'text/plain,a', ''],
    ['content-type', 'text/plain;é', 'standard chromium webkit'],
    ['content-language', 'é', ''],
    ['accept-language', 'de_AT', ''],
    ['DPR', '1.5', 'chromium'],
    ['dpr', '15.25', 'chromium'],
    ['dpr', '1.', ''],
    ['dpr', '.5', ''],
    ['dpr', 'x1', ''],
    ['dpr', '1x', ''],
    ['device-memory', '0.25', 'chromium'],
    ['device-memory', '16', 'chromium'],
    ['device-memory', 'x8', ''],
    ['device-memory', '8x', ''],
    ['device-memory', '8.', ''],
    ['device-memory', '8.25', 'chromium'],
    ['downlink', '10', 'chromium'],
    ['downlink', '10.75', 'chromium'],
    ['downlink', 'x1', ''],
    ['downlink', '1x', ''],
    ['downlink', '1.', ''],
    ['ect', 'slow-2g', 'chromium'],
    ['ect', '2g', 'chromium'],
    ['ect', '3g', 'chromium'],
    ['ect', '4g', 'chromium'],
    ['ect', '5g', ''],
    ['ect', 'x4g', ''],
    ['ect', '4gx', ''],
    ['intervention', '', 'chromium'],
    ['intervention', 'any', 'chromium'],
    ['rtt', '100', 'chromium'],
    ['rtt', '1.5', ''],
    ['rtt', 'x1', ''],
    ['save-data', 'on', 'chromium'],
    ['save-data', 'ON', 'chromium'],
    ['save-data', 'off', ''],
    ['save-data', 'on 1', ''],
    ['save-data', 'not on', ''],
    ['viewport-width', '320', 'chromium'],
    ['viewport-width', '320px', ''],
    ['viewport-width', 'x320', ''],
    ['width', '320', 'chromium'],
    ['width', '320px', ''],
    ['width', 'x320', ''],
    ['x-anything', '1', ''],
    ['range', 'bytes=10-99', all],
    ['range', 'bytes=5-5', all],
    ['range', 'bytes=10-9', ''],
    ['range', 'bytes=9-10', all],
    ['range', 'BYTES=0-1', 'webkit'],
    ['range', 'bytes=+10-', 'webkit'],
    ['range', 'bytes=0-+10', 'webkit'],
    ['range', 'bytes=0-+', ''],
    ['range', 'x bytes=0-1', ''],
    ['range', 'x bytes=+0-1', ''],
    ['range', 'bytes=0-1 x', ''],
    ['range', 'bytes=+0-1 x', ''],
    ['range', 'bytes=a-1', ''],
    ['range', 'bytes=0-a', ''],
    ['range', 'bytes=0-9223372036854775806', all],
    ['range', 'bytes=0-9223372036854775807', 'standard firefox webkit'],
    ['range', 'bytes=0-9223372036854775808', 'standard firefox webkit'],
    ['range', 'bytes=9223372036854775807-', 'standard firefox webkit'],
    ['range', 'bytes=0-18446744073709551615', 'standard firefox webkit'],
    ['range', 'bytes=0-18446744073709551616', 'standard'],
    ['range', 'bytes=18446744073709551616-', 'standard'],
  ])('%s: %j: %s', (name, value, where) => {
    expect(whoSays((departs) => isSafelistedRequestHeader(name, value, departs))).toBe(where)
  })
})

const long = 'a'.repeat(100)
const full = (count: number): HeaderList =>
  Array.from({ length: count }, () => ['content-language', 'a'.repeat(128)] as const)

test.each<[step: string, list: HeaderList, names: Readonly<Record<Follower, readonly string[]>>]>([
  [
    'twice, each short enough',
    [
      ['Accept', long],
      ['accept', long],
    ],
    { standard: [], chromium: ['accept'], firefox: [], webkit: ['accept'] },
  ],
  [
    'unsafe twice',
    [
      ['X-B', '1'],
      ['x-a', '1'],
      ['x-b', '1'],
    ],
    {
      standard: ['x-a', 'x-b'],
      chromium: ['x-a', 'x-b'],
      firefox: ['x-a', 'x-b', 'x-b'],
      webkit: ['x-a', 'x-b'],
    },
  ],
  [
    '1025 bytes of different names',
    [...full(8), ['accept', 'a']],
    {
      standard: ['accept', 'content-language'],
      chromium: ['content-language'],
      firefox: [],
      webkit: ['content-language'],
    },
  ],
])('which names need a preflight: %s', (_, list, names) => {
  const found = followers.map((follower) => [follower, findUnsafeNames(list, toDeparts(follower))])
  expect(Object.fromEntries(found)).toEqual(names)
})

test('lines of one header are one value', () => {
  const list: HeaderList = [
    ['X-A', '1'],
    ['x-b', '2'],
    ['x-a', '3'],
  ]
  expect(combineHeaders(list)).toEqual([
    ['x-a', '1, 3'],
    ['x-b', '2'],
  ])
})

test.each([
  ['text/plain', 'text/plain'],
  ['TEXT/Plain', 'text/plain'],
  ['\t\n\r text/plain \r\n\t;x', 'text/plain'],
  ['text/plain;\nx', 'text/plain'],
  ['text/a\n/b', null],
  ['text', null],
  ['text/', null],
  ['/plain', null],
  ['text/plain/x', null],
  ['te xt/plain', null],
  ['text/pl ain', null],
  ['text;/plain', null],
  ['', null],
])('the essence of %j is %j', (value, essence) => {
  expect(parseEssence(value)).toBe(essence)
})

test.each([
  [299, ''],
  [300, ''],
  [301, all],
  [302, all],
  [303, all],
  [304, ''],
  [305, ''],
  [306, ''],
  [307, all],
  [308, all],
  [309, 'webkit'],
  [399, 'webkit'],
  [400, ''],
])('status %i is a redirect: %s', (status, where) => {
  expect(whoSays((departs) => isRedirect(status, departs))).toBe(where)
})

test.each<[lines: readonly string[], locations: readonly (string | null)[]]>([
  [[], [null, null, null, null]],
  [['/a'], ['/a', '/a', '/a', '/a']],
  [[''], ['', null, '', 'failure']],
  [
    ['/a', '/a'],
    ['failure', '/a', '/a', '/a, /a'],
  ],
  [
    ['/a', '/b'],
    ['failure', 'failure', 'failure', '/a, /b'],
  ],
  [
    ['', ''],
    ['failure', '', '', ', '],
  ],
])('Location %j leads to %j', (lines, locations) => {
  const response = { status: 302, headers: lines.map((line) => ['Location', line] as const) }
  expect(followers.map((follower) => extractLocation(response, toDeparts(follower)))).toEqual(locations)
})

test.each<[lines: readonly string[], where: string]>([
  [['true'], all],
  [['', 'true'], 'firefox'],
  [['true', ''], 'firefox'],
  [['true', 'true'], ''],
  [['', 'false'], ''],
  [['', 'true', 'true'], ''],
  [['', ''], ''],
  [['True'], ''],
])('Access-Control-Allow-Credentials %j allows them: %s', (lines, where) => {
  const origin = 'https://page.invalid'
  const headers: HeaderList = [
    ['access-control-allow-origin', origin],
    ['x-other', 'x'],
    ...lines.map((line) => ['Access-Control-Allow-Credentials', line] as const),
  ]
  expect(whoSays((departs) => firstFailure(corsCheck(origin, 'include', headers, departs)) === null)).toBe(where)
})

test.each<[value: string, seconds: readonly number[]]>([
  ['600', [600, 600, 600, 600]],
  ['+600', [5, 600, 0, 600]],
  ['-1', [5, 0, 0, 0]],
  ['+-1', [5, 5, 0, 5]],
  ['1.5', [5, 5, 0, 5]],
  ['+1.5', [5, 5, 0, 5]],
  ['1234567890123456789x', [5, 5, 0, 5]],
  ['x1234567890123456789', [5, 5, 0, 5]],
  ['', [5, 5, 5, 5]],
  ['100000', [86_400, 86_400, 86_400, 86_400]],
  ['+100000', [5, 86_400, 0, 86_400]],
  ['9223372036854775807', [86_400, 86_400, 86_400, 86_400]],
  ['9223372036854775808', [86_400, 5, 86_400, 5]],
  ['-9223372036854775809', [5, 5, 0, 5]],
])('Access-Control-Max-Age %j is %j seconds', (value, seconds) => {
  const list: HeaderList = [['access-control-max-age', value]]
  expect(followers.map((follower) => toMaxAge(list, 86_400, toDeparts(follower)))).toEqual(seconds)
})

test('an empty Access-Control-Allow-Credentials alone is shown as it is', () => {
  const headers: HeaderList = [
    ['access-control-allow-origin', 'https://page.invalid'],
    ['access-control-allow-credentials', ''],
  ]
  for (const follower of followers) {
    const checks = [...corsCheck('https://page.invalid', 'include', headers, toDeparts(follower))]
    expect(checks.at(-1)).toMatchObject({ failure: 'allow-credentials-not-true', received: '' })
  }
})
