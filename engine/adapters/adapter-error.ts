/** Why an adapter can't be used with a base, beside damage. */
import { FormatError, shown } from '#engine/formats/index.ts'

/** An adapter of a kind that is not computed here, or with a part that is none of a matrix of text. */
export class AdapterKindError extends FormatError {
  /** The word in the file that tells it. */
  readonly what: string

  constructor(path: string, reason: string, what: string) {
    super(path, reason)
    this.what = shown(what)
  }
}

/** An adapter whose matrices are not those of the base. */
export class UnfitError extends FormatError {}

/** A model where an adapter is wanted. */
export class ModelGivenError extends FormatError {
  constructor(path: string) {
    super(path, 'this GGUF is no adapter.', 'foreign')
  }
}
