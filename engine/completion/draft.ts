/** A suggestion while it grows: its tokens, how likely they are, and what of their text may be shown. Knows no model but for a token's text. */
import { isWithin } from './caret.ts'
import type { CompletionPart, CompletionRequest, CompletionSettings } from './complete.ts'
import { detoursFrom, type Step } from './detours.ts'
import { placeOf } from './evidence.ts'
import { mostGain } from './following.ts'
import type { Choice } from './healing.ts'
import type { LanguageModel } from './language-model.ts'
import { shiftAt } from './leanings.ts'
import { startsBlock } from './markup.ts'
import { type Growth, shape, type Shaped, type Surroundings } from './shape.ts'
import { surroundingsOf } from './surroundings.ts'
import type { TracedPiece } from './why.ts'
import { Worth } from './worth.ts'

/** Tokenizers that need what stands before to know where a space belongs need no more of it. */
const precedingTokens = 4

/** A suggestion while it grows. */
export class Draft {
  /** The prompt and what was added to it. */
  tokens: readonly number[]
  readonly candidate: number
  steps = 0
  evaluated = 0
  /** How likely its tokens are, one after the other. */
  probability = 1
  growth: Growth = 'growing'
  /** Of drafts that are judged by what follows as well: the likeliest, given all that it can gain by that, or one of all beginnings, unjudged. */
  readonly filling: 'likeliest' | 'one-of-all' | null
  readonly #prompt: readonly number[]
  readonly request: CompletionRequest
  readonly #surroundings: Surroundings
  readonly #worth: Worth | null
  readonly #pieces: TracedPiece[] = []
  readonly #chosen: Step[] = []
  #added: number[] = []
  /** The tokens before the added ones, for tokenizers that need them to know where a space belongs. */
  #preceding: readonly number[] = []
  /** How much of the added tokens' text the author had typed already, where healing took tokens back. */
  #repeated = 0
  #isHealed = false
  #raw = ''
  /** How much of the raw text the pieces make up: all but an unfinished character. */
  #covered = 0
  /** The tokens of that. */
  #unfinished: readonly number[] = []
  /** What was shown last. */
  #shown = ''

  constructor(prompt: readonly number[], request: CompletionRequest, settings: CompletionSettings, filling: Draft['filling'] = null) {
    this.filling = filling
    this.candidate = request.candidate
    this.tokens = prompt
    this.#prompt = prompt
    this.request = request
    this.#surroundings = surroundingsOf(request, settings)
    const { calibration } = settings
    const gain = filling === 'likeliest' ? mostGain : null
    this.#worth = calibration && filling !== 'one-of-all' ? new Worth(calibration, request.candidate > 0, request.leanings, gain) : null
  }

  /** Where it is, and of which author: all that decides what is worth saying. Other places may have the same prompt. */
  get at(): string {
    return JSON.stringify({ ...this.request, candidate: 0 })
  }

