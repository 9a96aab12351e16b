/**
 * Suggestions by a server: its text goes through the very rules of what may be shown. It has no tokens of ours, so nothing is healed,
 * drafted or weighed by what follows; where it says how likely its words are, they are shown from the same probabilities on as those of
 * any model without a calibration. Where it does not, and within a text, only what the author asks for comes, and nothing else is sent.
 */
import { beginningOf } from './beginnings.ts'
import { spaceBehind } from './caret.ts'
import { type CompletionPart, type CompletionRequest, type CompletionSettings, defaultSettings } from './complete.ts'
import { Draft } from './draft.ts'
import { hasRest } from './filling.ts'
import type { Choice } from './healing.ts'
import { buildPrompt } from './prompt.ts'
import type { ReplyPiece } from './server-reply.ts'
import { askServer, type CompletionServer, Refused, type ServerQuestion } from './server-stream.ts'

/** So much of the text before the caret is sent, titles apart. */
export const mostSent = 1500
/** Vocabularies differ: Chinese may take a token a character. */
const tokensAsked = 32
/** Texts that differ, where nothing tells what the likeliest beginnings are. */
const otherTemperature = 0.9

type Ask = (question: ServerQuestion, signal: AbortSignal) => AsyncIterable<ReplyPiece>

export class ServerWriter {
  readonly #ask: Ask
  readonly #settings: CompletionSettings
  /** Whether it says how likely its words are; null until it was asked. */
  #tells: boolean | null = null
  /** What the newest prompt may begin with, and what was suggested behind it. */
  #known: { readonly prompt: string; readonly choices: readonly Choice[]; spoken: string } | null = null

  constructor(server: CompletionServer, settings: CompletionSettings = defaultSettings, ask: Ask = (question, signal) => askServer(server, question, signal)) {
    this.#ask = ask
    this.#settings = settings
  }

  /** Whether it says how likely its words are; null until it was asked. */
  get tellsLikelihoods(): boolean | null {
    return this.#tells
  }

