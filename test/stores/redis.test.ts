import { createClient } from 'redis'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createProfileFolder } from '../browsers/engines/profile-folder.ts'
import { type RunningExample, startExample } from './example.ts'
import { type Redis, redisServer, startRedis } from './redis-server.ts'
import { isThere } from './store-program.ts'

const acme = 'https://acme.example'
const other = 'https://other.example'

describe.skipIf(!isThere(redisServer))('Redis', () => {
  const folder = createProfileFolder()
  let redis: Redis
  let examples: readonly RunningExample[] = []
  let tenants: ReturnType<typeof createClient>

  beforeAll(async () => {
    redis = await startRedis()
    tenants = createClient({ url: redis.url })
    tenants.on('error', () => {})
    await tenants.connect()
    const start = (): Promise<RunningExample> =>
      startExample('redis/server.ts', ['node'], folder.path, { REDIS_URL: redis.url })
    examples = [await start(), await start()]
  })

  afterAll(async () => {
    for (const example of examples) await example.end()
    tenants?.destroy()
    await redis?.remove()
    await folder.remove()
  })

  const askAll = (origin: string): Promise<string[]> => Promise.all(examples.map((example) => example.ask(origin)))
  const change = async (command: 'sAdd' | 'sRem', origin: string): Promise<void> => {
    await tenants[command]('origins', origin)
    await tenants.publish('origins-changed', origin)
  }

  test('what is not in the set is refused, and what is, is shared, in both processes', async () => {
    expect(await askAll(acme)).toEqual(['blocked', 'blocked'])
    await change('sAdd', acme)
    await expect.poll(() => askAll(acme)).toEqual(['shared', 'shared'])
    expect(await askAll(other)).toEqual(['blocked', 'blocked'])
  })

  test('a message makes every process forget an origin at once', async () => {
    await change('sAdd', other)
    await expect.poll(() => askAll(other)).toEqual(['shared', 'shared'])
    await change('sRem', other)
    await expect.poll(() => askAll(other)).toEqual(['blocked', 'blocked'])
  })

  test('without a message what is known is kept', async () => {
    await tenants.sRem('origins', acme)
    expect(await askAll(acme)).toEqual(['shared', 'shared'])
    await tenants.sAdd('origins', acme)
  })

  test('while the server is down unknown origins are refused, not cached and reported once; then all is well', async () => {
    expect(await askAll(acme)).toEqual(['shared', 'shared'])
    await redis.stop()
    for (const name of ['a', 'b', 'c']) {
      const origin = `https://${name}.example`
      for (const example of examples) {
        const answers = await Promise.all([example.fetch(origin), example.fetch(origin)])
        expect(answers).toEqual(answers.map(() => ({ status: 200, cacheControl: 'no-store' })))
      }
    }
    // What is known stays known for as long as it may.
    expect(await askAll(acme)).toEqual(['shared', 'shared'])
    const failed = [expect.stringMatching(/^The store of origins fails: source-threw /)]
    expect(examples.map((example) => example.reports())).toEqual([failed, failed])
    await redis.start()
    const over = [...failed, 'The store of origins is well again: source-threw']
    const askAgain = async (): Promise<unknown> => {
      await askAll('https://d.example')
      return examples.map((example) => example.reports())
    }
    await expect.poll(askAgain, { timeout: 20_000 }).toEqual([over, over])
    expect(await askAll(acme)).toEqual(['shared', 'shared'])
  })

  test('an origin that was revoked while there was no connection is refused after it', async () => {
    expect(await askAll(acme)).toEqual(['shared', 'shared'])
    await tenants.sRem('origins', acme)
    await tenants.sendCommand(['CLIENT', 'KILL', 'TYPE', 'pubsub'])
    await expect.poll(() => askAll(acme), { timeout: 20_000 }).toEqual(['blocked', 'blocked'])
  })

  test('a server that answers nobody holds no request for longer than the timeout', async () => {
    const before = examples.map((example) => example.reports().length)
    redis.freeze()
    const began = performance.now()
    const answers = await Promise.all(examples.map((example) => example.fetch('https://frozen.example')))
    const took = performance.now() - began
    redis.thaw()
    expect(answers).toEqual(answers.map(() => ({ status: 200, cacheControl: 'no-store' })))
    expect(took).toBeGreaterThan(1500)
    expect(took).toBeLessThan(4500)
    for (const [index, example] of examples.entries()) {
      expect(example.reports().slice(before[index])).toEqual([
        expect.stringMatching(/^The store of origins fails: source-timed-out Error: .* within 2000 milliseconds$/),
      ])
    }
    await change('sAdd', 'https://thawed.example')
    await expect.poll(() => askAll('https://thawed.example'), { timeout: 20_000 }).toEqual(['shared', 'shared'])
  })

  test('a process that starts while the server is down serves, refuses, and hears of changes later', async () => {
    await redis.stop()
    const late = await startExample('redis/server.ts', ['node'], folder.path, { REDIS_URL: redis.url })
    examples = [...examples, late]
    expect(await late.fetch(acme)).toEqual({ status: 200, cacheControl: 'no-store' })
    await redis.start()
    await change('sAdd', acme)
    await expect.poll(() => late.ask(acme), { timeout: 20_000 }).toBe('shared')
    await change('sRem', acme)
    await expect.poll(() => late.ask(acme), { timeout: 20_000 }).toBe('blocked')
  })
})
