/** What the model reads at a place, in tokens, from one place to the next: the window stays as long as it serves. */
import type { LanguageModel } from './language-model.ts'
import { buildPrompt, type Fits, type Place, type Prompt, promptAhead } from './prompt.ts'

/** Even Latin text has fewer characters a token; what is longer need not be split to know that it is too long. */
const charactersPerToken = 6

export class Windows {
  readonly #model: LanguageModel
  readonly #room: number
  readonly #fits: Fits
  #prompt: Prompt | null = null
  #last: { readonly text: string; readonly tokens: readonly number[] } | null = null

  /** `room`: the most tokens of a prompt. */
  constructor(model: LanguageModel, room: number) {
    this.#model = model
    this.#room = room
    this.#fits = (text, share) => text.length <= this.#room * share * charactersPerToken && this.#tokens(text).length <= this.#room * share
  }

  /** The prompt of a place where the author is. */
  at(place: Place): readonly number[] {
    this.#prompt = buildPrompt(place, this.#prompt, this.#fits)
    return this.#promptTokens(this.#prompt)
  }

  /** The prompt of a place where the author may never get to. */
  peek(place: Place): readonly number[] {
    return this.#promptTokens(buildPrompt(place, this.#prompt, this.#fits))
  }

  /** The place's prompt once its window has moved; null while that is far away. */
  ahead(place: Place): readonly number[] | null {
    const next = promptAhead(place, buildPrompt(place, this.#prompt, this.#fits), this.#fits)
    return next && this.#promptTokens(next)
  }

  #promptTokens({ head, window }: Prompt): readonly number[] {
    return this.#tokens(head + window)
  }

  #tokens(text: string): readonly number[] {
    if (this.#last?.text !== text) this.#last = { text, tokens: this.#model.tokenize(text) }
    return this.#last.tokens
  }
}
