/** Why a model cannot be run; a caller tells these apart by their code. */

export type CompletionErrorCode =
  | 'model-missing' // there is no such file
  | 'model-unreadable' // the system lets nobody read it
  | 'model-folder' // a folder, no file
  | 'model-foreign' // a file of another kind
  | 'model-empty' // there is nothing in it
  | 'model-cut' // its end is missing
  | 'model-part-missing' // one of several files, and not all are there
  | 'model-kind' // a model, but none that writes text
  | 'model-broken'
  | 'model-unsound' // it was loaded, and what it computes is no number
  | 'model-too-large'
  | 'device-missing'
  | 'adapter-damaged' // what was taught to the model can't be used

/** Expected, and the user can act upon it: the message says how. */
export class CompletionError extends Error {
  override readonly name = 'CompletionError'
  readonly expected = true
  readonly code: CompletionErrorCode
  /** Values that a sentence about it may show. */
  readonly detail: Readonly<Record<string, string | number>>

  constructor(code: CompletionErrorCode, message: string, cause?: unknown, detail: Readonly<Record<string, string | number>> = {}) {
    super(message, cause === undefined ? undefined : { cause })
    this.code = code
    this.detail = detail
  }
}

/** The request was given up: its signal was aborted, or a newer request took its place. Never reported. */
export class Superseded extends Error {
  override readonly name = 'Superseded'
}

/** A step of a loaded model failed: its card is gone, or llama.cpp cannot go on. Whatever is asked of it from then on fails too. */
export class EvaluationError extends Error {
  override readonly name = 'EvaluationError'
  readonly expected = true
}
