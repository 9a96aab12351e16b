/** The tokens of what stands in the author's texts, as they would stand behind another text. Splitting takes longer than a look-up, so it is kept. */
import type { LanguageModel } from './language-model.ts'

/** No token of text is longer, and a draft has no more. */
const splitCharacters = 12
const mostKept = 4096

export class Splits {
  readonly #model: Pick<LanguageModel, 'tokenize' | 'textOf'>
  /** The tokens before those of a text that begins a line. */
  #start: number | null = null
  readonly #kept = new Map<string, readonly number[]>()

  constructor(model: Pick<LanguageModel, 'tokenize' | 'textOf'>) {
    this.#model = model
  }

  /** The first tokens of a text, as the model splits a line that it begins; none where that cannot be told from the line's end. */
  of(text: string): readonly number[] {
    const beginning = text.slice(0, splitCharacters)
    let split = this.#kept.get(beginning)
    if (split) return split
    this.#start ??= this.#model.tokenize('\n').length
    const tokens = this.#model.tokenize(`\n${beginning}`).slice(this.#start)
    split = this.#model.textOf(tokens) === beginning ? tokens : []
    if (this.#kept.size >= mostKept) this.#kept.clear()
    this.#kept.set(beginning, split)
    return split
  }
}
