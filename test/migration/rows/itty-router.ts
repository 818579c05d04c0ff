import { app, other } from '../cases.ts'
import type { Move } from '../row.ts'

const trusted = [app, other]

export const ittyRouter: Move<'itty-router'> = {
  library: 'itty-router',
  name: 'itty-router',
  page: 'itty-router.md',
  rows: [
    { option: 'origin', value: 'left out', foreign: {} },
    { option: 'origin', value: '`*`', foreign: { origin: '*' } },
    {
      option: 'origin',
      value: '`*`, with credentials',
      foreign: { origin: '*', credentials: true, allowMethods: ['PUT'] },
      decided: { origin: trusted },
    },
    { option: 'origin', value: 'a string', foreign: { origin: app } },
    {
      option: 'origin',
      value: 'a string, with credentials',
      foreign: { origin: app, credentials: true, allowMethods: ['PUT'] },
    },
    { option: 'origin', value: 'a list', foreign: { origin: trusted } },
    {
      option: 'origin',
      value: 'a list, with credentials',
      foreign: { origin: trusted, credentials: true, allowMethods: ['PUT'] },
    },
    { option: 'origin', value: 'a list with `*`', foreign: { origin: ['*', app] } },
    { option: 'origin', value: 'a list with `null`', foreign: { origin: [app, 'null'] } },
    {
      option: 'origin',
      value: 'a list with `null`, with credentials',
      foreign: { origin: [app, 'null'], credentials: true, allowMethods: ['PUT'] },
    },
    { option: 'origin', value: 'an empty list', foreign: { origin: [] } },
    { option: 'origin', value: 'a RegExp', foreign: { origin: /^https:\/\/(?:app|pr-\d+)\.example\.com$/ } },
    {
      option: 'origin',
      value: 'a RegExp that is not anchored',
      foreign: { origin: /https?:\/\/app.example\.com/, credentials: true, allowMethods: ['PUT'] },
      decided: { origin: app },
    },
    { option: 'origin', value: '`true`', foreign: { origin: true } },
    {
      option: 'origin',
      value: '`true`, with credentials',
      foreign: { origin: true, credentials: true, allowMethods: ['PUT'] },
      decided: { origin: trusted },
    },
    { option: 'origin', value: '`false`', foreign: { origin: false } },
    {
      option: 'origin',
      value: 'a function',
      foreign: { origin: (origin) => (trusted.includes(origin) ? origin : undefined) },
      decided: { origin: (origin: string) => trusted.includes(origin) },
    },
    { option: 'allowMethods', value: 'left out', foreign: { origin: trusted } },
    {
      option: 'allowMethods',
      value: 'left out, with credentials',
      foreign: { origin: trusted, credentials: true },
      decided: { methods: ['PUT'] },
    },
    { option: 'allowMethods', value: 'a string', foreign: { origin: trusted, allowMethods: 'GET, PUT' } },
    { option: 'allowMethods', value: '`*`', foreign: { origin: trusted, allowMethods: '*' } },
    { option: 'allowMethods', value: 'a list', foreign: { origin: trusted, allowMethods: ['PUT', 'REPORT'] } },
    { option: 'allowMethods', value: 'an empty list', foreign: { origin: trusted, allowMethods: [] } },
    { option: 'allowHeaders', value: 'left out', foreign: { origin: trusted } },
    {
      option: 'allowHeaders',
      value: 'left out, with credentials',
      foreign: { origin: trusted, credentials: true, allowMethods: ['PUT'] },
    },
    { option: 'allowHeaders', value: 'a string', foreign: { origin: trusted, allowHeaders: 'Content-Type, X-Custom' } },
    {
      option: 'allowHeaders',
      value: 'a list',
      foreign: { origin: trusted, allowHeaders: ['Content-Type', 'Authorization'] },
    },
    { option: 'allowHeaders', value: 'an empty list', foreign: { origin: trusted, allowHeaders: [] } },
    { option: 'allowHeaders', value: '`*`', foreign: { origin: trusted, allowHeaders: '*' } },
    { option: 'exposeHeaders', value: 'a string', foreign: { origin: trusted, exposeHeaders: 'X-Request-Id' } },
    {
      option: 'exposeHeaders',
      value: 'a list',
      foreign: { origin: trusted, exposeHeaders: ['X-Request-Id', 'X-Other'] },
    },
    { option: 'exposeHeaders', value: '`*`', foreign: { origin: trusted, exposeHeaders: '*' } },
    { option: 'credentials', value: '`true`', foreign: { origin: trusted, credentials: true, allowMethods: ['PUT'] } },
    { option: 'credentials', value: '`false`', foreign: { origin: trusted, credentials: false } as object },
    { option: 'maxAge', value: 'a number', foreign: { origin: trusted, maxAge: 600 } },
    { option: 'maxAge', value: '`0`', foreign: { origin: trusted, maxAge: 0 } },
  ],
}
