import type { SpecificAnswer, SpecificCase } from './check-specific.ts'
import { app, evil, forNobody, forOrigin, other, preflight, refusedPreflight, withHeaders } from './specific-answers.ts'

const text = { 'content-type': 'text/plain;charset=UTF-8' } as const
const hello: SpecificAnswer = { status: 200, headers: { ...text, 'content-length': '5' }, body: 'hello' }
const recovered = (error: string, own: Readonly<Record<string, string>>, name = 'Error'): SpecificAnswer => {
  const body = `recovered from ${name}: ${error}`
  return { status: 503, headers: { ...own, ...text, 'x-recovered': '1', 'content-length': `${body.length}` }, body }
}
const notSent = 'Deno cannot send what the handler returned: return a Response, unread, and no Response.error()'
const denosOwn: SpecificAnswer = { status: 500, headers: { 'content-length': '21' }, body: 'Internal Server Error' }

/** The ways to start a server, and the names of the servers that do. */
const forms = [
  { form: 'Deno.serve(cors(policy, handler))', server: 'handler' },
  { form: 'Deno.serve(options, cors(policy, handler))', server: 'optionsAndHandler' },
  { form: 'Deno.serve(cors(policy, { handler }))', server: 'options' },
  { form: 'deno serve', server: 'defaultExport' },
] as const

const inEachForm: readonly SpecificCase[] = forms.flatMap(({ form, server }) => [
  {
    step: `${form}: a text is shared as it is`,
    server,
    path: '/text',
    page: { origin: app },
    outcome: 'shared',
    actual: withHeaders(hello, forOrigin(app)),
  },
  {
    step: `${form}: a text is not shared with another origin`,
    server,
    path: '/text',
    page: { origin: evil },
    outcome: 'blocked',
    actual: withHeaders(hello, forNobody),
  },
  {
    step: `${form}: a preflight is answered`,
    server,
    path: '/text',
    page: { origin: app, method: 'PUT' },
    outcome: 'shared',
    preflight,
    actual: withHeaders(hello, forOrigin(app)),
  },
  {
    step: `${form}: a preflight from another origin is refused`,
    server,
    path: '/text',
    page: { origin: evil, method: 'PUT' },
    outcome: 'blocked',
    preflight: refusedPreflight,
    actual: null,
  },
])

/** The servers whose errors get a response, and how. */
const recovering = [
  { how: 'onError', server: 'options' },
  { how: 'an async onError', server: 'asyncOnError' },
  { how: 'onError in the default export for deno serve', server: 'defaultExport' },
] as const

const errors: readonly SpecificCase[] = [
  ...recovering.flatMap(({ how, server }): SpecificCase[] => [
    {
      step: `thrown, with ${how}: its answer is shared`,
      server,
      path: '/throw',
      page: { origin: app },
      outcome: 'shared',
      actual: recovered('thrown', forOrigin(app)),
    },
    {
      step: `thrown, with ${how}: its answer is not shared with another origin`,
      server,
      path: '/throw',
      page: { origin: evil },
      outcome: 'blocked',
      actual: recovered('thrown', forNobody),
    },
    {
      step: `rejected, with ${how}: its answer is shared`,
      server,
      path: '/reject',
      page: { origin: app },
      outcome: 'shared',
      actual: recovered('rejected', forOrigin(app)),
    },
  ]),
  {
    step: 'thrown, with onError and lookup: its answer is shared',
    server: 'lookup',
    path: '/throw',
    page: { origin: other },
    outcome: 'shared',
    actual: recovered('thrown', forOrigin(other)),
  },
  ...['/throw', '/reject'].flatMap((path) =>
    ['handler', 'optionsAndHandler', 'failingOnError', 'silentOnError'].map(
      (server): SpecificCase => ({
        step: `${path} on ${server}: Deno answers by itself`,
        server,
        path,
        page: { origin: app },
        outcome: 'blocked',
        actual: denosOwn,
      }),
    ),
  ),
  ...['/network-error', '/later-network-error', '/read', '/no-response'].flatMap((path): SpecificCase[] => [
    {
      step: `${path}, which Deno does not send: it answers by itself, and goes on`,
      server: 'handler',
      path,
      page: { origin: app },
      outcome: 'blocked',
      actual: denosOwn,
    },
    {
      step: `${path}, with onError: its answer is shared`,
      server: 'options',
      path,
      page: { origin: app },
      outcome: 'shared',
      actual: recovered(notSent, forOrigin(app), 'TypeError'),
    },
    {
      step: `${path}, with onError and lookup: its answer is shared`,
      server: 'lookup',
      path,
      page: { origin: other },
      outcome: 'shared',
      actual: recovered(notSent, forOrigin(other), 'TypeError'),
    },
  ]),
  {
    step: 'an onError whose own answer cannot be sent: Deno answers by itself',
    server: 'networkErrorOnError',
    path: '/throw',
    page: { origin: app },
    outcome: 'blocked',
    actual: denosOwn,
  },
  ...['handler', 'silentOnError', 'networkErrorOnError'].map(
    (server): SpecificCase => ({
      step: `the server ${server} is there still, after its errors`,
      server,
      path: '/text',
      page: { origin: app },
      outcome: 'shared',
      actual: withHeaders(hello, forOrigin(app)),
    }),
  ),
]

