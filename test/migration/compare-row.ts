import type { ForeignLibrary } from '../../src/lint.ts'
import { compare, observe } from './observe.ts'
import { type Row, toOurs } from './row.ts'
import { type Start, starts } from './servers.ts'

/** Runs the same cases against an application with the other library's options and with ours, and lists what differs. */
export async function compareRow(library: ForeignLibrary, row: Row): Promise<readonly string[]> {
  const start = starts[library] as Start<ForeignLibrary>
  const ours = toOurs(library, row)
  const there = await start({ foreign: row.foreign })
  try {
    const here = await start(ours === null ? null : { ours })
    try {
      return compare(await observe(there.send), await observe(here.send))
    } finally {
      await here.close()
    }
  } finally {
    await there.close()
  }
}
