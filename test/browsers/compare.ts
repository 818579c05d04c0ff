import type { Observation } from './browser-case.ts'
import type { EngineName } from './engines/engines.ts'
import { toFirefoxName } from './firefox-names.ts'
import { type Prediction, transportHeaders } from './predict.ts'

/** Runs that the user agent cannot predict, and why. One that it does predict does not belong here. */
export const unpredictable: Readonly<Record<EngineName, Readonly<Record<string, string>>>> = {
  chromium: {
    'stream-post-shared fetch': 'Chromium sends streams over HTTP/2 only, and the lab has HTTP/1.1',
    'stream-post-without-allow-methods-shared fetch': 'the same',
    'stream-to-page-shared fetch': 'the same',
    'redirect-stream-303-shared fetch': 'the same',
    'redirect-stream-307-blocked fetch': 'the same',
    'redirect-stream-302-post-blocked fetch': 'the same',
  },
  firefox: {},
  webkit: {
    'cookie-lax-from-sandbox-shared fetch':
      'WebKit sends SameSite=Lax cookies from sandboxed frames and not from data: URLs, which both have the origin null',
    'cookie-lax-from-sandbox-shared xhr': 'the same',
  },
}

/** What both a prediction and an observation have. */
export function compared({ outcome, readable, wire }: Prediction | Observation): object {
  return { outcome, readable: readable.filter((name) => !transportHeaders.includes(name)), wire }
}

/** Names a predicted reason as an engine does. */
export function nameOf(engine: EngineName, { names }: Prediction): string | null {
  return engine === 'webkit' ? null : names[engine]
}

/**
 * Names a reason. Chromium's other errors, of the network and of other policies, are no `CorsError`; WebKit's console has
 * sentences and no names.
 */
export function readName(engine: EngineName, { reason }: Observation): string | null {
  if (engine === 'firefox') return toFirefoxName(reason)
  return engine === 'chromium' && /^[A-Z]\w+$/.test(reason ?? '') ? reason : null
}
