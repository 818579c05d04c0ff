import { toSource } from '../../server/config-error.ts'

/** Writes options as code; an origin that is still to be decided is an empty list, which `createCors` refuses. */
export function writeOptions(options: Readonly<Record<string, unknown>> | null): string {
  if (options === null) return 'nothing, and leave CORS out'
  const { origin, ...others } = options
  const all: readonly (readonly [string, string])[] = [
    ['origin', origin === undefined ? '[/* the origins that you trust */]' : write(origin)],
    ...Object.entries(others).map(([name, value]) => [name, write(value)] as const),
  ]
  return `createCors({ ${all.map(([name, value]) => `${name}: ${value}`).join(', ')} })`
}

function write(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(write).join(', ')}]`
  return typeof value === 'string' && !/['\\\r\n]/.test(value) ? `'${value}'` : String(toSource(value))
}
