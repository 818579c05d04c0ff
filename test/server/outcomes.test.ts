import { expect, test } from 'vitest'
import { createCors } from '../../src/index.ts'
import { checkOutcome, type Send } from '../tables/check-outcome.ts'
import { type HandlerData, handlers } from '../tables/handlers.ts'
import { outcomes } from '../tables/outcomes.ts'

test.each(outcomes)('$step', async (row) => {
  const { status, headers, body }: HandlerData = handlers[row.handler ?? 'plain']
  const fetch = createCors(row.options).wrap(() => new Response(body, { status, headers: headers.map((h) => [...h]) }))
  const send: Send = async (request) => {
    const init = {
      method: request.method,
      headers: request.headers.map(([name, value]): [string, string] => [name, value]),
    }
    const response = await fetch(new Request(request.url, init))
    return {
      status: response.status,
      headers: [...response.headers],
      body: request.method === 'HEAD' ? '' : await response.text(),
    }
  }
  expect.hasAssertions()
  await checkOutcome(row, 'https://api.example.com/items', send)
})
