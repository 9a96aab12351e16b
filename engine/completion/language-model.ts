/** What completing needs of a model. The tests put a table of known distributions here. */
import type { Distribution } from './healing.ts'

export interface Evaluation {
  /** What may follow, `[j]` before the last j tokens are read; as many as were asked for. */
  readonly distributions: readonly Distribution[]
  /** Tokens that had to be run through the model; those already held cost nothing. */
  readonly evaluated: number
}

export interface LanguageModel {
  /** The most tokens that prompt and suggestion take together. */
  readonly contextTokens: number
  /** How many texts it holds side by side: from two on, one can be read without losing another. */
  readonly texts: number
  /** The tokens of a text, with what a text must begin with for this model. */
  tokenize(text: string): readonly number[]
  /** The text of tokens that stand behind others. An unfinished character is U+FFFD; a token that is no text is ''. */
  textOf(tokens: readonly number[], preceding?: readonly number[]): string
  /** Whether the token says that the text is at its end. */
  endsText(token: number): boolean
  /**
   * Reads the tokens and says what may follow at the last `wanted` places. Throws the signal's reason, between steps. `ahead` is guessed to
   * follow them, and may be read along with them, so that what is asked next is known.
   */
  evaluate(tokens: readonly number[], wanted: number, signal: AbortSignal, ahead?: readonly number[]): Promise<Evaluation>
}
