/**
 * Domains under which anybody can get a host of their own, so that a pattern over one trusts strangers.
 *
 * A short list of the common ones, all in the private section of https://publicsuffix.org/list/; `fetch-cors/lint`
 * knows the whole list.
 */
const sharedHosts: readonly string[] = [
  'amplifyapp.com',
  'app.github.dev',
  'appspot.com',
  'azurestaticapps.net',
  'azurewebsites.net',
  'blogspot.com',
  'cloudfront.net',
  'codesandbox.io',
  'csb.app',
  'deno.dev',
  'firebaseapp.com',
  'fly.dev',
  'github.io',
  'gitlab.io',
  'glitch.me',
  'herokuapp.com',
  'netlify.app',
  'ngrok-free.app',
  'ngrok.io',
  'now.sh',
  'onrender.com',
  'pages.dev',
  'repl.co',
  'replit.app',
  'replit.dev',
  'run.app',
  's3.amazonaws.com',
  'stackblitz.io',
  'surge.sh',
  'trycloudflare.com',
  'up.railway.app',
  'vercel.app',
  'vercel.dev',
  'web.app',
  'webcontainer.io',
  'workers.dev',
]

/**
 * Tells whether strangers can have hosts under a domain: a top-level domain, a shared host, or a domain above one.
 * `localhost` is one label too, but everything under it is this machine.
 */
export function isOpenToStrangers(domain: string): boolean {
  if (domain === 'localhost') return false
  return !domain.includes('.') || sharedHosts.some((shared) => shared === domain || shared.endsWith(`.${domain}`))
}

/** Tells whether a host is, or lies under, one of the shared hosts. */
export function isUnderSharedHost(host: string): boolean {
  return sharedHosts.some((shared) => host === shared || host.endsWith(`.${shared}`))
}
