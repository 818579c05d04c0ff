const fail = (): never => {
  throw new Error('A trap of the proxy')
}

/** Throws whatever is done with it. */
function createHostileProxy(): unknown {
  const traps = ['get', 'has', 'getPrototypeOf', 'ownKeys', 'apply', 'getOwnPropertyDescriptor'] as const
  return new Proxy(() => {}, Object.fromEntries(traps.map((trap) => [trap, fail])))
}

function createRevokedProxy(): unknown {
  const { proxy, revoke } = Proxy.revocable({}, {})
  revoke()
  return proxy
}

/** Values that functions given in options may return or throw; each call makes a new one. */
export const junk = {
  undefined: () => undefined,
  null: () => null,
  false: () => false,
  '0': () => 0,
  '1': () => 1,
  NaN: () => Number.NaN,
  "''": () => '',
  "'true'": () => 'true',
  'an origin': () => 'https://app.example.com',
  '{}': () => ({}),
  '[true]': () => [true],
  'new Boolean(true)': () => Object(true),
  'a symbol': () => Symbol('true'),
  'a bigint': () => 1n,
  'a function': () => () => true,
  'an object without a prototype': () => Object.create(null),
  'an Error without a description': () => Object.assign(new Error('x'), { toString: fail, message: undefined }),
  'a hostile proxy': createHostileProxy,
  'a revoked proxy': createRevokedProxy,
  'a promise of true': () => Promise.resolve(true),
  'a promise that rejects': () => Promise.reject(new Error('Rejected')),
  'a promise that rejects with a proxy': () => Promise.reject(createHostileProxy()),
  'a promise that never settles': () => new Promise(() => {}),
  // biome-ignore lint/suspicious/noThenProperty: that is what is tested
  'an object whose then throws': () => ({ then: fail }),
  'an object with a getter then that throws': () => Object.defineProperty({}, 'then', { get: fail }),
  // biome-ignore lint/suspicious/noThenProperty: that is what is tested
  'an object that fulfils twice': () => ({ then: (done: (value: unknown) => void) => [done(false), done(true)] }),
} satisfies Readonly<Record<string, () => unknown>>

export type JunkName = keyof typeof junk

export const junkNames = Object.keys(junk) as JunkName[]
