import type { Issue } from '../../src/index.ts'
import type { Exports } from './load-exports.ts'

/** Tells whether an error is what `createCors` throws, be it that of another copy of this library. */
export function isConfigError(error: unknown): error is { readonly issues: readonly Issue[] } {
  return error instanceof Error && error.name === 'CorsConfigError' && 'issues' in error && Array.isArray(error.issues)
}

/** Says why a file could not be loaded, and what to do. */
export function describeLoadError(error: unknown): string {
  if (!(error instanceof Error)) return `it throws ${JSON.stringify(error) ?? String(error)}`
  const [, wrong, line, column] = /^ParseError: (.*?)\.?\s*\n.*:(\d+):(\d+)/.exec(error.message) ?? []
  if (wrong !== undefined) return `it cannot be read: ${wrong} (line ${line}, column ${column})`
  const [message = ''] = error.message.split('\n')
  const code = 'code' in error ? String(error.code) : ''
  if (/MODULE_NOT_FOUND|UNSUPPORTED_ESM_URL_SCHEME|UNKNOWN_BUILTIN/.test(code)) {
    return `it imports what is not here: ${message}; export the options from a module of their own`
  }
  if (error.name === 'SyntaxError') return `it cannot be read: ${message}`
  return `it throws ${error.name}: ${message}`
}

/** Says what a file exports instead of a policy. */
export function describeExports(exports: Exports): string {
  const names = Object.entries(exports).map(([name, value]) => `${name} (${describeKind(value)})`)
  const found = names.length === 0 ? 'it exports nothing' : `it exports ${names.join(', ')}`
  return `it has no options and no Cors: ${found}; write export const corsOptions = { origin: ["https://app.example.com"] }`
}

function describeKind(value: unknown): string {
  if (value === null) return 'null'
  return Array.isArray(value) ? 'list' : typeof value
}
