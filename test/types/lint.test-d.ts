import { describe, expectTypeOf, test } from 'vitest'
import { type CorsOptions, createCors, type IssueCode } from '../../src/index.ts'
import {
  type Finding,
  type ForeignLibrary,
  type JudgementCode,
  lint,
  type Severity,
  type Translation,
  translateOptions,
} from '../../src/lint.ts'

interface Context {
  readonly tenant: string
}

describe('what is linted', () => {
  test('are options of either kind', () => {
    expectTypeOf(lint({ origin: '*' })).toEqualTypeOf<readonly Finding[]>()
    lint({ lookup: async () => true })
    const options: CorsOptions<Context> = { origin: (_, { tenant }) => tenant === 'a' }
    lint(options)
    // @ts-expect-error: an unknown option
    lint({ origin: '*', allowHeaders: [] })
    // @ts-expect-error: no options
    lint('https://app.example.com')
  })

  test('is a policy of either kind', () => {
    lint(createCors({ origin: '*' }))
    lint(createCors({ lookup: async () => true }))
    lint(createCors<Context>({ origin: (_, { tenant }) => tenant === 'a' }))
    // @ts-expect-error: no policy
    lint({ options: { origin: '*' } })
  })
})

test('a finding has the code of an issue or of a judgement', () => {
  expectTypeOf<Finding['code']>().toEqualTypeOf<IssueCode | JudgementCode>()
  expectTypeOf<Finding['severity']>().toEqualTypeOf<Severity>()
})

test('options of another library are of any kind, and the library is one that is known', () => {
  expectTypeOf(translateOptions({ origin: true })).toEqualTypeOf<readonly Translation[]>()
  expectTypeOf<Finding['becomes']>().toEqualTypeOf<readonly Translation[] | undefined>()
  expectTypeOf<Translation['library']>().toEqualTypeOf<ForeignLibrary>()
  translateOptions({ origin: true }, 'cors')
  // @ts-expect-error: no library that is known
  translateOptions({ origin: true }, 'koa')
  // @ts-expect-error: no options
  translateOptions('*')
})
