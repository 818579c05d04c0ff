import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createUserAgent, formatExplanation } from 'fetch-cors/explain'
import { api } from '../api.ts'

const url = 'https://api.example.com/items/1'
const put = { method: 'PUT', headers: { 'content-type': 'application/json' }, body: '{"name":"coffee"}' }

test('our page may change an item', async () => {
  const page = createUserAgent({ origin: 'https://app.example.com', server: api })
  assert.deepEqual(await (await page.fetch(url, put)).json(), { name: 'coffee' })
})

test('another page may not', async () => {
  const page = createUserAgent({ origin: 'https://evil.example', server: api })
  await assert.rejects(page.fetch(url, put), ({ cause }) => cause.blocked.code === 'preflight-allow-origin-missing')
})

test('the error says what to change', async () => {
  const page = createUserAgent({ origin: 'https://app.example.com', server: api })
  const error = await page.fetch(url, { ...put, method: 'PATCH' }).catch((reason) => reason)
  console.log(formatExplanation(error.cause))
  assert.match(error.message, /does not allow the method PATCH/)
})
