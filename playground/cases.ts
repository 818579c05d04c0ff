import type { BlockCode, PageRequest } from '../src/explain.ts'

/** Where a request comes from: a page, or a client that is no browser. */
export type Sender = 'allowed page' | 'refused page' | 'sandboxed page' | 'client'

/** One request of the demo, and what must come of it. */
export interface Case {
  readonly title: string
  readonly sender: Sender
  readonly method: string
  readonly path: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
  readonly credentials?: PageRequest['credentials']
  readonly want: {
    /** The status of the last response, the preflight's if that one blocks. */
    readonly status: number
    /** Why a page does not get the response; nobody judges what a client gets. */
    readonly failure: BlockCode | null
  }
}

const json = { headers: { 'content-type': 'application/json' }, body: '{"name":"Eraser"}' }

/** The requests, in order: a cookie that one of them sets goes out with the later ones. */
export const cases: readonly Case[] = [
  {
    title: 'GET from an allowed page',
    sender: 'allowed page',
    method: 'GET',
    path: '/items',
    want: { status: 200, failure: null },
  },
  {
    title: 'GET from a refused page: it reaches the handler, the page cannot read the answer',
    sender: 'refused page',
    method: 'GET',
    path: '/items',
    want: { status: 200, failure: 'allow-origin-missing' },
  },
  {
    title: 'GET from a sandboxed page, whose origin is null',
    sender: 'sandboxed page',
    method: 'GET',
    path: '/items',
    want: { status: 200, failure: 'allow-origin-missing' },
  },
  {
    title: 'GET without Origin',
    sender: 'client',
    method: 'GET',
    path: '/items',
    want: { status: 200, failure: null },
  },
  {
    title: 'PUT with JSON from an allowed page: a preflight goes first',
    sender: 'allowed page',
    method: 'PUT',
    path: '/items/3',
    ...json,
    want: { status: 200, failure: null },
  },
  {
    title: 'PUT with JSON from a refused page: the preflight is all that goes out',
    sender: 'refused page',
    method: 'PUT',
    path: '/items/3',
    ...json,
    want: { status: 403, failure: 'preflight-allow-origin-missing' },
  },
  {
    title: 'DELETE from an allowed page: a method that the policy does not list',
    sender: 'allowed page',
    method: 'DELETE',
    path: '/items/3',
    want: { status: 204, failure: 'preflight-method' },
  },
  {
    title: 'Plain OPTIONS, without Access-Control-Request-Method: the handler answers',
    sender: 'client',
    method: 'OPTIONS',
    path: '/items',
    headers: { origin: 'https://app.example.dev' },
    want: { status: 200, failure: null },
  },
  {
    title: 'POST with credentials from an allowed page: the answer sets a cookie',
    sender: 'allowed page',
    method: 'POST',
    path: '/session',
    credentials: 'include',
    want: { status: 200, failure: null },
  },
  {
    title: 'GET with credentials from an allowed page: the cookie goes out',
    sender: 'allowed page',
    method: 'GET',
    path: '/session',
    credentials: 'include',
    want: { status: 200, failure: null },
  },
  {
    title: 'GET with credentials from a refused page: the cookie goes out, nothing comes back',
    sender: 'refused page',
    method: 'GET',
    path: '/session',
    credentials: 'include',
    want: { status: 200, failure: 'allow-origin-missing' },
  },
  {
    title: 'POST to a handler that throws: the page can read the error',
    sender: 'allowed page',
    method: 'POST',
    path: '/uploads',
    want: { status: 500, failure: null },
  },
  {
    title: 'GET from a page whose origin KV holds',
    sender: 'allowed page',
    method: 'GET',
    path: '/tenants/items',
    credentials: 'include',
    want: { status: 200, failure: null },
  },
  {
    title: 'GET from a page whose origin KV does not hold',
    sender: 'refused page',
    method: 'GET',
    path: '/tenants/items',
    credentials: 'include',
    want: { status: 200, failure: 'allow-origin-missing' },
  },
]
