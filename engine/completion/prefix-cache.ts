/**
 * Keeps what the model has read. Of the tokens asked for, only those are evaluated that differ from what is
 * held, or whose distribution is wanted and was not kept: a keystroke costs its own tokens, typing along a
 * suggestion costs nothing, deleting costs nothing.
 */
import type { Distribution } from './healing.ts'
import type { Evaluation } from './language-model.ts'

/** One growing sequence of tokens in a model. */
export interface TokenSequence {
  readonly tokens: readonly number[]
  /** Tokens evaluated since it was made. */
  readonly evaluatedSoFar: number
  /** Forgets all tokens from a place on; where it cannot go back to just that place, further ones before it. */
  truncate(length: number): Promise<void>
  /** Reads further tokens; answers the distribution after each of the last `wanted` of them. */
  append(tokens: readonly number[], wanted: number): Promise<readonly Distribution[]>
}

/** What is guessed to follow some tokens; read with them, it costs little and may be asked for next. */
export type Guess = (tokens: readonly number[]) => readonly number[]

const noGuess: Guess = () => []

export class PrefixCache {
  readonly #sequence: TokenSequence
  /** Tokens read at once at most, so that giving up never waits long. */
  readonly #step: number
  readonly #guess: Guess
  /** `#after[i]`: what may follow the token at i, where it is known. */
  readonly #after: (Distribution | undefined)[] = []

  constructor(sequence: TokenSequence, step: number, guess: Guess = noGuess) {
    this.#sequence = sequence
    this.#step = Math.max(1, step)
    this.#guess = guess
  }

  /** Tokens held. */
  get length(): number {
    return this.#sequence.tokens.length
  }

  /** How many of these tokens it holds, from the first on. */
  held(tokens: readonly number[]): number {
    const { tokens: held } = this.#sequence
    let same = 0
    while (same < tokens.length && same < held.length && tokens[same] === held[same]) same++
    return same
  }

  /** See LanguageModel.evaluate. */
  async evaluate(tokens: readonly number[], wanted: number, signal: AbortSignal, ahead: readonly number[] = []): Promise<Evaluation> {
    const before = this.#sequence.evaluatedSoFar
    const firstWanted = Math.max(0, tokens.length - wanted)
    const kept = this.#keep(tokens, firstWanted)
    signal.throwIfAborted()
    // What is held beyond the tokens asked for stays: the next question may be about it.
    if (kept < tokens.length) {
      await this.#forget(kept)
      await this.#read(tokens, ahead.length > 0 ? ahead : this.#guess(tokens), firstWanted, signal)
    }
    return { distributions: this.#wanted(tokens.length, wanted), evaluated: this.#sequence.evaluatedSoFar - before }
  }

  /** How many of the held tokens serve. */
  #keep(tokens: readonly number[], firstWanted: number): number {
    const same = this.held(tokens)
    for (let at = firstWanted; at < same; at++) if (this.#after[at] === undefined) return at
    return same
  }

  async #forget(from: number): Promise<void> {
    if (from < this.#sequence.tokens.length) await this.#sequence.truncate(from)
    this.#after.length = Math.min(this.#after.length, this.#sequence.tokens.length)
  }

  async #read(tokens: readonly number[], ahead: readonly number[], firstWanted: number, signal: AbortSignal): Promise<void> {
    const all = [...tokens, ...ahead]
    for (let from = this.#sequence.tokens.length; from < tokens.length; from += this.#step) {
      signal.throwIfAborted()
      const isLast = from + this.#step >= tokens.length
      await this.#append(all.slice(from, isLast ? all.length : from + this.#step), firstWanted)
    }
  }

  async #append(tokens: readonly number[], firstWanted: number): Promise<void> {
    const start = this.#sequence.tokens.length
    const wanted = Math.min(tokens.length, Math.max(0, start + tokens.length - firstWanted))
    const distributions = await this.#sequence.append(tokens, wanted)
    for (const [at, distribution] of distributions.entries()) this.#after[start + tokens.length - wanted + at] = distribution
  }

  #wanted(length: number, wanted: number): Distribution[] {
    return Array.from({ length: Math.min(wanted, length) }, (_, j) => this.#after[length - 1 - j] ?? new Map<number, number>())
  }
}
