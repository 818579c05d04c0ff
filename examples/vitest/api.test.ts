import { createUserAgent, formatExplanation } from 'fetch-cors/explain'
import { expect, test } from 'vitest'
import { api } from '../api.ts'

const url = 'https://api.example.com/items/1'
const put = { method: 'PUT', headers: { 'content-type': 'application/json' }, body: '{"name":"coffee"}' }

test('our page may change an item', async () => {
  const page = createUserAgent({ origin: 'https://app.example.com', server: api })
  await expect((await page.fetch(url, put)).json()).resolves.toEqual({ name: 'coffee' })
})

test('another page may not', async () => {
  const page = createUserAgent({ origin: 'https://evil.example', server: api })
  const blocked = { code: 'preflight-allow-origin-missing' }
  await expect(page.fetch(url, put)).rejects.toMatchObject({ cause: { blocked } })
})

test('the error says what to change', async () => {
  const page = createUserAgent({ origin: 'https://app.example.com', server: api })
  const error = await page.fetch(url, { ...put, method: 'PATCH' }).catch((reason) => reason)
  console.log(formatExplanation(error.cause))
  expect(error.message).toContain('does not allow the method PATCH')
})
