import { expect, test } from 'vitest'
import { toResponse } from '../runtimes/dispatch.ts'
import { routedCases, routesOfAll, toKind, toRoutedHandler } from '../runtimes/routes-dispatch.ts'
import { checkOutcome, type Send } from '../tables/check-outcome.ts'

const handlers = {
  now: routesOfAll.now.wrap((request) => toResponse(toRoutedHandler(request.url))),
  later: routesOfAll.later.wrap((request) => toResponse(toRoutedHandler(request.url))),
}

const send: Send = async ({ method, url, headers }) => {
  const pairs = headers.map(([name, value]): [string, string] => [name, value])
  const response = await handlers[toKind(url)](new Request(url, { method, headers: pairs }))
  return {
    status: response.status,
    headers: [...response.headers],
    body: method === 'HEAD' ? '' : await response.text(),
  }
}

test.each(routedCases)('$step', async (row) => {
  expect.hasAssertions()
  await checkOutcome(row, `https://api.example.com${row.path}`, send)
})
