import { CommandError } from './exit-codes.ts'

/** How bad a finding is, the worst first. */
export const severities = ['critical', 'high', 'medium', 'low', 'info'] as const

export type Severity = (typeof severities)[number]

/** Tells whether a severity is as bad as another one, or worse. */
export function isAtLeast(severity: Severity, least: Severity): boolean {
  return severities.indexOf(severity) <= severities.indexOf(least)
}

/**
 * Reads the value of `--fail-on`.
 *
 * @throws {@link CommandError} if it is no severity
 */
export function parseSeverity(value: string): Severity {
  const severity = severities.find((name) => name === value.toLowerCase())
  if (severity === undefined) {
    throw new CommandError(`"${value}" is no severity: write --fail-on with one of ${severities.join(', ')}`)
  }
  return severity
}
