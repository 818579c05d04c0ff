import { readFileSync, watch } from 'node:fs'
import { dirname } from 'node:path'

/**
 * Calls `load` with a file's text whenever it is another one. What `load` throws is printed, once for each text.
 *
 * The folder is watched, not the file: editors and deployments put a new file in its place, or turn a link around.
 */
export function followFile(file: string, load: (text: string) => void): void {
  let last = readFileSync(file, 'utf8')
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
  let timer: NodeJS.Timeout | undefined
  watch(dirname(file), () => {
    // A file that is written in pieces is read when it has been quiet for a moment.
    clearTimeout(timer)
    timer = setTimeout(read, 50)
  })
}
