import { app, other } from '../cases.ts'

const trusted = [app, other]

/** What several libraries take for `origin`, spelled alike. */
export const originRows = [
  { option: 'origin', value: 'left out', foreign: {} },
  { option: 'origin', value: '`*`', foreign: { origin: '*' } },
  { option: 'origin', value: 'a string', foreign: { origin: app } },
  { option: 'origin', value: 'a string, with credentials', foreign: { origin: app, credentials: true } },
  { option: 'origin', value: 'a list', foreign: { origin: trusted } },
  { option: 'origin', value: 'a list, with credentials', foreign: { origin: trusted, credentials: true } },
  { option: 'origin', value: 'a list with `null`', foreign: { origin: [app, 'null'] } },
  {
    option: 'origin',
    value: 'a list with `null`, with credentials',
    foreign: { origin: [app, 'null'], credentials: true },
  },
  { option: 'origin', value: 'an empty list', foreign: { origin: [] } },
  { option: 'origin', value: 'a RegExp', foreign: { origin: /^https:\/\/(?:app|pr-\d+)\.example\.com$/ } },
  { option: 'origin', value: '`true`', foreign: { origin: true } },
  {
    option: 'origin',
    value: '`true`, with credentials',
    foreign: { origin: true, credentials: true },
    decided: { origin: trusted },
  },
  { option: 'origin', value: '`false`', foreign: { origin: false } },
]