const responses: readonly SpecificCase[] = [
  ...[app, other, app].map(
    (origin): SpecificCase => ({
      step: `the same object without a body, for ${origin}`,
      server: 'options',
      path: '/bodyless',
      page: { origin },
      outcome: 'shared',
      actual: { status: 200, headers: { ...forOrigin(origin), 'x-bodyless': '1', 'content-length': '0' } },
    }),
  ),
  ...[app, other].map(
    (origin): SpecificCase => ({
      step: `the same 404 without a body, for ${origin}`,
      server: 'options',
      path: '/nowhere',
      page: { origin },
      outcome: 'shared',
      actual: { status: 404, headers: { ...forOrigin(origin), 'content-length': '0' } },
    }),
  ),
  {
    step: 'the same object without a body, for an origin that is refused after one that is not',
    server: 'options',
    path: '/bodyless',
    page: { origin: evil },
    outcome: 'blocked',
    actual: { status: 200, headers: { ...forNobody, 'x-bodyless': '1', 'content-length': '0' } },
  },
  {
    step: 'HEAD: the headers of GET',
    server: 'options',
    path: '/text',
    page: { origin: app, method: 'HEAD' },
    outcome: 'shared',
    actual: { status: 200, headers: { ...text, ...forOrigin(app), 'content-length': '5' } },
  },
  {
    step: 'Response.redirect(), whose headers are immutable',
    server: 'options',
    path: '/redirect',
    page: { origin: app },
    outcome: 'shared',
    actual: {
      status: 302,
      headers: { ...forOrigin(app), location: 'https://elsewhere.example/', 'content-length': '0' },
    },
  },
  {
    step: 'a response of fetch(), whose headers are immutable and share with everyone',
    server: 'options',
    path: '/proxy',
    page: { origin: app },
    outcome: 'shared',
    actual: {
      status: 200,
      headers: { ...forOrigin(app), 'content-type': 'text/plain', 'content-length': '8', 'x-upstream': '1' },
      body: 'upstream',
    },
  },
  {
    step: 'a response of fetch() that shares with everyone, for an origin that is refused',
    server: 'options',
    path: '/proxy',
    page: { origin: evil },
    outcome: 'blocked',
    actual: {
      status: 200,
      headers: { ...forNobody, 'content-type': 'text/plain', 'content-length': '8', 'x-upstream': '1' },
      body: 'upstream',
    },
  },
  {
    step: 'OPTIONS that is no preflight is for the handler',
    server: 'options',
    path: '/text',
    raw: { method: 'OPTIONS', headers: { origin: app } },
    actual: withHeaders(hello, forOrigin(app)),
  },
  {
    step: 'what Deno tells of the connection reaches the handler',
    server: 'optionsAndHandler',
    path: '/info',
    raw: { method: 'GET' },
    actual: { status: 200, headers: { ...text, ...forNobody, 'content-length': '9' }, body: '127.0.0.1' },
  },
]

/** What is specific to Deno, request by request. */
export const denoCases: readonly SpecificCase[] = [...inEachForm, ...errors, ...responses]
