import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { onExit } from './on-exit.ts'

/** A running program, with what it printed. */
export interface Program {
  /** Resolves when it has ended, with its last lines. */
  readonly ended: Promise<Error>
  /** Calls a listener with every line that it prints from now on. */
  listen(listener: (line: string) => void): void
  /** Waits for a line, if it was not printed already, and gives the pattern's first group. */
  waitFor(pattern: RegExp): Promise<string>
  /** Makes an error that has the last lines in it. */
  toError(message: string): Error
  /** Sends the program's group a signal. */
  signal(signal: NodeJS.Signals): void
  /** Ends the program and all that it started. */
  end(): Promise<void>
}

/** How long a line may take to come, and a program to end when it is asked to, in milliseconds. */
const lineTime = 60_000
const endTime = 3000

/**
 * Starts a program as the head of a process group.
 *
 * @param home - the folder where it keeps what it writes
 * @param cwd - the folder that it starts in, if not this process's own
 */
export function startProgram(
  command: string,
  args: readonly string[],
  home: string,
  environment: Readonly<Record<string, string>> = {},
  cwd?: string,
): Program {
  const env = { ...process.env, ...toHome(home), ...environment }
  const child = spawn(command, args, { detached: true, stdio: ['ignore', 'pipe', 'pipe'], env, cwd })
  const forget = onExit(() => signalGroup(child, 'SIGKILL'))
  const exited = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(String(error)))
    child.once('exit', (code, signal) => resolve(`It ended with ${signal ?? code}`))
  })
  const { lines, listen } = readLines(child)
  const toError = (message: string): Error =>
    new Error([`${command}: ${message}. It printed:`, ...lines.slice(-15)].join('\n  '))
  // Its last lines may come after its end.
  const closed = new Promise((resolve) => child.once('close', resolve))
  const ended = exited.then(async (how) => {
    await Promise.race([closed, sleep(500)])
    return toError(how)
  })

  const waitFor = async (pattern: RegExp): Promise<string> => {
    const found = Promise.withResolvers<string>()
    const look = (line: string): void => {
      const match = pattern.exec(line)
      if (match !== null) found.resolve(match[1] ?? line)
    }
    lines.forEach(look)
    const stop = listen(look)
    const timer = setTimeout(() => found.reject(toError(`It did not print ${pattern}`)), lineTime)
    ended.then(found.reject)
    return await found.promise.finally(() => {
      clearTimeout(timer)
      stop()
    })
  }
  const end = async (): Promise<void> => {
    signalGroup(child, 'SIGTERM')
    const timer = setTimeout(() => signalGroup(child, 'SIGKILL'), endTime)
    await exited
    clearTimeout(timer)
    // What it started may still be there.
    signalGroup(child, 'SIGKILL')
    forget()
  }
  return { ended, listen, waitFor, toError, signal: (signal) => signalGroup(child, signal), end }
}

function toHome(path: string): Readonly<Record<string, string>> {
  return {
    HOME: path,
    TMPDIR: path,
    XDG_CONFIG_HOME: join(path, 'config'),
    XDG_DATA_HOME: join(path, 'data'),
    XDG_CACHE_HOME: join(path, 'cache'),
    // There is no bus for accessibility.
    NO_AT_BRIDGE: '1',
  }
}

interface Lines {
  /** The last ones. */
  readonly lines: readonly string[]
  listen(listener: (line: string) => void): () => void
}

function readLines({ stdout, stderr }: ChildProcess): Lines {
  const lines: string[] = []
  const listeners = new Set<(line: string) => void>()
  for (const input of [stdout, stderr]) {
    if (input === null) continue
    createInterface({ input }).on('line', (line) => {
      lines.push(line)
      if (lines.length > 2000) lines.splice(0, 1000)
      for (const listener of listeners) listener(line)
    })
  }
  const listen = (listener: (line: string) => void): (() => void) => {
    listeners.add(listener)
    return () => listeners.delete(listener)
  }
  return { lines, listen }
}

function signalGroup({ pid }: ChildProcess, signal: NodeJS.Signals): void {
  if (pid === undefined) return
  try {
    process.kill(-pid, signal)
  } catch {
    // All of the group have ended.
  }
}