  /** Whether a request is answered without asking the server. */
  isSilent(request: CompletionRequest): boolean {
    return request.candidate === 0 && (this.#tells === false || hasRest(request))
  }

  /** Yields whenever more can be shown, and at last with `done`. Throws ServerError, or the signal's reason. */
  async *write(request: CompletionRequest, signal: AbortSignal): AsyncGenerator<CompletionPart, void, undefined> {
    const writing = new Writing(request, this.#settings)
    if (!writing.isHopeless && !this.isSilent(request)) yield* this.#grow(writing, request, signal)
    yield writing.last()
  }

  async *#grow(writing: Writing, request: CompletionRequest, signal: AbortSignal): AsyncGenerator<CompletionPart, void, undefined> {
    const prompt = promptOf(request)
    const { candidate } = request
    if (candidate > 0 && this.#tells !== false) {
      const choices = await this.#choices(prompt, signal)
      if (this.#tells) {
        const choice = this.#beginning(writing, candidate, prompt, choices)
        if (!choice) return writing.end('ended')
        writing.add(choice, choices)
      }
    }
    const other = this.#tells === false && candidate > 1 ? { temperature: otherTemperature, seed: candidate } : { temperature: 0 }
    yield* this.#follow(writing, prompt, other, signal)
    if (candidate === 0 && this.#known?.prompt === prompt) this.#known.spoken = writing.last().text
  }

  async *#follow(writing: Writing, prompt: string, how: Pick<ServerQuestion, 'temperature' | 'seed'>, signal: AbortSignal): AsyncGenerator<CompletionPart> {
    const question = { prompt: prompt + writing.written, tokens: tokensAsked, ...how }
    for await (const piece of this.#pieces(question, signal)) {
      if (writing.isFresh && this.#tells) this.#keep(prompt, piece)
      if (this.#tells === false && writing.candidate === 0) return writing.end('ended')
      if (writing.take(piece)) yield writing.part()
      if (writing.isOver) return
    }
    writing.end('ended')
  }

  /** Asks, once more without likelihoods where it refuses to tell them. */
  async *#pieces(question: Omit<ServerQuestion, 'likelihoods'>, signal: AbortSignal): AsyncGenerator<ReplyPiece> {
    const likelihoods = this.#tells !== false
    try {
      for await (const piece of this.#ask({ ...question, likelihoods }, signal)) {
        if (piece.text !== '') this.#tells ??= piece.probability !== null
        yield piece
      }
    } catch (error) {
      if (!(error instanceof Refused) || this.#tells !== null) throw error
      for await (const piece of this.#ask({ ...question, likelihoods: false }, signal)) {
        // Only now it was the likelihoods that were refused, and not the question.
        this.#tells = false
        yield piece
      }
    }
  }

  #keep(prompt: string, piece: ReplyPiece): void {
    if (this.#known?.prompt !== prompt) this.#known = { prompt, choices: choicesOf(piece), spoken: '' }
  }

  async #choices(prompt: string, signal: AbortSignal): Promise<readonly Choice[]> {
    if (this.#known?.prompt === prompt) return this.#known.choices
    for await (const piece of this.#pieces({ prompt, tokens: 1, temperature: 0 }, signal)) {
      if (piece.text === '') continue
      if (this.#tells) this.#keep(prompt, piece)
      break
    }
    return this.#known?.prompt === prompt ? this.#known.choices : []
  }

  #beginning(writing: Writing, candidate: number, prompt: string, choices: readonly Choice[]): Choice | undefined {
    const { offerAbove } = this.#settings
    const isSpoken = this.#known?.prompt === prompt && this.#known.spoken !== ''
    const isText = ({ text }: Choice) => text !== ''
    return beginningOf(candidate, choices, { speakAbove: isSpoken ? 0 : Infinity, offerAbove, isText, isShowable: ({ text }) => writing.couldShow(text) })
  }
}

/** One suggestion while it comes. */
class Writing {
  readonly candidate: number
  readonly #draft: Draft
  readonly #request: CompletionRequest
  readonly #settings: CompletionSettings
  readonly #words = new Words()
  #shown = ''
  /** Of a piece that is not whole text yet. */
  #held = 1
  #isLikely = true

  constructor(request: CompletionRequest, settings: CompletionSettings) {
    this.candidate = request.candidate
    this.#request = request
    this.#settings = settings
    this.#draft = new Draft([], request, settings)
  }

  get isHopeless(): boolean {
    return this.#draft.hopeless
  }

  get isFresh(): boolean {
    return this.#draft.steps === 0
  }

  get isOver(): boolean {
    return this.#draft.growth !== 'growing' || this.#draft.part().done
  }

  /** What was added to the text already. */
  get written(): string {
    return this.#draft.written.text.slice(this.#request.before.length)
  }

  couldShow(text: string): boolean {
    return this.#draft.couldShow(text)
  }

  end(growth: 'ended' | 'limited'): void {
    if (this.#draft.growth === 'growing') this.#draft.end(growth)
  }

  add({ text, probability }: Pick<Choice, 'text' | 'probability'>, choices: readonly Choice[]): void {
    this.#draft.add({ token: this.#words.idOf(text), takenBack: 0, text, probability }, choices, this.#words)
    this.#draft.evaluated += 1
  }

  /** Whether there is more to show. */
  take(piece: ReplyPiece): boolean {
    this.#held *= piece.probability ?? 1
    if (piece.probability === null) this.#isLikely = false
    if (piece.text !== '') {
      const choice = { token: 0, takenBack: 0, text: piece.text, probability: this.#held }
      if (this.#isTooUnlikely(choice)) return this.#cut(choice)
      this.add(choice, choicesOf(piece))
      this.#held = 1
    }
    if (piece.end) this.end(piece.end)
    const { text, done } = this.#draft.part()
    const isMore = !done && text.length > this.#shown.length
    if (isMore) this.#shown = text
    return isMore
  }

  part(): CompletionPart {
    return this.#told(this.#draft.part())
  }

  last(): CompletionPart {
    const part = this.#draft.part()
    const space = spaceBehind(part.text, this.#request.before, this.#request.after)
    const lengthened =
      space === ''
        ? part
        : {
            ...part,
            text: part.text + space,
            tokens: part.tokens.map((token, at, all) => (at === all.length - 1 ? { ...token, text: token.text + space } : token)),
          }
    return this.#told({ ...lengthened, done: true })
  }

  /** Nobody is told a probability that nobody knows. */
  #told(part: CompletionPart): CompletionPart {
    return this.#isLikely ? part : { ...part, tokens: [] }
  }

  #isTooUnlikely(choice: Choice): boolean {
    const { speakAbove, continueAbove } = this.#settings
    if (this.isFresh && this.candidate === 0) return choice.probability < speakAbove
    return this.#draft.probabilityWith(choice) < continueAbove
  }

  #cut({ text }: Choice): false {
    this.end(!this.isFresh && /^[\p{Script=Latin}\p{N}_'’.-]/u.test(text) ? 'limited' : 'ended')
    return false
  }
}

/** Texts as a draft knows tokens: by number. */
class Words {
  readonly #texts: string[] = []

  idOf(text: string): number {
    return this.#texts.push(text) - 1
  }

  textOf(ids: readonly number[]): string {
    return ids.map((id) => this.#texts[id] ?? '').join('')
  }
}

function choicesOf({ choices }: ReplyPiece): Choice[] {
  return choices.map(({ text, probability }) => ({ token: 0, takenBack: 0, text, probability }))
}

/** Titles, and the end of the text before the caret from the beginning of a sentence on. */
function promptOf(request: CompletionRequest): string {
  const { head, window } = buildPrompt(request, null, (text, share) => text.length <= mostSent * Math.min(1, share * 2.5))
  return head + window
}
