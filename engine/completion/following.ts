/**
 * How likely what follows the caret is behind a text that might stand there, and at once. Knows no llama.cpp. Likelihoods are
 * natural logarithms; a token that is not among the twenty likeliest counts as the least of them.
 */
import { spaceBehind } from './caret.ts'
import { chanceOf, type Distribution } from './healing.ts'
import type { LanguageModel } from './language-model.ts'

/** How likely what follows is: its next token, and its beginning as a whole. */
export interface Likelihood {
  readonly next: number
  readonly all: number
}

/** Of what follows so many tokens are read: fewer say less (engine/LOG.md), more cost more. */
export const followingTokens = 8
/** What follows gains no more that counts, and loses no more. */
export const mostGain = 3
/** No token is longer; what is further off need not be split. */
const mostCharacters = 16 * followingTokens

/** The beginning of what follows at one place. */
export class Following {
  /** Tokens run through the model so far. */
  evaluated = 0
  readonly #model: LanguageModel
  readonly #before: string
  readonly #following: string

  /** `before`: all that the model is told of the place. `after`: the rest of the caret's block. */
  constructor(model: LanguageModel, before: string, after: string) {
    this.#model = model
    this.#before = before
    this.#following = headOf(model, after)
  }

  /** How likely it is behind a text, and the space that parts the two. Throws the signal's reason, between steps. */
  async behind(text: string, signal: AbortSignal): Promise<Likelihood> {
    const before = this.#before + text + spaceBehind(text, this.#before, this.#following)
    const said = this.#model.tokenize(before)
    const whole = this.#model.tokenize(before + this.#following)
    const shared = sharedLength(said, whole)
    // Nothing says how likely a text begins with its first token.
    const first = Math.max(1, shared)
    const { distributions, evaluated } = await this.#model.evaluate(whole.slice(0, -1), Math.max(0, whole.length - first), signal)
    this.evaluated += evaluated
    const places = distributions.toReversed()
    const each = whole.slice(first).map((token, at) => Math.log(chanceOf(token, places[at] ?? new Map())))
    const next = (each[0] ?? 0) - (shared === first ? this.#given(said.slice(shared), whole[shared], places[0]) : 0)
    return { next, all: each.slice(1).reduce((sum, one) => sum + one, next) }
  }

  /**
   * What of the next token's likelihood is no news. Where the text's last letters and what follows are one token, its beginning is
   * given: all tokens that begin so share the likelihood of that.
   */
  #given(seam: readonly number[], joined: number | undefined, distribution: Distribution = new Map()): number {
    if (seam.length === 0 || joined === undefined) return 0
    const begun = this.#model.textOf(seam)
    const others = [...distribution].filter(([token]) => token !== joined && this.#model.textOf([token]).startsWith(begun))
    return Math.log(others.reduce((sum, [, probability]) => sum + probability, chanceOf(joined, distribution)))
  }
}

/** As much of a text as is read, cut behind a whole character. */
function headOf(model: LanguageModel, text: string): string {
  const near = text.slice(0, mostCharacters)
  const begin = model.tokenize('').length
  const tokens = model.tokenize(near).slice(begin)
  if (tokens.length <= followingTokens) return near
  return longestPrefix(near, model.textOf(tokens.slice(0, followingTokens)).replace(/\uFFFD+$/u, ''))
}

/** Some tokenizers give a text back with another space before it: then it is measured by its length. */
function longestPrefix(text: string, begun: string): string {
  return text.startsWith(begun) ? begun : text.slice(0, begun.trimStart().length)
}

function sharedLength(a: readonly number[], b: readonly number[]): number {
  let length = 0
  while (length < a.length && length < b.length && a[length] === b[length]) length++
  return length
}
