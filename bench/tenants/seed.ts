import { globSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { startDemo } from '../../playground/server/demo-worker.ts'
import { tenantCount, toOrigin } from './mix.ts'

/**
 * Fills the namespace of the demo Worker with all tenants, in the files in which Miniflare keeps it. Through the
 * binding it takes most of an hour; as rows of one transaction, seconds. The rows share one value.
 *
 * @param folder - where the Worker's stores are kept; no Worker has it open
 */
export async function seedTenants(folder: string): Promise<void> {
  // Miniflare makes the table, and a first row whose value the others share.
  const api = await startDemo({ tenant: toOrigin(0), folder })
  await api.close()
  const [file] = globSync(join(folder, 'kv/miniflare-KVNamespaceObject/[!m]*.sqlite'))
  if (file === undefined) throw new Error(`Miniflare keeps no namespace in ${folder}`)
  const database = new DatabaseSync(file)
  const row = database.prepare('SELECT blob_id FROM _mf_entries WHERE key = ?').get(toOrigin(0))
  if (row === undefined) throw new Error(`There is no first tenant in ${file}`)
  const insert = database.prepare('INSERT OR IGNORE INTO _mf_entries (key, blob_id) VALUES (?, ?)')
  database.exec('BEGIN')
  for (let rank = 0; rank < tenantCount; rank++) insert.run(toOrigin(rank), row['blob_id'] ?? null)
  database.exec('COMMIT')
  const count = database.prepare('SELECT count(*) AS count FROM _mf_entries').get()?.['count']
  database.close()
  if (count !== tenantCount) throw new Error(`${count} tenants are stored instead of ${tenantCount}`)
}
