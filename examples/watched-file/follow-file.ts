import { readFileSync, watch } from 'node:fs'
import { dirname } from 'node:path'

/**
 * Calls `load` with a file's text whenever it is another one than before, and than `first`, which is in force. What `load` throws is printed, once for each text.
 *
 * The folder is watched, not the file: editors and deployments put a new file in its place, or turn a link around.
 */
export function followFile(file: string, first: string, load: (text: string) => void): void {
  let last = first
  const read = (): void => {
    try {
      const text = readFileSync(file, 'utf8')
      if (text === last) return
      last = text
      load(text)
      console.log(`${file}: the new policy is in force`)
    } catch (error) {
      console.error(`${file}: the old policy stays in force.`, error)
    }
  }
  // The first time for what changed since `first` was read.
  let timer = setTimeout(read, 50)
  watch(dirname(file), () => {
    // A file that is written in pieces is read when it has been quiet for a moment.
    clearTimeout(timer)
    timer = setTimeout(read, 50)
  })
}
