import type { ForeignLibrary } from './library.ts'

/** What options of another library become here. */
export interface Translation {
  /** The library whose options they are. */
  readonly library: ForeignLibrary
  /**
   * The options for `createCors`, or `null` where that library does nothing with these. What only you can decide is not
   * in it: without an `origin` no policy comes of them.
   */
  readonly options: Readonly<Record<string, unknown>> | null
  /** The same as code. */
  readonly code: string
  /** What is not the same, and what there is to decide, those first. */
  readonly notes: readonly TranslationNote[]
}

/** What is to be known about a translation. */
export interface TranslationNote {
  /**
   * `decide`: nobody but you can say what to write. `left-out`: there is nothing to write instead. `changed`: what is
   * written does not do the same.
   */
  readonly kind: 'decide' | 'left-out' | 'changed'
  /** The option: the library's own name for it, or a place in the new options, such as `origin[0]`. */
  readonly option: string
  /** What about it, in one sentence. */
  readonly message: string
}
