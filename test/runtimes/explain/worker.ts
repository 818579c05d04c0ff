import { observeNetwork } from './observe-network.ts'
import { observeRows } from './observe-rows.ts'
import { explainRows } from './rows.ts'

// biome-ignore lint/style/noDefaultExport: workerd reads the default export
export default {
  /** Answers with what workerd makes of the rows; the path names the port of a server on loopback. */
  async fetch(request: Request): Promise<Response> {
    const network = await observeNetwork(new URL(request.url).pathname.slice(1))
    return Response.json({ rows: await observeRows(explainRows), network })
  },
}
