import { Presets, SingleBar } from 'cli-progress'

/** Shows how far the audit is. */
export interface Progress {
  readonly update: (done: number, total: number) => void
  readonly stop: () => void
}

/** Draws a bar on the standard error, if that is a terminal; in a pipe there is none. */
export function createProgress(host: string): Progress {
  if (!process.stderr.isTTY) return { update() {}, stop() {} }
  const bar = new SingleBar(
    {
      format: `Auditing ${host} {bar} {value}/{total} requests`,
      stream: process.stderr,
      barsize: 24,
      clearOnComplete: true,
      hideCursor: true,
      linewrap: false,
    },
    Presets.legacy,
  )
  let isStarted = false
  const stop = (): void => {
    for (const signal of signals) process.off(signal, quit)
    bar.stop()
  }
  // Whoever ends the program gets the cursor back.
  const quit = (signal: NodeJS.Signals): void => {
    stop()
    process.kill(process.pid, signal)
  }
  for (const signal of signals) process.on(signal, quit)
  return {
    update(done, total) {
      if (!isStarted) bar.start(total, done)
      isStarted = true
      bar.setTotal(total)
      bar.update(done)
    },
    stop,
  }
}

const signals = ['SIGINT', 'SIGTERM'] as const
