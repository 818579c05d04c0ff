import type { Entry, Har } from 'har-format'
import { isToken } from '../../src/http/tokens.ts'
import { CommandError } from '../exit-codes.ts'

/** An entry of a HAR file, as far as it can be relied on: browsers leave members out, and add their own. */
export interface HarEntry {
  readonly pageref?: string
  readonly startedDateTime?: string
  readonly request: Partial<Entry['request']> & { readonly method: string; readonly url: string }
  readonly response?: Partial<Entry['response']> & {
    /** Chromium and WebKit: why it failed; `null` if it did not. */
    readonly _error?: string | null
    /** Playwright. */
    readonly _failureText?: string | null
  }
  /** Chromium only. */
  readonly _resourceType?: string
}

/** The parts of a HAR file that matter. */
export interface HarFile {
  /** What wrote it. */
  readonly creator: string
  readonly entries: readonly HarEntry[]
  /** How many entries it has, those included that are no requests over HTTP. */
  readonly count: number
  /** The titles of the pages, which are their URLs in a browser's file. */
  readonly pages: ReadonlyMap<string, string>
}

const instead = 'in DevTools, open Network, reload the page, and save with "Export HAR" or "Save All As HAR"'

/**
 * Reads a HAR file.
 *
 * @throws CommandError that says how to save one
 * @see {@link http://www.softwareishard.com/blog/har-12-spec/ | HAR 1.2}
 */
export function parseHar(text: string): HarFile {
  const { log } = Object(parseJson(text)) as Partial<Har>
  const entries: unknown = log?.entries
  if (!Array.isArray(entries)) throw new CommandError(`This is no HAR file, it has no log of entries: ${instead}`)
  const pages = Array.isArray(log?.pages) ? log.pages : []
  return {
    creator: String(log?.creator?.name ?? ''),
    entries: entries.filter(isEntry),
    count: entries.length,
    pages: new Map(pages.map(({ id, title }) => [String(id), String(title)])),
  }
}

function parseJson(text: string): unknown {
  const content = text.replace(/^\ufeff/, '')
  try {
    return JSON.parse(content)
  } catch (error) {
    const start = content.trimStart()
    if (start === '') throw new CommandError(`The file is empty: ${instead}`)
    // A file that begins as JSON and ends in its midst was not saved to its end.
    if (start.startsWith('{') && !content.trimEnd().endsWith('}')) {
      throw new CommandError(`The file is cut off, it is no whole JSON: save it again; ${instead}`)
    }
    throw new CommandError(`This is no HAR file, it is no JSON (${(error as SyntaxError).message}): ${instead}`)
  }
}

function isEntry(entry: unknown): entry is HarEntry {
  const { method, url } = Object(Object(entry).request)
  return (
    typeof method === 'string' &&
    isToken(method) &&
    typeof url === 'string' &&
    /^https?:/i.test(url) &&
    URL.canParse(url)
  )
}
