import type { Answer, PageCall, Resource } from '../browser-case.ts'

/** A header of an answer. */
export type Header = readonly [name: string, value: string]

export const allowOrigin = (value: string): Header => ['Access-Control-Allow-Origin', value]
export const allowCredentials = (value: string): Header => ['Access-Control-Allow-Credentials', value]
export const allowMethods = (value: string): Header => ['Access-Control-Allow-Methods', value]
export const allowHeaders = (value: string): Header => ['Access-Control-Allow-Headers', value]
export const exposeHeaders = (value: string): Header => ['Access-Control-Expose-Headers', value]
export const maxAge = (value: string): Header => ['Access-Control-Max-Age', value]
export const location = (value: string): Header => ['Location', value]
export const setCookie = (value: string): Header => ['Set-Cookie', value]

/** The page may read it. */
export const allow: Header = allowOrigin('$PAGE')
/** Anyone may read it. */
export const allowAnyone: Header = allowOrigin('*')
/** Frames with an opaque origin may read it, and what redirects have tainted. */
export const allowNull: Header = allowOrigin('null')
/** With credentials too. */
export const withCredentials: Header = allowCredentials('true')

/** An answer that the page may read. */
export const shared: Answer = { headers: [allow] }
/** An answer that anyone may read. */
export const sharedWithAnyone: Answer = { headers: [allowAnyone] }
/** An answer that requests whose origin is `null` may read. */
export const sharedWithNull: Answer = { headers: [allowNull] }
/** An answer that the page may read, with credentials too. */
export const sharedWithCredentials: Answer = { headers: [allow, withCredentials] }

/** A preflight's answer for every method and header that the cases use beside the safelisted ones. */
export const permitting: Answer = {
  headers: [
    allow,
    withCredentials,
    allowMethods('PUT, DELETE, PATCH, OPTIONS'),
    allowHeaders('X-A, X-B, Content-Type, Authorization'),
  ],
}

/** A resource that the page may read, whatever it sends. */
export const open: Resource = { preflight: permitting, actual: sharedWithCredentials }
/** A resource that the page may read if it needs no preflight. */
export const simpleOnly: Resource = { actual: shared }

export const put: PageCall = { method: 'PUT' }
export const include: PageCall = { credentials: 'include' }
export const putIncluding: PageCall = { method: 'PUT', credentials: 'include' }
