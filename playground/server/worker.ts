import { createCors } from '../../src/index.ts'
import page from '../built/page.html'
import { answerRun, listSeen } from '../run/answer-run.ts'
import { toStandIns } from '../run/stand-ins.ts'
import { serveTenants } from './tenants.ts'

// biome-ignore lint/style/noDefaultExport: workerd takes the handlers of a Worker from the default export
export default { fetch: serve }

/** Serves the playground on one name, and on others the API that it calls: two origins on one port. */
async function serve(request: Request): Promise<Response> {
  const { hostname, port, pathname } = new URL(request.url)
  if (pathname.startsWith('/tenants/')) return await serveTenants(request)
  const standIns = toStandIns(port)
  if (pathname.startsWith('/run/')) return await answerRun(request, standIns)
  if (pathname.startsWith('/seen/')) {
    const { wrap } = createCors({ origin: standIns.page })
    return await wrap(() => Response.json(listSeen(pathname.slice('/seen/'.length))))(request)
  }
  if (pathname !== '/') return new Response('Not found\n', { status: 404 })
  return hostname === 'localhost' ? servePage() : Response.redirect(`${standIns.page}/`, 302)
}

/** The policy stands in the page itself too, so that it holds for a copy on disk. */
const contentSecurityPolicy = /content="(default-src[^"]*)"/.exec(page)?.[1] ?? "default-src 'none'"

function servePage(): Response {
  return new Response(page, {
    headers: {
      'content-type': 'text/html;charset=utf-8',
      'cache-control': 'no-cache',
      'content-security-policy': `${contentSecurityPolicy}; frame-ancestors 'self'`,
      'cross-origin-opener-policy': 'same-origin',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
    },
  })
}
