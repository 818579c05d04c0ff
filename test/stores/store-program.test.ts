import { afterEach, expect, test, vi } from 'vitest'
import { findStore, isThere } from './store-program.ts'

const missing = { names: ['no-such-server', '/no/such/*/server'], debianPackage: 'no-such-package' }

afterEach(() => {
  vi.unstubAllEnvs()
  vi.restoreAllMocks()
})

test('the tests of a store that is missing are left out, and it is said why', () => {
  vi.stubEnv('REQUIRE_STORES', '')
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
  expect(isThere(missing)).toBe(false)
  expect(warn.mock.calls).toEqual([
    ['There is no no-such-server: its tests are left out. Debian has it in the package no-such-package'],
  ])
})

test('with REQUIRE_STORES=1 they run, and fail with the name of the package', () => {
  vi.stubEnv('REQUIRE_STORES', '1')
  expect(isThere(missing)).toBe(true)
  expect(() => findStore(missing)).toThrow(/no-such-server: install the Debian package no-such-package/)
})