  /** All that is written before the next token, but for the bytes of a character that is not whole, and their tokens. */
  get written(): { readonly text: string; readonly unfinished: readonly number[] } {
    return { text: this.request.before + this.#raw.slice(0, this.#covered), unfinished: this.#unfinished }
  }

  /** Nothing to go by, neither text nor title, or no place for a text. */
  get hopeless(): boolean {
    const { scripts, before, after } = this.#surroundings
    return scripts.size === 0 || isWithin(before, after)
  }

  /** The kind of its block is chosen, and no mark may change it. */
  get startsBlock(): boolean {
    return startsBlock(this.request.before)
  }

  /** How likely the whole would be with one more token. A beginning that was asked for counts as given. */
  probabilityWith({ probability }: Choice): number {
    return this.steps === 0 && this.candidate > 0 ? 1 : this.probability * probability
  }

  /** Whether a text that begins it leaves anything to be shown. */
  couldShow(beginning: string): boolean {
    const { text, over } = shape(beginning, this.#surroundings, 'growing')
    return beginning.trim() !== '' && (text !== '' || !over)
  }

  /** What it may begin with instead, behind the same first token. */
  get detours(): readonly (readonly Step[])[] {
    return detoursFrom(this.#chosen, (text) => this.couldShow(text))
  }

  /** Whether a text could be shown as a whole. */
  stands(text: string): boolean {
    return shape(text, this.#surroundings, 'ended').text === text
  }

  end(growth: Growth): void {
    this.growth = growth
  }

  /** `choices`: those that it was chosen from. */
  add(choice: Choice, choices: readonly Choice[], model: Pick<LanguageModel, 'textOf'>): void {
    const kept = this.tokens.slice(0, this.tokens.length - choice.takenBack)
    if (this.steps === 0) {
      this.#preceding = kept.slice(-precedingTokens)
      this.#isHealed = choice.takenBack > 0
      this.#repeated = model.textOf(this.tokens.slice(kept.length), this.#preceding).length
    }
    this.tokens = [...kept, choice.token]
    this.#added = [...this.#added, choice.token]
    this.probability = this.probabilityWith(choice)
    this.steps++
    this.#raw = model.textOf(this.#added, this.#preceding).slice(this.#repeated)
    const whole = this.#raw.replace(/\uFFFD+$/u, '').length
    this.#pieces.push({
      text: this.#raw.slice(this.#covered, whole),
      probability: choice.probability,
      entropy: entropyOf(choices),
      ...(choice.heard && { heard: choice.heard }),
      steps: [{ choice, choices }],
    })
    this.#chosen.push({ choice, choices })
    this.#covered = Math.max(this.#covered, whole)
    this.#unfinished = this.#raw.length > whole ? [...this.#unfinished, choice.token] : []
  }

  part(): CompletionPart {
    const shaped = shape(this.#raw, this.#surroundings, this.growth)
    const isWhole = shaped.over || this.growth !== 'growing'
    const place = placeOf(this.request, this.#isHealed)
    const worth = this.#worth?.judge(shaped.text, this.#tracedIn(shaped), place, isWhole)
    const text = worth ? this.#standing(shaped.text.slice(0, worth.end), isWhole && worth.end === shaped.text.length) : shaped.text
    const pieces = this.#tracedIn({ ...shaped, text })
    const tokens = pieces.map(({ text: piece, probability, heard }) => ({ text: piece, probability, ...(heard && { heard }) }))
    const done = isWhole || worth?.isOver === true
    const chance = this.#worth?.chance ?? null
    const shift = chance === null ? 0 : shiftAt(this.request.leanings ?? [], place)
    const told = { text, tokens, pieces, place, chance, shift, gain: null, done }
    return { ...told, prompt: this.#prompt, promptTokens: this.#prompt.length, evaluatedTokens: this.evaluated }
  }

  /** A text that ends where its worth does may end there for good. Where no author would let it, what was shown before stays. */
  #standing(text: string, isJudged: boolean): string {
    const isNew = text.length > this.#shown.length
    if (isNew && (isJudged || text.trimEnd() === shape(text, this.#surroundings, 'ended').text)) this.#shown = text
    return this.#shown
  }

  /** The pieces that make up the text shown, cut where it is. Halves of a character join the piece that completes it. */
  #tracedIn({ text, from }: Shaped): TracedPiece[] {
    const pieces: TracedPiece[] = []
    let at = 0
    let waiting: TracedPiece | null = null
    for (const piece of this.#pieces) {
      const cut = piece.text.slice(Math.max(0, from - at), Math.max(0, from + text.length - at))
      at += piece.text.length
      const { probability, entropy, heard } = waiting ?? piece
      const steps: readonly Step[] = [...(waiting?.steps ?? []), ...piece.steps]
      const joined: TracedPiece = { text: cut, probability: waiting ? probability * piece.probability : probability, entropy, ...(heard && { heard }), steps }
      if (cut !== '') pieces.push(joined)
      waiting = cut === '' ? joined : null
    }
    return pieces
  }
}

function entropyOf(choices: readonly Choice[]): number {
  return choices.reduce((sum, { probability }) => sum - (probability > 0 ? probability * Math.log(probability) : 0), 0)
}
