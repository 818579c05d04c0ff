import type { Exchange } from '../../src/explain.ts'

type Headers = Exchange['request']['headers']

/** Says in a few words what the headers of a message come to. */
export function toGist(kind: Exchange['kind'] | 'response', headers: Headers): string {
  const read = (name: string): string | null =>
    headers
      .filter(([other]) => other.toLowerCase() === name)
      .map(([, value]) => value)
      .join(', ') || null
  if (kind === 'preflight') {
    const names = read('access-control-request-headers')
    return `may I ${read('access-control-request-method')}${names === null ? '' : ` with ${names.replaceAll(',', ', ')}`}?`
  }
  if (kind === 'request') {
    const origin = read('origin')
    const cookies = headers.some(([name]) => name.toLowerCase() === 'cookie') ? ', with cookies' : ''
    return origin === null ? 'without Origin' : `from ${origin}${cookies}`
  }
  return toAllowed(read)
}

function toAllowed(read: (name: string) => string | null): string {
  const origin = read('access-control-allow-origin')
  const lists = [read('access-control-allow-methods'), read('access-control-allow-headers')]
  const allowed = lists.filter((list) => list !== null).map((list) => list.replaceAll(/\s*,\s*/g, ', '))
  const location = read('location')
  return [
    origin === null ? 'allows nobody' : `allows ${origin}`,
    ...(read('access-control-allow-credentials') === 'true' ? ['with credentials'] : []),
    ...allowed,
    ...(location === null ? [] : [`leads to ${location}`]),
  ].join(' · ')
}
