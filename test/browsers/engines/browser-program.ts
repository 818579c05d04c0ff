import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

/** A running program, with what it printed. */
export interface Program {
  /** Resolves if the program ends by itself. */
  readonly ended: Promise<Error>
  /** Calls a listener with every line that the program prints from now on. */
  listen(listener: (line: string) => void): void
  /** Waits for a line and gives the pattern's first group. */
  waitFor(pattern: RegExp): Promise<string>
  /** Makes an error that has the last lines in it. */
  toError(message: string): Error
  /** Ends the program and all that it started. */
  end(): Promise<void>
}

/** How long programs may take to start and to end, in milliseconds. */
const startTime = 60_000
const endTime = 3000

const cleanups = new Set<() => void>()
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

function cleanUp(): void {
  for (const each of cleanups) each()
}

function endBySignal(signal: NodeJS.Signals): void {
  cleanUp()
  for (const each of signals) process.off(each, endBySignal)
  process.kill(process.pid, signal)
}

/** Keeps something to do if this process ends before it is done; gives a function that forgets it. */
function onExit(cleanup: () => void): () => void {
  if (cleanups.size === 0) {
    process.on('exit', cleanUp)
    for (const signal of signals) process.on(signal, endBySignal)
  }
  cleanups.add(cleanup)
  return () => {
    cleanups.delete(cleanup)
    if (cleanups.size > 0) return
    process.off('exit', cleanUp)
    for (const signal of signals) process.off(signal, endBySignal)
  }
}

/** A folder that nothing else uses. */
export interface Folder {
  readonly path: string
  remove(): void
}

/** Makes a folder for a browser's profile. */
export function createFolder(): Folder {
  const path = mkdtempSync(join(tmpdir(), 'fetch-cors-'))
  const remove = (): void => rmSync(path, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 })
  const forget = onExit(remove)
  return {
    path,
    remove: () => {
      remove()
      forget()
    },
  }
}

/**
 * Starts a program as the head of a process group.
 *
 * @param home - the folder where it keeps what it writes
 */
export function startProgram(
  command: string,
  args: readonly string[],
  home: string,
  environment: Readonly<Record<string, string>> = {},
): Program {
  const env = { ...process.env, HOME: home, TMPDIR: home, NO_AT_BRIDGE: '1', ...environment }
  for (const name of ['XDG_CONFIG_HOME', 'XDG_DATA_HOME', 'XDG_CACHE_HOME'])
    Object.assign(env, { [name]: join(home, name) })
  const child = spawn(command, args, { detached: true, stdio: ['ignore', 'pipe', 'pipe'], env })
  const lines: string[] = []
  const listeners = new Set<(line: string) => void>()
  const toError = (message: string): Error =>
    new Error([`${command}: ${message}. It printed:`, ...lines.slice(-15)].join('\n  '))
  const ended = Promise.withResolvers<Error>()
  child.once('error', (error) => ended.resolve(toError(String(error))))
  child.once('exit', (code, signal) => ended.resolve(toError(`ended with ${signal ?? code}`)))
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (line) => {
      lines.push(line)
      if (lines.length > 1000) lines.splice(0, 900)
      for (const listener of listeners) listener(line)
    })
  }
  const forget = onExit(() => signal(child.pid, 'SIGKILL'))

  const waitFor = async (pattern: RegExp): Promise<string> => {
    const found = Promise.withResolvers<string>()
    const listener = (line: string): void => {
      const match = pattern.exec(line)
      if (match !== null) found.resolve(match[1] ?? line)
    }
    lines.forEach(listener)
    listeners.add(listener)
    const timer = setTimeout(() => found.reject(toError(`did not print ${pattern}`)), startTime)
    ended.promise.then(found.reject)
    return await found.promise.finally(() => {
      clearTimeout(timer)
      listeners.delete(listener)
    })
  }
  const end = async (): Promise<void> => {
    signal(child.pid, 'SIGTERM')
    const timer = setTimeout(() => signal(child.pid, 'SIGKILL'), endTime)
    await ended.promise
    clearTimeout(timer)
    // What it started may still be there.
    signal(child.pid, 'SIGKILL')
    forget()
  }
  return { ended: ended.promise, listen: (listener) => listeners.add(listener), waitFor, toError, end }
}

function signal(pid: number | undefined, name: NodeJS.Signals): void {
  if (pid === undefined) return
  try {
    process.kill(-pid, name)
  } catch {
    // All of the group have ended.
  }
}
