const cleanups = new Set<() => void>()
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/**
 * Keeps something to do if this process ends before it is done.
 *
 * @returns a function that forgets it
 */
export function onExit(cleanup: () => void): () => void {
  if (cleanups.size === 0) {
    process.on('exit', cleanUp)
    for (const signal of signals) process.on(signal, endBySignal)
  }
  cleanups.add(cleanup)
  return () => {
    cleanups.delete(cleanup)
    if (cleanups.size === 0) stopListening()
  }
}

function stopListening(): void {
  process.off('exit', cleanUp)
  for (const signal of signals) process.off(signal, endBySignal)
}

/** Does all, the last first: what a program writes is removed after it. */
function cleanUp(): void {
  for (const cleanup of [...cleanups].reverse()) {
    try {
      cleanup()
    } catch (error) {
      console.error(error)
    }
  }
  cleanups.clear()
}

function endBySignal(signal: NodeJS.Signals): void {
  cleanUp()
  stopListening()
  // Others that listen decide by themselves.
  if (process.listenerCount(signal) === 0) process.kill(process.pid, signal)
}
