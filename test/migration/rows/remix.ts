import { app, other } from '../cases.ts'
import type { Move } from '../row.ts'
import { originRows } from './origin-rows.ts'

const trusted = [app, other]

export const remix: Move<'@remix-run/cors-middleware'> = {
  library: '@remix-run/cors-middleware',
  name: 'Remix (@remix-run/cors-middleware)',
  page: 'remix.md',
  rows: [
    ...originRows,
    {
      option: 'origin',
      value: '`*`, with credentials',
      foreign: { origin: '*', credentials: true },
      decided: { origin: trusted },
    },
    { option: 'origin', value: 'a list with `*`', foreign: { origin: [app, '*'] } },
    {
      option: 'origin',
      value: 'a RegExp that is not anchored',
      foreign: { origin: /https?:\/\/app.example\.com/, credentials: true },
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
      value: 'a function that waits',
      foreign: { origin: async (origin) => (trusted.includes(origin) ? origin : null) },
      decided: { lookup: async (origin: string) => trusted.includes(origin) },
    },
    { option: 'methods', value: 'left out', foreign: { origin: trusted } },
    { option: 'methods', value: 'a list', foreign: { origin: trusted, methods: ['get', ' put ', 'REPORT'] } },
    { option: 'methods', value: 'an empty list', foreign: { origin: trusted, methods: [] } },
    { option: 'methods', value: 'a list with `*`', foreign: { origin: trusted, methods: ['*'] } },
    {
      option: 'methods',
      value: 'a list with `*`, with credentials',
      foreign: { origin: trusted, methods: ['*'], credentials: true },
      decided: { methods: ['DELETE', 'PATCH', 'PUT'] },
    },
    { option: 'allowedHeaders', value: 'left out', foreign: { origin: trusted } },
    { option: 'allowedHeaders', value: 'left out, with credentials', foreign: { origin: trusted, credentials: true } },
    {
      option: 'allowedHeaders',
      value: 'a list',
      foreign: { origin: trusted, allowedHeaders: ['Content-Type', 'X-Custom'] },
    },
    { option: 'allowedHeaders', value: 'an empty list', foreign: { origin: trusted, allowedHeaders: [] } },
    { option: 'allowedHeaders', value: 'a list with `*`', foreign: { origin: trusted, allowedHeaders: ['*'] } },
    {
      option: 'allowedHeaders',
      value: 'a function',
      foreign: { origin: trusted, allowedHeaders: () => ['X-Custom'] },
      decided: { allowedHeaders: ['x-custom'] },
    },
    {
      option: 'exposedHeaders',
      value: 'a list',
      foreign: { origin: trusted, exposedHeaders: ['X-Request-Id', 'Content-Length'] },
    },
    { option: 'exposedHeaders', value: 'a list with `*`', foreign: { origin: trusted, exposedHeaders: ['*'] } },
    { option: 'credentials', value: '`true`', foreign: { origin: trusted, credentials: true } },
    { option: 'credentials', value: '`false`', foreign: { origin: trusted, credentials: false } },
    { option: 'maxAge', value: 'a number', foreign: { origin: trusted, maxAge: 600 } },
    { option: 'maxAge', value: 'a number with a fraction', foreign: { origin: trusted, maxAge: 600.5 } },
    { option: 'maxAge', value: 'a number below 0', foreign: { origin: trusted, maxAge: -1 } },
    { option: 'preflightContinue', value: '`true`', foreign: { origin: trusted, preflightContinue: true } },
    { option: 'preflightContinue', value: '`false`', foreign: { origin: trusted, preflightContinue: false } },
    { option: 'preflightStatusCode', value: 'a number', foreign: { origin: trusted, preflightStatusCode: 200 } },
    { option: 'allowPrivateNetwork', value: '`false`', foreign: { origin: trusted, allowPrivateNetwork: false } },
    { option: 'allowPrivateNetwork', value: '`true`', foreign: { origin: trusted, allowPrivateNetwork: true } },
  ],
}
