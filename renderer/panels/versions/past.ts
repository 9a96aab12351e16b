/** A moment of a lesson that is looked at, and the stretch of writing that it belongs to. */
export interface Past {
  readonly revision: number
  readonly at: number
  readonly words: number | null
  /** Where its stretch began and ended. */
  readonly stretch: { readonly base: number; readonly revision: number }
}

/** What a moment is held against: the present text, the text before its stretch, nothing, or another moment. */
export type Against = 'now' | 'before' | 'nothing' | number
