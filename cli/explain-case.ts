import { type ExplainInput, type Explanation, explain, type ServerFunction } from '../src/explain.ts'
import { CommandError, type ExitCode, exitCodes } from './exit-codes.ts'
import type { ExplainCase } from './explain-cases.ts'
import type { ExplainOptions } from './explain-options.ts'
import { createNetwork } from './network.ts'

/** Explains a request: from the answers of a file where they are there, else over the network. */
export async function explainCase(
  { copied, recorded, engine }: ExplainCase,
  options: ExplainOptions,
): Promise<Explanation> {
  const { origin, request, cookies } = copied
  if (origin === null) {
    throw new CommandError('Say which page makes the request: add --origin https://app.example.com')
  }
  const input = {
    page: { origin, cookies },
    request,
    engine: options.engine ?? engine ?? undefined,
    timeout: options.timeout,
  }
  if (recorded !== null) return await explainOrRefuse({ ...input, server: recorded })
  const network = createNetwork({ ...options, insecure: options.insecure || copied.insecure })
  try {
    const server = withDeadline(network.serverFor(origin, request.mode ?? 'cors'), options.timeout)
    return await explainOrRefuse({ ...input, server })
  } finally {
    await network.close()
  }
}

/** Tells what the program ends with after these. */
export function toExitCode(explanations: readonly Pick<Explanation, 'blocked'>[]): ExitCode {
  const codes = explanations.map(({ blocked }) => blocked?.code)
  if (codes.includes('network-error')) return exitCodes.unreachable
  return codes.some((code) => code !== undefined) ? exitCodes.found : exitCodes.clean
}

/** @throws CommandError for a request that no page can make */
async function explainOrRefuse(input: ExplainInput): Promise<Explanation> {
  try {
    return await explain(input)
  } catch (error) {
    // It rejects because of its arguments only, and says what to write.
    throw error instanceof TypeError ? new CommandError(error.message) : error
  }
}

/** Gives a server up when the time for all of its answers is over, redirects included. */
function withDeadline(server: ServerFunction, timeout: number): ServerFunction {
  const end = AbortSignal.timeout(timeout)
  return async (request) => {
    const given = new Promise<never>((_, reject) => {
      const giveUp = (): void => reject(new Error(`No answer within ${timeout} ms`))
      if (end.aborted) giveUp()
      end.addEventListener('abort', giveUp, { once: true })
    })
    return await Promise.race([server(request), given])
  }
}
