import { setTimeout as wait } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

setFlagsFromString('--expose-gc')
const collect: () => void = runInNewContext('gc')

/** Counts the objects that are still there once there was time enough to let go of them. */
export async function countLeft(objects: readonly WeakRef<object>[]): Promise<number> {
  const count = (): number => objects.filter((object) => object.deref() !== undefined).length
  for (let round = 0; round < 40 && count() > 0; round++) {
    // A WeakRef that was read keeps its object until the job ends.
    await wait(5)
    collect()
    await wait(5)
  }
  return count()
}
