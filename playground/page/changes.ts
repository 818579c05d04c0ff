import type { PlaygroundState } from '../state.ts'

/** What is different in a member of the state, line by line. */
export interface Change {
  readonly where: string
  readonly removed: readonly string[]
  readonly added: readonly string[]
}

const names: Readonly<Record<keyof PlaygroundState, string>> = {
  page: 'Origin of the page',
  method: 'Method',
  url: 'URL',
  headers: 'Request headers',
  credentials: 'Credentials',
  mode: 'Mode',
  redirect: 'Redirect',
  body: 'Body',
  server: 'Server',
  policy: 'Policy',
  preflightStatus: 'Preflight status',
  preflightHeaders: 'Preflight headers',
  status: 'Response status',
  responseHeaders: 'Response headers',
  targetStatus: 'Target status',
  targetHeaders: 'Target headers',
  engine: 'Engine',
}

/** Lists what is different in two states. */
export function listChanges(from: PlaygroundState, to: PlaygroundState): readonly Change[] {
  return (Object.keys(names) as (keyof PlaygroundState)[])
    .filter((member) => from[member] !== to[member])
    .map((member) => {
      const before = toLines(from[member])
      const after = toLines(to[member])
      return {
        where: names[member],
        removed: before.filter((line) => !after.includes(line)),
        added: after.filter((line) => !before.includes(line)),
      }
    })
}

function toLines(text: string): readonly string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
}
