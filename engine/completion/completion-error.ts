/** Why a model cannot be run; a caller tells these apart by their code. */

export type CompletionErrorCode = 'model-missing' | 'model-broken' | 'model-too-large' | 'device-missing'

/** Expected, and the user can act upon it: the message says how. */
export class CompletionError extends Error {
  override readonly name = 'CompletionError'
  readonly expected = true
  readonly code: CompletionErrorCode

  constructor(code: CompletionErrorCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause })
    this.code = code
  }
}

/** The request was given up: its signal was aborted, or a newer request took its place. Never reported. */
export class Superseded extends Error {
  override readonly name = 'Superseded'
}
