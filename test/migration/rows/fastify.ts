import { app, other } from '../cases.ts'
import type { Move } from '../row.ts'
import { originRows } from './origin-rows.ts'

const trusted = [app, other]

export const fastify: Move<'@fastify/cors'> = {
  library: '@fastify/cors',
  name: '@fastify/cors',
  page: 'fastify-cors.md',
  rows: [
    ...originRows,
    { option: 'origin', value: '`*`, with credentials', foreign: { origin: '*', credentials: true } },
    {
      option: 'origin',
      value: '`null`, as a string',
      foreign: { origin: 'null' },
      decided: { origin: 'https://old.example.org' },
    },
    { option: 'origin', value: 'a list with `*`', foreign: { origin: ['*', app] } },
    { option: 'origin', value: 'a list in a list', foreign: { origin: [[app], other] } },
    {
      option: 'origin',
      value: 'a RegExp that is not anchored',
      foreign: { origin: /https?:\/\/app.example\.com/, credentials: true },
      decided: { origin: app },
    },
    { option: 'origin', value: 'a list with `true`', foreign: { origin: [app, true] } },
    {
      option: 'origin',
      value: 'a function',
      foreign: {
        origin: (origin: string | undefined, callback: (error: Error | null, allowed: boolean) => void) =>
          callback(null, trusted.includes(origin ?? '')),
      },
      decided: { origin: (origin: string) => trusted.includes(origin) },
    },
    {
      option: 'origin',
      value: 'a function that fails for strangers',
      foreign: {
        origin: (origin: string | undefined, callback: (error: Error | null, allowed: boolean) => void) => {
          if (origin === undefined || trusted.includes(origin)) callback(null, true)
          else callback(new Error('Not allowed'), false)
        },
      },
      decided: { origin: (origin: string) => trusted.includes(origin), rejectDisallowed: true },
    },
    {
      option: 'origin',
      value: 'a function that waits',
      foreign: { origin: async (origin: string | undefined) => trusted.includes(origin ?? '') },
      decided: { lookup: async (origin: string) => trusted.includes(origin) },
    },
    { option: 'methods', value: 'left out', foreign: { origin: trusted } },
    { option: 'methods', value: 'a string', foreign: { origin: trusted, methods: 'GET, PUT' } },
    { option: 'methods', value: 'a list', foreign: { origin: trusted, methods: ['PUT', 'REPORT'] } },
    { option: 'methods', value: '`*`', foreign: { origin: trusted, methods: '*' } },
    {
      option: 'methods',
      value: '`*`, with credentials',
      foreign: { origin: trusted, methods: '*', credentials: true },
      decided: { methods: ['DELETE', 'PATCH', 'PUT'] },
    },
    { option: 'allowedHeaders', value: 'left out', foreign: { origin: trusted } },
    { option: 'allowedHeaders', value: 'left out, with credentials', foreign: { origin: trusted, credentials: true } },
    {
      option: 'allowedHeaders',
      value: 'a string',
      foreign: { origin: trusted, allowedHeaders: 'Content-Type, X-Custom' },
    },
    {
      option: 'allowedHeaders',
      value: 'a list',
      foreign: { origin: trusted, allowedHeaders: ['Content-Type', 'Authorization'] },
    },
    { option: 'allowedHeaders', value: 'an empty list', foreign: { origin: trusted, allowedHeaders: [] } },
    { option: 'allowedHeaders', value: '`*`', foreign: { origin: trusted, allowedHeaders: '*' } },
    { option: 'exposedHeaders', value: 'a string', foreign: { origin: trusted, exposedHeaders: 'X-Request-Id' } },
    {
      option: 'exposedHeaders',
      value: 'a list',
      foreign: { origin: trusted, exposedHeaders: ['X-Request-Id', 'X-Other'] },
    },
    { option: 'exposedHeaders', value: '`*`', foreign: { origin: trusted, exposedHeaders: '*' } },
    { option: 'credentials', value: '`true`', foreign: { origin: trusted, credentials: true } },
    { option: 'credentials', value: '`false`', foreign: { origin: trusted, credentials: false } },
    { option: 'maxAge', value: 'a number', foreign: { origin: trusted, maxAge: 600 } },
    { option: 'maxAge', value: 'a number above 86400', foreign: { origin: trusted, maxAge: 31_536_000 } },
    { option: 'cacheControl', value: 'a number', foreign: { origin: trusted, cacheControl: 60 } },
    { option: 'cacheControl', value: 'a string', foreign: { origin: trusted, cacheControl: 'public, max-age=60' } },
    { option: 'preflightContinue', value: '`true`', foreign: { origin: trusted, preflightContinue: true } },
    { option: 'preflightContinue', value: '`false`', foreign: { origin: trusted, preflightContinue: false } },
    { option: 'optionsSuccessStatus', value: 'a number', foreign: { origin: trusted, optionsSuccessStatus: 200 } },
    { option: 'preflight', value: '`true`', foreign: { origin: trusted, preflight: true } },
    { option: 'preflight', value: '`false`', foreign: { origin: trusted, preflight: false } },
    { option: 'strictPreflight', value: '`true`', foreign: { origin: trusted, strictPreflight: true } },
    { option: 'strictPreflight', value: '`false`', foreign: { origin: trusted, strictPreflight: false } },
    { option: 'hideOptionsRoute', value: '`true`', foreign: { origin: trusted, hideOptionsRoute: true } },
    { option: 'hideOptionsRoute', value: '`false`', foreign: { origin: trusted, hideOptionsRoute: false } },
    { option: 'logLevel', value: 'a string', foreign: { origin: trusted, logLevel: 'silent' } },
    { option: 'hook', value: '`onRequest`', foreign: { origin: trusted, hook: 'onRequest' } },
    { option: 'hook', value: '`preHandler`', foreign: { origin: trusted, hook: 'preHandler' } },
    {
      option: 'delegator',
      value: 'a function',
      foreign: {
        delegator: (request, callback) => callback(null, { origin: request.url === '/items' ? trusted : false }),
      },
      decided: {
        origin: (origin: string, request: unknown) =>
          (request as { url?: string }).url === '/items' && trusted.includes(origin),
      },
    },
    {
      option: 'delegator',
      value: 'a function that waits',
      foreign: {
        delegator: async (request: { readonly url: string }) => ({
          origin: request.url === '/items' ? trusted : false,
        }),
      },
      decided: {
        origin: (origin: string, request: unknown) =>
          (request as { url?: string }).url === '/items' && trusted.includes(origin),
      },
    },
  ],
}
