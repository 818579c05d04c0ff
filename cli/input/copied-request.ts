import type { PageRequest } from '../../src/explain.ts'

/** A request as somebody copied it, and what else the text says about it. */
export interface CopiedRequest {
  readonly request: PageRequest
  /** The origin of the page, `null` if the text does not tell. */
  readonly origin: string | null
  /** Cookies, each as its server may have set it. */
  readonly cookies: readonly string[]
  /** Whether certificates are not checked. */
  readonly insecure: boolean
  /** What stands in the text and has no meaning here, in words. */
  readonly ignored: readonly string[]
}
