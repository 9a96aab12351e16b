/**
 * What to say in the middle of a sentence, by a model that was not taught to fill in: of several drafts and several lengths of
 * each, what the text behind the caret goes on from about as well as it does now. Knows drafts, not how they are written.
 */
import type { Calibration } from './calibration.ts'
import type { CompletionPart, CompletionRequest } from './complete.ts'
import { restOf } from './block.ts'
import { wordsOf } from './evidence.ts'
import type { Following, Likelihood } from './following.ts'
import { shiftAt } from './leanings.ts'
import { Worth } from './worth.ts'

/** A suggestion written to its end, and whether a shorter one could be shown as well. */
export interface Drafted {
  readonly part: CompletionPart
  /** Whether there is such a beginning. */
  readonly isBegun: boolean
  readonly stands: (text: string) => boolean
}

/** Writes drafts at one place. */
export interface Drafts {
  /** What would be said without being asked for; the most that follows can gain is taken for granted. */
  likeliest(signal: AbortSignal): Promise<Drafted>
  /** Begun with the n-th likeliest word, from 1 on. */
  begun(number: number, signal: AbortSignal): Promise<Drafted>
}

/** How a filling is chosen. */
export interface Choosing {
  readonly calibration: Calibration | null
  /** What follows may become less likely by so much, as a logarithm below 0. */
  readonly fitsAbove: number
  /** Lengths of a draft that are tried, and beginnings that are compared at once: fewer for a slow model. */
  readonly lengths: number
  readonly together: number
}

/** Other beginnings that are tried in all. */
const mostBeginnings = 8
const letterOrMark = /[\p{L}\p{N}，。！？；：、,.!?;:]/u

/** Whether something stands behind the caret that a suggestion has to lead to: more than what closes, or space. */
export function hasRest({ after }: Pick<CompletionRequest, 'after'>): boolean {
  return letterOrMark.test(restOf(after))
}

/** A draft cut to the length that suits best, and how likely it is together with what follows. */
interface Weighed {
  readonly part: CompletionPart
  readonly joint: number
}

/** A length of a draft, and what the text behind the caret gains behind it. */
interface Tried {
  readonly text: string
  readonly gain: Likelihood
}

/** All that fits at one place. What was found is kept, so that the next candidate costs only what is new. */
export class Fillings {
  readonly #drafts: Drafts
  readonly #following: Following
  readonly #choosing: Choosing
  readonly #request: CompletionRequest
  #atOnce: Likelihood | null = null
  #likeliest: CompletionPart | null = null
  readonly #others: CompletionPart[] = []
  #begun = 0
  /** Tokens, by drafts. */
  #evaluated = 0

  constructor(drafts: Drafts, following: Following, request: CompletionRequest, choosing: Choosing) {
    this.#drafts = drafts
    this.#following = following
    this.#request = request
    this.#choosing = choosing
  }

