import { createCors } from '../src/index.ts'
import { type Contender, policies } from './contender.ts'
import { contenders } from './contenders.ts'
import { type Work, works } from './work.ts'

/** One thing to time, and where its number stands in the results. */
export interface Cell {
  readonly row: string
  readonly column: string
  /** Makes what a server makes when it starts; what that returns makes a request, and so the function to time. */
  prepare(): () => () => unknown
}

/** The row of what a contender costs that serves the handler without CORS. */
export const bareRow = 'without CORS'

function answer(work: Work, contender: Contender): Cell {
  const prepare = (): (() => () => unknown) => {
    const fetch = contender.create(policies[work.policy], work.handler)
    return () => {
      const request = work.toRequest()
      return () => fetch(request)
    }
  }
  return { row: work.name, column: contender.name, prepare }
}

function answerBare(contender: Contender): Cell {
  const prepare = (): (() => () => unknown) => {
    const fetch = contender.create(null, works.allowed.handler)
    return () => {
      const request = works.allowed.toRequest()
      return () => fetch(request)
    }
  }
  return { row: bareRow, column: contender.name, prepare }
}

function decide(name: string, work: Work): Cell {
  const prepare = (): (() => () => unknown) => {
    const { origin, methods, headers, credentials, maxAge } = policies['two origins']
    const cors = createCors({ origin, methods, allowedHeaders: headers, credentials, maxAge })
    return () => {
      const request = work.toRequest()
      return () => cors.decide(request)
    }
  }
  return { row: `decide alone: ${name}`, column: 'fetch-cors', prepare }
}

function configure(contender: Contender): Cell[] {
  const make = contender.configure
  if (make === undefined) return []
  return [{ row: 'createCors alone', column: contender.name, prepare: () => () => () => make(policies['two origins']) }]
}

/** Everything that is timed in one process of a runtime, by rows. */
export const cells: readonly Cell[] = [
  ...contenders.map(answerBare),
  ...Object.values(works).flatMap((work) => contenders.map((contender) => answer(work, contender))),
  decide('allowed', works.allowed),
  decide('preflight', works.preflight),
  decide('hostile preflight', works.hostile),
  ...contenders.flatMap(configure),
]
