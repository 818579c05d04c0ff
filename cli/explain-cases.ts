import { buffer } from 'node:stream/consumers'
import type { Engine, ServerFunction } from '../src/explain.ts'
import { CommandError } from './exit-codes.ts'
import { type ExplainOptions, overrideRequest, readFileOf, readRequest } from './explain-options.ts'
import type { CopiedRequest } from './input/copied-request.ts'
import { parseCurl } from './input/curl.ts'
import { parseFetchCall } from './input/fetch-call.ts'
import { readHar } from './input/har.ts'

/** A request to explain, and where its answers come from. */
export interface ExplainCase {
  readonly copied: CopiedRequest
  /** The server as a file has it; `null` for the network. */
  readonly recorded: ServerFunction | null
  /** The browser that made the request, `null` if it is not known. */
  readonly engine: Engine | null
  /** Why an entry of a file counts as blocked, `null` for a request that is no entry of a file. */
  readonly reason: string | null
}

/** What there is to explain. */
export interface ExplainCases {
  readonly cases: readonly ExplainCase[]
  /** How many entries a HAR file has, `null` if there is none. */
  readonly entries: number | null
}

/**
 * Reads what the command line is asked to explain: a URL with options, or what DevTools copy or save.
 *
 * @throws CommandError that says what to write instead
 */
export async function readCases(url: string | undefined, options: ExplainOptions): Promise<ExplainCases> {
  const { curl, fetch: call, har } = options
  const given = [url, curl, call, har].filter((source) => source !== undefined)
  if (given.length > 1) {
    throw new CommandError('Explain one thing at a time: a URL, or one of --curl, --fetch and --har')
  }
  if (har !== undefined) {
    const { entries, cases } = await readHar((await readSource(har, true)).toString())
    return { entries, cases: cases.map((one) => ({ ...one, copied: overrideRequest(one.copied, options) })) }
  }
  const copied =
    curl !== undefined
      ? overrideRequest(parseCurl((await readSource(curl, false)).toString()), options)
      : call !== undefined
        ? overrideRequest(parseFetchCall((await readSource(call, false)).toString()), options)
        : await readRequest(url, options)
  return { entries: null, cases: [{ copied, recorded: null, engine: null, reason: null }] }
}

/** Reads the standard input for `-`; else a file by its path, or the text itself. */
async function readSource(source: string, isPath: boolean): Promise<string | Buffer> {
  if (source === '-') return await buffer(process.stdin)
  return isPath ? await readFileOf(source, 'write --har and the path of a HAR file') : source
}
