/** What the model reads at a place, in tokens, from one place to the next: the window stays as long as it serves. */
import { type InfillMarks, infillTokens, suffixShare } from './infill.ts'
import type { LanguageModel } from './language-model.ts'
import { buildPrompt, type Fits, type Place, type Prompt, promptAhead } from './prompt.ts'

/** Even Latin text has fewer characters a token; what is longer need not be split to know that it is too long. */
const charactersPerToken = 6

/** A place with the text after the caret, which is read by models that can fill in the middle. */
type PlaceWithin = Place & { readonly after: string }

export class Windows {
  readonly #model: LanguageModel
  readonly #room: number
  /** Of a model that knows how to fill in the middle. */
  readonly #infill: InfillMarks | null
  #prompt: Prompt | null = null
  #last: { readonly text: string; readonly tokens: readonly number[] } | null = null

  /** `room`: the most tokens of a prompt. */
  constructor(model: LanguageModel, room: number, infill: InfillMarks | null = null) {
    this.#model = model
    this.#room = room
    this.#infill = infill
  }

  /** The prompt of a place where the author is. */
  at(place: PlaceWithin): readonly number[] {
    this.#prompt = buildPrompt(place, this.#prompt, this.#fitsAt(place))
    return this.#promptTokens(this.#prompt, place)
  }

  /** The prompt of a place where the author may never get to. */
  peek(place: PlaceWithin): readonly number[] {
    return this.#promptTokens(buildPrompt(place, this.#prompt, this.#fitsAt(place)), place)
  }

  /** The text of that prompt. */
  textAt(place: PlaceWithin): string {
    const { head, window } = buildPrompt(place, this.#prompt, this.#fitsAt(place))
    return head + window
  }

  /** Whether the prompt of the place says what follows the caret. */
  tellsWhatFollows(place: PlaceWithin): boolean {
    return this.#marksAt(place) !== null
  }

  /** The place's prompt once its window has moved; null while that is far away. */
  ahead(place: PlaceWithin): readonly number[] | null {
    const fits = this.#fitsAt(place)
    const next = promptAhead(place, buildPrompt(place, this.#prompt, fits), fits)
    return next && this.#promptTokens(next, place)
  }

  #fitsAt(place: PlaceWithin): Fits {
    // Three marks, and a token or two more where the text is parted.
    const room = this.#marksAt(place) ? this.#room - this.#mostSuffix - 6 : this.#room
    return (text, share) => text.length <= room * share * charactersPerToken && this.#tokens(text).length <= room * share
  }

  #promptTokens({ head, window }: Prompt, place: PlaceWithin): readonly number[] {
    const marks = this.#marksAt(place)
    if (!marks) return this.#tokens(head + window)
    return infillTokens(this.#model, marks, { before: head + window, after: place.after }, this.#mostSuffix)
  }

  #marksAt({ after }: PlaceWithin): InfillMarks | null {
    return after.trim() === '' ? null : this.#infill
  }

  get #mostSuffix(): number {
    return Math.floor(this.#room * suffixShare)
  }

  #tokens(text: string): readonly number[] {
    if (this.#last?.text !== text) this.#last = { text, tokens: this.#model.tokenize(text) }
    return this.#last.tokens
  }
}
