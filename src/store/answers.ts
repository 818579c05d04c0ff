import { LRUCache } from 'lru-cache'
import type { Settings } from './settings.ts'

/** What is known of an origin. */
export interface Answer {
  readonly allowed: boolean
  /** When the read began that said so. */
  readonly readAt: number
  /** When the last read failed, if it did. */
  readonly failedAt: number | null
  /** What it failed with. */
  readonly error?: unknown
}

/** What an answer is good for at a time. */
export type Use = 'hit' | 'stale' | 'failing' | 'miss'

/** Answers by key, as many as there is room for. */
export interface Answers {
  get(key: string): Answer | undefined
  set(key: string, answer: Answer): void
  delete(key: string): void
  clear(): void
  keys(): Iterable<string>
}

/** Keeps allowed and refused origins apart, so that strangers, who can send any origin, push out no tenant. */
export function createAnswers(maxEntries: number): Answers {
  const allowed = new LRUCache<string, Answer>({ max: maxEntries })
  const refused = new LRUCache<string, Answer>({ max: maxEntries })
  return {
    get: (key) => allowed.get(key) ?? refused.get(key),
    set(key, answer) {
      const [kept, other] = answer.allowed ? [allowed, refused] : [refused, allowed]
      kept.set(key, answer)
      other.delete(key)
    },
    delete(key) {
      allowed.delete(key)
      refused.delete(key)
    },
    clear() {
      allowed.clear()
      refused.clear()
    },
    keys: () => [...allowed.keys(), ...refused.keys()],
  }
}

type Lifetimes = Pick<
  Settings<unknown>,
  'maxAge' | 'negativeMaxAge' | 'staleWhileRevalidate' | 'staleIfError' | 'retryAfter'
>

/** Says what an answer is good for. */
export function judgeAnswer(answer: Answer | undefined, now: number, lifetimes: Lifetimes): Use {
  if (answer === undefined) return 'miss'
  const { allowed, readAt, failedAt } = answer
  const { maxAge, negativeMaxAge, staleWhileRevalidate, staleIfError } = lifetimes
  if (isWithin(now - readAt, allowed ? maxAge : negativeMaxAge)) return 'hit'
  const grace = failedAt === null ? staleWhileRevalidate : Math.max(staleWhileRevalidate, staleIfError)
  if (allowed && isWithin(now - readAt, maxAge + grace)) return 'stale'
  return isLeftAlone(answer, now, lifetimes) ? 'failing' : 'miss'
}

/** Tells whether the source has just failed for an origin, so that it is not asked again yet. */
export function isLeftAlone({ failedAt }: Answer, now: number, { retryAfter }: Lifetimes): boolean {
  return failedAt !== null && isWithin(now - failedAt, retryAfter)
}

/** A clock that was set back makes no answer last longer: what would be of the future is over. */
export function isWithin(age: number, lifetime: number): boolean {
  return age >= 0 && age < lifetime
}
