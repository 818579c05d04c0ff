import { describe, expect, test } from 'vitest'
import { type Contender, policies } from '../../bench/contender.ts'
import { fetchCors } from '../../bench/contenders/fetch-cors.ts'
import { floor } from '../../bench/contenders/floor.ts'
import { contenders } from '../../bench/contenders.ts'
import { judge, verdictRows } from '../../bench/verdicts.ts'
import { type Work, works } from '../../bench/work.ts'

describe.each(contenders.map((contender) => [contender.name, contender] as const))('%s', (_, { create }) => {
  test.each(verdictRows.map((row) => [row.step, row] as const))('%s', async (_, row) => {
    const server = create(policies[row.policy], () => new Response('hello'))
    expect(await judge(row, server)).toBe(row.outcome)
  })

  test('lets a request without Origin through', async () => {
    const server = create(policies['two origins'], () => new Response('hello'))
    expect(await (await server(new Request('https://api.example.com/items'))).text()).toBe('hello')
  })
})

describe('the floor sends the same headers', () => {
  const send = async (contender: Contender, work: Work): Promise<unknown> => {
    const response = await contender.create(policies[work.policy], work.handler)(work.toRequest())
    return { status: response.status, headers: [...response.headers] }
  }

  test.each(Object.values(works).map((work) => [work.name, work] as const))('%s', async (_, work) => {
    expect(await send(floor, work)).toEqual(await send(fetchCors, work))
  })
})
