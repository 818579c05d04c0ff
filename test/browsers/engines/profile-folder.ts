import { mkdtempSync, rmSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onExit } from './on-exit.ts'

/** A folder for all that one browser writes. */
export interface ProfileFolder {
  readonly path: string
  remove(): Promise<void>
}

// What a browser's last processes write can come in between.
const options = { recursive: true, force: true, maxRetries: 20, retryDelay: 50 } as const

/** Makes an empty folder, which is gone when this process ends. */
export function createProfileFolder(): ProfileFolder {
  const path = mkdtempSync(join(tmpdir(), 'fetch-cors-'))
  const forget = onExit(() => rmSync(path, options))
  const remove = async (): Promise<void> => {
    await rm(path, options)
    forget()
  }
  return { path, remove }
}
