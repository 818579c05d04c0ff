import { Agent, type buildConnector, type Dispatcher, EnvHttpProxyAgent, Pool } from 'undici'
import { isLoopback } from '../src/user-agent/blocking.ts'
import { CommandError } from './exit-codes.ts'
import { toNetworkError } from './network-error.ts'

/** The ways to servers: through a proxy where the environment names one, else straight. */
export interface Routes {
  readonly to: (url: URL) => Dispatcher
  readonly destroy: () => Promise<void>
}

type RouteOptions = Agent.Options & { readonly connect: buildConnector.BuildOptions }

/** The variables that name proxies, by the scheme of what is asked. */
const variables = { 'http:': 'HTTP_PROXY', 'https:': 'HTTPS_PROXY' } as const

/**
 * Opens the ways to servers. Hosts of this machine are never asked through a proxy, as in browsers.
 *
 * @throws CommandError if a variable of the environment names no proxy
 */
export function openRoutes(options: RouteOptions): Routes {
  const straight = new Agent(options)
  const proxied = Object.entries(variables).flatMap(([scheme, variable]) => {
    const proxy = readProxy(variable)
    return proxy === null ? [] : [[scheme, openProxy(proxy, variable, options)] as const]
  })
  const byScheme: ReadonlyMap<string, Dispatcher> = new Map(proxied)
  return {
    to: ({ protocol, hostname }) => (isLoopback(hostname) ? straight : (byScheme.get(protocol) ?? straight)),
    async destroy() {
      await Promise.all([straight, ...byScheme.values()].map((dispatcher) => dispatcher.destroy()))
    },
  }
}

/** Reads a variable; the one in lower case counts first, and what is empty is not there. */
function readVariable(name: string): string {
  return process.env[name.toLowerCase()] ?? process.env[name] ?? ''
}

/** @throws CommandError that says what to write instead, without the password */
function readProxy(variable: string): URL | null {
  const text = readVariable(variable).trim()
  if (text === '') return null
  const url = URL.parse(text.includes('://') ? text : `http://${text}`)
  if (url !== null && /^https?:$/.test(url.protocol) && isDecodable(url)) {
    // Where there is a path, it means nothing.
    return new URL(Object.assign(url, { pathname: '/', search: '', hash: '' }))
  }
  const shown = text.replace(/\/\/.*@/s, '//…@')
  throw new CommandError(`${variable} is "${shown}", which names no proxy: write one such as "http://127.0.0.1:3128"`)
}

function isDecodable({ username, password }: URL): boolean {
  try {
    return decodeURIComponent(username + password) !== null
  } catch {
    return false
  }
}

function openProxy(proxy: URL, variable: string, options: RouteOptions): Dispatcher {
  const { allowH2 = true } = options
  /** Makes connections to the proxy itself, or through it. */
  const open = (origin: string | URL, given: object): Dispatcher => {
    if (String(origin) !== proxy.href) return new Pool(origin, given)
    const { connect } = given as { readonly connect: buildConnector.connector }
    return new Pool(origin, { ...options, allowH2: false, connect: explaining(connect, proxy, variable) })
  }
  return new EnvHttpProxyAgent({
    ...options,
    httpProxy: proxy.href,
    httpsProxy: proxy.href,
    noProxy: readVariable('NO_PROXY'),
    connectTimeout: 0,
    requestTls: { ...options.connect, allowH2 },
    proxyTls: options.connect,
    clientFactory: open,
    factory: open,
  })
}

/** Says of whatever goes wrong on the way to a proxy that it did there. */
function explaining(connect: buildConnector.connector, proxy: URL, variable: string): buildConnector.connector {
  return (target, callback) =>
    connect(target, (...result) => {
      const [error] = result
      if (error === null) return callback(...result)
      callback(new Error(`The proxy of ${variable} is not reached: ${toNetworkError(error, proxy).message}`), null)
    })
}
