import { app, other } from '../cases.ts'
import type { Move } from '../row.ts'
import { originRows } from './origin-rows.ts'

const trusted = [app, other]

export const express: Move<'cors'> = {
  library: 'cors',
  name: 'expressjs/cors',
  page: 'expressjs-cors.md',
  rows: [
    ...originRows,
    { option: 'origin', value: '`*` with credentials', foreign: { origin: '*', credentials: true } },
    {
      option: 'origin',
      value: '`null`, as a string',
      foreign: { origin: 'null' },
      decided: { origin: 'https://old.example.org' },
    },
    { option: 'origin', value: 'a list with `*`', foreign: { origin: ['*', app] } },
    {
      option: 'origin',
      value: 'a RegExp that is not anchored',
      foreign: { origin: /https?:\/\/app.example\.com/, credentials: true },
      decided: { origin: 'https://app.example.com' },
    },
    { option: 'origin', value: 'a list of both', foreign: { origin: [app, /^https:\/\/pr-\d+\.example\.com$/] } },
    { option: 'origin', value: 'a list with `true`', foreign: { origin: [app, true] } },
    {
      option: 'origin',
      value: 'a function',
      foreign: { origin: (origin, callback) => callback(null, trusted.includes(origin ?? '')) },
      decided: { origin: (origin: string) => trusted.includes(origin) },
    },
    {
      option: 'origin',
      value: 'a function that waits',
      foreign: { origin: (origin, answer) => void setTimeout(answer, 1, null, trusted.includes(origin ?? '')) },
      decided: { lookup: async (origin: string) => trusted.includes(origin) },
    },
    {
      option: 'origin',
      value: 'a function that fails for strangers',
      foreign: {
        origin: (origin, callback) => {
          if (origin === undefined || trusted.includes(origin)) callback(null, true)
          else callback(new Error('Not allowed by CORS'))
        },
      },
      decided: { origin: (origin: string) => trusted.includes(origin), rejectDisallowed: true },
    },
    { option: 'methods', value: 'left out', foreign: { origin: trusted } },
    { option: 'methods', value: 'a string', foreign: { origin: trusted, methods: 'GET, PUT, OPTIONS' } },
    { option: 'methods', value: 'a list', foreign: { origin: trusted, methods: ['PUT', 'REPORT'] } },
    { option: 'methods', value: '`*`', foreign: { origin: trusted, methods: '*' } },
    {
      option: 'methods',
      value: '`*`, with credentials',
      foreign: { origin: trusted, methods: ['*'], credentials: true },
      decided: { methods: ['DELETE', 'PATCH', 'PUT'] },
    },
    { option: 'allowedHeaders', value: 'left out', foreign: { origin: trusted } },
    { option: 'allowedHeaders', value: 'left out, with credentials', foreign: { origin: trusted, credentials: true } },
    {
      option: 'allowedHeaders',
      value: 'a string',
      foreign: { origin: trusted, allowedHeaders: 'Content-Type, Origin, X-Custom' },
    },
    {
      option: 'allowedHeaders',
      value: 'a list',
      foreign: { origin: trusted, allowedHeaders: ['Content-Type', 'Authorization'] },
    },
    { option: 'allowedHeaders', value: 'an empty list', foreign: { origin: trusted, allowedHeaders: [] } },
    { option: 'allowedHeaders', value: '`*`', foreign: { origin: trusted, allowedHeaders: '*' } },
    {
      option: 'allowedHeaders',
      value: '`*`, with credentials',
      foreign: { origin: trusted, allowedHeaders: '*', credentials: true },
      decided: { allowedHeaders: ['content-type', 'x-custom'] },
    },
    { option: 'headers', value: 'a string', foreign: { origin: trusted, headers: 'X-Custom' } as object },
    {
      option: 'headers',
      value: 'a list',
      foreign: { origin: trusted, headers: ['X-Custom'] } as object,
    },
    {
      option: 'exposedHeaders',
      value: 'a string',
      foreign: { origin: trusted, exposedHeaders: 'X-Request-Id,Content-Length' },
    },
    {
      option: 'exposedHeaders',
      value: 'a list',
      foreign: { origin: trusted, exposedHeaders: ['X-Request-Id', 'X-Other'] },
    },
    { option: 'exposedHeaders', value: '`*`', foreign: { origin: trusted, exposedHeaders: '*' } },
    {
      option: 'exposedHeaders',
      value: '`*`, with credentials',
      foreign: { origin: trusted, exposedHeaders: '*', credentials: true },
      decided: { exposedHeaders: ['x-request-id'] },
    },
    { option: 'credentials', value: '`true`', foreign: { origin: trusted, credentials: true } },
    { option: 'credentials', value: '`false`', foreign: { origin: trusted, credentials: false } },
    { option: 'maxAge', value: 'a number', foreign: { origin: trusted, maxAge: 600 } },
    { option: 'maxAge', value: 'a number above 86400', foreign: { origin: trusted, maxAge: 31_536_000 } },
    { option: 'maxAge', value: 'a number below 0', foreign: { origin: trusted, maxAge: -1 } },
    { option: 'preflightContinue', value: '`true`', foreign: { origin: trusted, preflightContinue: true } },
    { option: 'preflightContinue', value: '`false`', foreign: { origin: trusted, preflightContinue: false } },
    { option: 'optionsSuccessStatus', value: 'a number', foreign: { origin: trusted, optionsSuccessStatus: 200 } },
    {
      option: 'optionsSuccessStatus',
      value: 'a number that is no success',
      foreign: { origin: trusted, optionsSuccessStatus: 404 },
    },
    {
      option: 'a function instead of the options',
      value: 'by path',
      foreign: (request, callback) =>
        callback(null, { origin: (request as { url?: string }).url === '/items' ? trusted : false }),
      decided: {
        origin: (origin: string, request: unknown) =>
          (request as { url?: string }).url === '/items' && trusted.includes(origin),
        methods: ['PUT', 'PATCH', 'DELETE'],
        allowedHeaders: ['*', 'authorization'],
      },
    },
  ],
}