  /** The n-th that fits: 0 by itself, the others with other words. Its text is empty where there is none. Throws the signal's reason. */
  async candidate(number: number, signal: AbortSignal): Promise<CompletionPart> {
    const before = this.#evaluated + this.#following.evaluated
    const part = await this.#candidate(number, signal)
    return { ...part, evaluatedTokens: this.#evaluated + this.#following.evaluated - before }
  }

  async #candidate(number: number, signal: AbortSignal): Promise<CompletionPart> {
    const likeliest = (this.#likeliest ??= await this.#byItself(signal))
    if (number === 0) return likeliest
    while (this.#others.length < number && this.#begun < mostBeginnings) await this.#findMore(likeliest, signal)
    return this.#others[number - 1] ?? cut(likeliest, 0)
  }

  async #byItself(signal: AbortSignal): Promise<CompletionPart> {
    const drafted = await this.#drafts.likeliest(signal)
    this.#evaluated += drafted.part.evaluatedTokens
    if (drafted.part.text === '') return cut(drafted.part, 0)
    const tried = await this.#tryLengths(drafted, signal)
    if (tried.length === 0) return cut(drafted.part, 0)
    const gain = Math.max(...tried.map(({ gain: { next } }) => next))
    const { worth, chance } = this.#judge(drafted.part, gain)
    const best = this.#best(tried.filter(({ text }) => text.length <= worth))
    const shift = chance === null ? 0 : shiftAt(this.#request.leanings ?? [], drafted.part.place)
    return { ...cut(drafted.part, best?.text.length ?? 0), gain, chance, shift }
  }

  #judge({ text, pieces, place }: CompletionPart, gain: number): { readonly worth: number; readonly chance: number | null } {
    const { calibration } = this.#choosing
    if (!calibration) return { worth: text.length, chance: null }
    const worth = new Worth(calibration, false, this.#request.leanings, gain)
    return { worth: worth.judge(text, pieces, place, true).end, chance: worth.chance }
  }

  /** Compares the next beginnings. What is given up on the way is begun again. */
  async #findMore(likeliest: CompletionPart, signal: AbortSignal): Promise<void> {
    const found: Weighed[] = []
    let begun = this.#begun
    const end = Math.min(mostBeginnings, begun + this.#choosing.together)
    while (begun < end) {
      const drafted = await this.#drafts.begun(++begun, signal)
      this.#evaluated += drafted.part.evaluatedTokens
      if (!drafted.isBegun) begun = mostBeginnings
      else if (leadingWord(drafted.part.text) !== leadingWord(likeliest.text)) found.push(...(await this.#weigh(drafted, signal)))
    }
    this.#begun = begun
    this.#others.push(...found.sort((a, b) => b.joint - a.joint).map(({ part }) => part))
  }

  /** None where what follows does not go on from it. */
  async #weigh(drafted: Drafted, signal: AbortSignal): Promise<Weighed[]> {
    const tried = await this.#tryLengths(drafted, signal)
    const best = this.#best(tried)
    if (!best) return []
    const begins = Math.log(Math.max(drafted.part.pieces[0]?.probability ?? 1, 1e-6))
    return [{ part: { ...cut(drafted.part, best.text.length), gain: best.gain.next, chance: null, shift: 0 }, joint: begins + best.gain.all }]
  }

  /** Of those that fit, by the next token as by all that is read. */
  #best(tried: readonly Tried[]): Tried | undefined {
    const fitting = tried.filter(({ gain: { next, all } }) => Math.min(next, all) >= this.#choosing.fitsAbove)
    return fitting.reduce<Tried | undefined>((best, one) => (best === undefined || one.gain.all > best.gain.all ? one : best), undefined)
  }

  /** What follows gains behind the lengths of a draft, over following at once. */
  async #tryLengths({ part, stands }: Drafted, signal: AbortSignal): Promise<Tried[]> {
    const atOnce = (this.#atOnce ??= await this.#following.behind('', signal))
    const tried: Tried[] = []
    const rest = restOf(this.#request.after)
    const lengths = lengthsOf(part.text, this.#choosing.lengths).filter((length) => (length === part.text || stands(length)) && !doubles(length, rest))
    for (const text of lengths) {
      const { next, all } = await this.#following.behind(text, signal)
      tried.push({ text, gain: { next: next - atOnce.next, all: all - atOnce.all } })
    }
    return tried
  }
}

/** The whole, its first word, its first two, and all but its last mark; so many at most. */
export function lengthsOf(text: string, most: number): string[] {
  const words = wordsOf(text, true)
  const bare = text.replace(/[^\p{L}\p{N}]+$/u, '')
  const lengths = [text, words[0] ?? '', words.slice(0, 2).join(''), bare].filter((length) => length.trim() !== '')
  return [...new Set(lengths)].slice(0, most)
}

/** Whether the last character comes again at once: a small model finds 天天天气 likely. */
function doubles(text: string, rest: string): boolean {
  const last = text.at(-1) ?? ''
  return /\p{Script=Han}/u.test(last) && rest.startsWith(last)
}

/** With the marks before it, as evidence has words. */
function leadingWord(text: string): string {
  return wordsOf(text, true)[0]?.trim() ?? ''
}

/** A part whose text ends after so many UTF-16 units. */
export function cut(part: CompletionPart, end: number): CompletionPart {
  const pieces: (typeof part.pieces)[number][] = []
  let at = 0
  for (const piece of part.pieces) {
    const text = piece.text.slice(0, Math.max(0, end - at))
    if (text !== '') pieces.push({ ...piece, text })
    at += piece.text.length
  }
  const tokens = pieces.map(({ text, probability }) => ({ text, probability }))
  return { ...part, text: part.text.slice(0, end), pieces, tokens, done: true }
}
