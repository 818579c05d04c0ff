import { app, other } from '../cases.ts'
import type { Move } from '../row.ts'

const trusted = [app, other]

export const h3: Move<'h3'> = {
  library: 'h3',
  name: 'h3',
  page: 'h3.md',
  rows: [
    { option: 'origin', value: 'left out', foreign: {} },
    { option: 'origin', value: '`*`', foreign: { origin: '*' } },
    { option: 'origin', value: '`*`, with credentials', foreign: { origin: '*', credentials: true } },
    { option: 'origin', value: '`null`', foreign: { origin: 'null' }, decided: { origin: 'https://old.example.org' } },
    { option: 'origin', value: 'another string', foreign: { origin: app } as object },
    { option: 'origin', value: 'a list', foreign: { origin: trusted } },
    { option: 'origin', value: 'a list, with credentials', foreign: { origin: trusted, credentials: true } },
    { option: 'origin', value: 'a list with `*`', foreign: { origin: ['*', app] } },
    { option: 'origin', value: 'a list with `null`', foreign: { origin: [app, 'null'] } },
    {
      option: 'origin',
      value: 'a list with `null`, with credentials',
      foreign: { origin: [app, 'null'], credentials: true },
    },
    { option: 'origin', value: 'an empty list', foreign: { origin: [] } },
    { option: 'origin', value: 'a list with a RegExp', foreign: { origin: [app, /^https:\/\/pr-\d+\.example\.com$/] } },
    {
      option: 'origin',
      value: 'a list with a RegExp that is not anchored',
      foreign: { origin: [/https?:\/\/app.example\.com/], credentials: true },
      decided: { origin: app },
    },
    {
      option: 'origin',
      value: 'a function',
      foreign: { origin: (origin) => trusted.includes(origin) },
      decided: { origin: (origin: string) => trusted.includes(origin) },
    },
    {
      option: 'origin',
      value: 'a function that says true to all, with credentials',
      foreign: { origin: () => true, credentials: true },
      decided: { origin: trusted },
    },
    { option: 'methods', value: 'left out', foreign: { origin: trusted } },
    { option: 'methods', value: '`*`', foreign: { origin: trusted, methods: '*' } },
    {
      option: 'methods',
      value: '`*`, with credentials',
      foreign: { origin: trusted, methods: '*', credentials: true },
    },
    { option: 'methods', value: 'a list', foreign: { origin: trusted, methods: ['GET', 'PUT', 'REPORT'] } },
    { option: 'methods', value: 'an empty list', foreign: { origin: trusted, methods: [] } },
    { option: 'allowHeaders', value: 'left out', foreign: { origin: trusted } },
    { option: 'allowHeaders', value: '`*`', foreign: { origin: trusted, allowHeaders: '*' } },
    {
      option: 'allowHeaders',
      value: '`*`, with credentials',
      foreign: { origin: trusted, allowHeaders: '*', credentials: true },
    },
    {
      option: 'allowHeaders',
      value: 'a list',
      foreign: { origin: trusted, allowHeaders: ['Content-Type', 'X-Custom'] },
    },
    { option: 'allowHeaders', value: 'an empty list', foreign: { origin: trusted, allowHeaders: [] } },
    { option: 'exposeHeaders', value: 'left out', foreign: { origin: trusted } },
    { option: 'exposeHeaders', value: '`*`', foreign: { origin: trusted, exposeHeaders: '*' } },
    {
      option: 'exposeHeaders',
      value: '`*`, with credentials',
      foreign: { origin: trusted, exposeHeaders: '*', credentials: true },
      decided: { exposedHeaders: ['x-request-id'] },
    },
    {
      option: 'exposeHeaders',
      value: 'a list',
      foreign: { origin: trusted, exposeHeaders: ['X-Request-Id', 'Content-Length'] },
    },
    { option: 'credentials', value: '`true`', foreign: { origin: trusted, credentials: true } },
    { option: 'credentials', value: '`false`', foreign: { origin: trusted, credentials: false } },
    { option: 'maxAge', value: 'a string', foreign: { origin: trusted, maxAge: '600' } },
    { option: 'maxAge', value: '`false`', foreign: { origin: trusted, maxAge: false } },
    { option: 'preflight', value: 'with `statusCode`', foreign: { origin: trusted, preflight: { statusCode: 200 } } },
    { option: 'preflight', value: 'without', foreign: { origin: trusted, preflight: {} } },
  ],
}
