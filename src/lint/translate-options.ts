import { foreignLibraries } from './foreign/libraries.ts'
import type { ForeignLibrary } from './foreign/library.ts'
import { findLibraries, takesAll } from './foreign/recognise.ts'
import { translate } from './foreign/translate.ts'
import type { Translation } from './foreign/translation.ts'

/**
 * Says what options of another CORS library become: expressjs/cors, hono/cors, itty-router, h3, `@elysiajs/cors`,
 * `@fastify/cors` and Remix.
 *
 * Functions are not called. What admits everyone with credentials there is left for you to decide, never carried over.
 *
 * @param options - the options that you pass to the other library
 * @param library - which library that is; if it is left out, the options themselves have to show it
 * @returns a translation for each library that takes such options: none if `createCors` takes them as they are or nobody
 * does, several if they could be of either
 * @throws TypeError if the library is not known, or does not take these options
 * @example
 * ```ts
 * import { translateOptions } from 'fetch-cors/lint'
 *
 * const [translation] = translateOptions({ origin: ['https://app.example.com'], methods: 'GET,PUT' }, 'cors')
 * console.log(translation?.options?.['methods']) // [ 'PUT' ]
 * ```
 * @see {@link https://fetch.spec.whatwg.org/#http-cors-protocol | Fetch § CORS protocol}
 */
export function translateOptions(options: object, library?: ForeignLibrary): readonly Translation[] {
  const given = toGiven(options)
  if (library === undefined) return Object.freeze(findLibraries(given).map((name) => translate(name, given)))
  if (!Object.hasOwn(foreignLibraries, library)) {
    throw new TypeError(`"${library}" is not known: write one of ${Object.keys(foreignLibraries).join(', ')}`)
  }
  if (!isTaken(options, library)) throw new TypeError(`These are no options of ${library}: pass what you pass to it`)
  return Object.freeze([translate(library, given)])
}

/** Tells whether a library takes options as they are. */
export function isTaken(options: object, library: ForeignLibrary): boolean {
  return takesAll(library, toGiven(options))
}

/** Leaves out what is undefined, and what pollutes `Object.prototype`. */
function toGiven(options: object): Readonly<Record<string, unknown>> {
  const entries = Object.entries(options).filter(([, value]) => value !== undefined)
  return Object.assign(Object.create(null), Object.fromEntries(entries))
}
