/** What the program ends with. */
export const exitCodes = {
  /** Shared with the page, or nothing found. */
  clean: 0,
  /** Blocked, or something found. */
  found: 1,
  /** The arguments are wrong. */
  usage: 2,
  /** The server could not be reached, or did not answer everything. */
  unreachable: 3,
} as const

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes]

/** Says in one sentence why the program cannot go on, and what to do; printed without a stack trace. */
export class CommandError extends Error {
  readonly exitCode: ExitCode

  constructor(message: string, exitCode: ExitCode = exitCodes.usage) {
    super(message)
    this.name = 'CommandError'
    this.exitCode = exitCode
  }
}
