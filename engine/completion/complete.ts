/**
 * One suggestion, from the prompt to the text that may be shown. The likeliest token is taken at every
 * step; its probability among the twenty likeliest is kept. Knows no llama.cpp: any LanguageModel will do.
 */
import { beginningOf } from './beginnings.ts'
import { restOf } from './block.ts'
import type { Calibration } from './calibration.ts'
import { spaceBehind } from './caret.ts'
import { choicesBehind } from './choices.ts'
import { differByConnective, onlyConnects } from './connectives.ts'
import { Draft } from './draft.ts'
import type { SuggestionPlace } from './evidence.ts'
import { cut, type Drafted, Fillings, hasRest } from './filling.ts'
import { Following, followingTokens } from './following.ts'
import { generate, type Generation } from './generate.ts'
import type { Choice, Heard } from './healing.ts'
import { withBar } from './hearsay.ts'
import type { InfillMarks } from './infill.ts'
import type { Leaning } from './leanings.ts'
import type { LanguageModel } from './language-model.ts'
import { withoutBlockMarks } from './markup.ts'
import { draftFrom, type Memory, type Recall, type Voice, voicesAt } from './memory.ts'
import { firstToken, mixed } from './mixing.ts'
import type { Place } from './prompt.ts'
import type { Reach } from './stopping.ts'
import { Splits } from './splits.ts'
import type { TracedPiece } from './why.ts'
import { Windows } from './windows.ts'

/** Where the author is and what the suggestion must fit into. */
export interface CompletionRequest extends Place {
  /** Text after the caret. */
  readonly after: string
  readonly block: 'paragraph' | 'heading' | 'item' | 'quote'
  /** 0 is what is likeliest; n, asked for by the author, begins with the n-th likeliest of the other words. */
  readonly candidate: number
  /** What is known of this author. Changes only what a calibration decides to show. */
  readonly leanings?: readonly Leaning[]
  /** Where the text at hand belongs among what the author wrote; without it the memory is not asked. */
  readonly recall?: Recall | undefined
}

/** How long suggestions get, and when there is none. */
export interface CompletionSettings {
  readonly reach: Reach
  readonly characters: number
  readonly tokens: number
  /** Decides what is worth showing; without one `speakAbove` and `continueAbove` do. */
  readonly calibration: Calibration | null
  /** No suggestion where the first token is less likely than this. */
  readonly speakAbove: number
  /** The same for other candidates: the author asked what else there is. */
  readonly offerAbove: number
  /** A suggestion ends before the token that makes the whole of it less likely than this. */
  readonly continueAbove: number
  /** How many of the prompt's last tokens token healing may take back. */
  readonly takeBack: number
  /** What follows the caret may become less likely by so much behind a suggestion, as a logarithm, 0 or less; null does not weigh it. */
  readonly fitsAbove: number | null
  /** Where something follows: lengths of a draft that are tried, and other beginnings that are compared at once. */
  readonly lengths: number
  readonly together: number
}

/**
 * Without a calibration all of these decide; with one `speakAbove` and `continueAbove` do not, the others do. Measured (engine/LOG.md, 2026-11-24, completing) at 4,136 places of held-out Chinese with a model of 5.5 M parameters, accepting word by word:
 * - taking back two tokens raises the right first words from 28 to 44 in 100 and what is saved from 0.22 to
 *   0.34 of all characters; a third token changes nothing;
 * - from 0.35 on, 44 of 100 suggestions begin rightly and nine tenths of what could be saved is saved (0.25:
 *   36, 0.5: 54 of 100, but only eight tenths);
 * - ending at 0.05 halves what is shown, doubles the share of it that is right and costs one character in 70.
 */
export const defaultSettings: CompletionSettings = {
  reach: 'clause',
  characters: 24,
  tokens: 12,
  calibration: null,
  speakAbove: 0.35,
  offerAbove: 0.01,
  continueAbove: 0.05,
  takeBack: 2,
  fitsAbove: -0.5,
  lengths: 4,
  together: 4,
}

/** A piece of the suggestion with its probability among the twenty likeliest, 0…1. */
export interface SuggestedPiece {
  readonly text: string
  readonly probability: number
  /** What the author's texts had to say of it, where they had a say. */
  readonly heard?: Heard
}

/** The suggestion so far. The text of a later part begins with that of an earlier one. */
export interface CompletionPart {
  readonly text: string
  /** Their texts together are `text`. */
  readonly tokens: readonly SuggestedPiece[]
  /** What is known of `text` when it is decided whether to show it. */
  readonly pieces: readonly TracedPiece[]
  readonly place: SuggestionPlace
  /** How likely its first word is right, by the calibration alone; null without one, where it was asked for, and before it is whole. */
  readonly chance: number | null
  /** What the author's leanings added to the log-odds of that. */
  readonly shift: number
  /** How much likelier, as a logarithm, the next token behind the caret is behind the suggestion than at once; null where that was not asked. */
  readonly gain: number | null
  readonly done: boolean
  readonly prompt: readonly number[]
  readonly promptTokens: number
  /** Tokens that this request ran through the model so far, generated ones included. */
  readonly evaluatedTokens: number
}

/** How far a request that may come is prepared: its prompt is read, or its suggestion is written as well. */
export type Depth = 'read' | 'written'

/** Left free in the context beyond prompt and suggestion. */
const spareTokens = 4
/** What may follow a prompt is remembered for so many: where the author is, and where they may be next. */
const promptsKnown = 4

/** Writes suggestions with one model; remembers the last prompt so that the next one shares its beginning. */
export class Writer {
  readonly #model: LanguageModel
  readonly #settings: CompletionSettings
  readonly #windows: Windows
  readonly #memory: Memory | null
  readonly #splits: Splits
  /** How the newest prompts may go on, the newest first: the candidates after the first begin where it began. */
  #known: readonly Known[] = []
  /** What fits at the newest places within a text, the newest first. */
  #fillings: readonly { readonly at: string; readonly fillings: Fillings }[] = []

  /** `infill`: the marks of a model that was taught to fill in the middle. `memory`: what the author says again and again. */
  constructor(
    model: LanguageModel,
    settings: CompletionSettings = defaultSettings,
    { infill = null, memory = null }: { readonly infill?: InfillMarks | null; readonly memory?: Memory | null } = {},
  ) {
    this.#model = model
    this.#memory = memory
    this.#splits = new Splits(model)
    this.#settings = settings
    this.#windows = new Windows(model, model.contextTokens - settings.tokens - followingTokens - spareTokens, infill)
  }

  /** Yields whenever more can be shown, and at last with `done`. Throws the signal's reason, at most one token late. */
  async *write(request: CompletionRequest, signal: AbortSignal): AsyncGenerator<CompletionPart, void, undefined> {
    for await (const part of this.#parts(request, signal)) yield part.done ? withSpace(part, request) : part
  }

  /** Where the author's texts are asked they also say how high the bar is. */
  #draftAt(prompt: readonly number[], request: CompletionRequest, filling: Draft['filling'] = null): Draft {
    const { calibration } = this.#settings
    const heeded = calibration && request.recall ? withBar(calibration, this.#memory?.reliability ?? null) : calibration
    return new Draft(prompt, request, { ...this.#settings, calibration: heeded }, filling)
  }

  async *#parts(request: CompletionRequest, signal: AbortSignal): AsyncGenerator<CompletionPart, void, undefined> {
    const prompt = this.#windows.at(request)
    if (this.#fillsAt(request)) return yield await this.#fillingsAt(request, prompt).candidate(request.candidate, signal)
    if (request.candidate > 0) await this.#hearFirst(prompt, request, signal)
    if (request.candidate === 0) yield* this.#draft(this.#draftAt(prompt, request), signal)
    else yield* this.#asked(prompt, request, signal)
  }

  /** What was asked for: where nothing of the likeliest way may be shown, another behind the same word. Nothing is offered twice. */
  async *#asked(prompt: readonly number[], request: CompletionRequest, signal: AbortSignal): AsyncGenerator<CompletionPart, void, undefined> {
    const draft = this.#draftAt(prompt, request)
    const said = this.#knownOf(prompt)?.spoken?.texts ?? new Map<number, string>()
    const others = [...said].filter(([number]) => number < request.candidate).map(([, text]) => text)
    const isOffered = (text: string) => text !== '' && !onlyConnects(text) && others.every((other) => !differByConnective(text, other))
    let last = yield* this.#offered(draft, isOffered, signal)
    for (const way of last.text === '' || onlyConnects(last.text) ? draft.detours : []) {
      const detour = this.#draftAt(prompt, request)
      detour.evaluated = last.evaluatedTokens
      for (const { choice, choices } of way) detour.add(choice, choices, this.#model)
      last = yield* this.#offered(detour, isOffered, signal)
      if (isOffered(last.text)) break
    }
    const text = isOffered(last.text) ? last.text : ''
    said.set(request.candidate, text)
    yield cut(last, text.length)
  }

  /** Yields what is shown while a draft grows, and returns its end. A first letter may be that of a word that only connects. */
  async *#offered(draft: Draft, isOffered: (text: string) => boolean, signal: AbortSignal): AsyncGenerator<CompletionPart, CompletionPart, undefined> {
    let last: CompletionPart | undefined
    for await (const part of this.#draft(draft, signal)) {
      last = part
      if (!part.done && part.text.trim().length > 1 && isOffered(part.text)) yield part
    }
    if (!last) throw new Error('a draft has an end')
    return last
  }

  /**
   * Does in advance what a request would have to wait for, so that it is answered as it would be without, sooner. Where the window will
   * have to move soon, the one that comes then is read as well. Throws the signal's reason; what was done until then serves.
   */
  async prepare(request: CompletionRequest, depth: Depth, signal: AbortSignal): Promise<void> {
    const draft = this.#draftAt(depth === 'read' ? this.#windows.at(request) : this.#windows.peek(request), request)
    if (draft.tokens.length === 0 || draft.hopeless) return
    if (depth === 'read') await this.#beginnings(draft, signal)
    else if (this.#fillsAt(request)) await this.#fillingsAt(request, draft.tokens).candidate(0, signal)
    else await toItsEnd(this.#draft(draft, signal))
    const ahead = this.#model.texts > 1 ? this.#windows.ahead(request) : null
    if (ahead) await this.#model.evaluate(ahead, 1, signal)
  }

  /** Whether a suggestion has to lead to what follows, of which the model is not told. */
  #fillsAt(request: CompletionRequest): boolean {
    return this.#settings.fitsAbove !== null && hasRest(request) && !this.#windows.tellsWhatFollows(request)
  }

  #fillingsAt(request: CompletionRequest, prompt: readonly number[]): Fillings {
    const { at } = this.#draftAt(prompt, request)
    const known = this.#fillings.find((one) => one.at === at) ?? { at, fillings: this.#newFillings(request, prompt) }
    this.#fillings = [known, ...this.#fillings.filter((one) => one !== known)].slice(0, promptsKnown)
    return known.fillings
  }

  #newFillings(request: CompletionRequest, prompt: readonly number[]): Fillings {
    const whole = async (draft: Draft, signal: AbortSignal): Promise<Drafted> => {
      const part = await toItsEnd(this.#draft(draft, signal))
      return { part, isBegun: draft.steps > 0, stands: (text) => draft.stands(text) }
    }
    const likeliest = (signal: AbortSignal) => whole(this.#draftAt(prompt, { ...request, candidate: 0 }, 'likeliest'), signal)
    const begun = (candidate: number, signal: AbortSignal) => whole(this.#draftAt(prompt, { ...request, candidate }, 'one-of-all'), signal)
    const following = new Following(this.#model, this.#windows.textAt(request), restOf(request.after))
    return new Fillings({ likeliest, begun }, following, request, { ...this.#settings, fitsAbove: this.#settings.fitsAbove ?? -Infinity })
  }

  /** How much likelier what follows the caret is behind a text than at once, as a logarithm. Throws the signal's reason. */
  async gainBehind(text: string, request: CompletionRequest, signal: AbortSignal): Promise<number> {
    const following = new Following(this.#model, this.#windows.textAt(request), restOf(request.after))
    const atOnce = await following.behind('', signal)
    return (await following.behind(text, signal)).all - atOnce.all
  }

  /** What the model has to say behind a text by itself. Throws the signal's reason. */
  generate(text: string, generation: Generation, signal: AbortSignal): Promise<string> {
    return generate(this.#model, text, generation, signal)
  }

  /** Which candidates there are depends on whether the likeliest was worth saying. */
  async #hearFirst(prompt: readonly number[], request: CompletionRequest, signal: AbortSignal): Promise<void> {
    const likeliest = this.#draftAt(prompt, { ...request, candidate: 0 })
    if (this.#knownOf(prompt)?.spoken?.at !== likeliest.at) await toItsEnd(this.#draft(likeliest, signal))
  }

  #knownOf(prompt: readonly number[]): Known | undefined {
    return this.#known.find((known) => isSame(known.prompt, prompt))
  }

  async *#draft(draft: Draft, signal: AbortSignal): AsyncGenerator<CompletionPart, void, undefined> {
    const prompt = draft.tokens
    let shown = ''
    while (draft.growth === 'growing') {
      await this.#grow(draft, signal)
      const part = draft.part()
      if (part.done) break
      if (part.text.length > shown.length) yield part
      shown = part.text
    }
    const part = draft.part()
    const known = this.#knownOf(prompt)
    if (draft.candidate === 0 && known) known.spoken = { at: draft.at, texts: new Map([[0, part.text]]) }
    yield { ...part, done: true }
  }

  async #grow(draft: Draft, signal: AbortSignal): Promise<void> {
    const { calibration, continueAbove, tokens } = this.#settings
    if (draft.tokens.length === 0 || draft.hopeless) return draft.end('ended')
    const voices = this.#voices(draft)
    const expected = draft.steps === 0 ? await this.#beginnings(draft, signal) : await this.#choices(draft, 0, signal, this.#split(draftFrom(voices), draft))
    const choices = mixed(expected, voices, (text) => firstToken(this.#split(text.slice(0, 6), draft), this.#model))
    const choice = draft.steps === 0 ? this.#beginning(draft, choices) : choices[0]
    if (!choice || !this.#isText(choice)) return draft.end('ended')
    if (draft.probabilityWith(choice) < (calibration?.leastProbability ?? continueAbove))
      return draft.end(continuesWord.test(choice.text) ? 'limited' : 'ended')
    draft.add(choice, choices, this.#model)
    if (draft.steps >= tokens) draft.end('limited')
  }

  async #beginnings(draft: Draft, signal: AbortSignal): Promise<readonly Choice[]> {
    let known = this.#knownOf(draft.tokens)
    if (!known) {
      const choices = await this.#choices(draft, this.#settings.takeBack, signal)
      known = { prompt: draft.tokens, choices: draft.startsBlock ? withoutBlockMarks(choices) : choices, spoken: null }
    }
    this.#known = [known, ...this.#known.filter((other) => other !== known)].slice(0, promptsKnown)
    signal.throwIfAborted()
    return known.choices
  }

  #beginning(draft: Draft, choices: readonly Choice[]): Choice | undefined {
    const { offerAbove } = this.#settings
    const isText = (choice: Choice) => this.#isText(choice)
    const isShowable = ({ text }: Choice) => draft.couldShow(text)
    return beginningOf(draft.candidate, choices, { speakAbove: this.#speakAbove(draft), offerAbove, isText, isShowable, said: this.#said(draft) })
  }

  /** What the author's texts had their say in, where other candidates are asked for, which are the model's own. */
  #said({ candidate, tokens, at, filling, request }: Draft): string | null {
    const spoken = candidate > 0 && filling === null && this.#memory !== null && request.recall ? this.#knownOf(tokens)?.spoken : null
    return spoken?.at === at ? spoken.texts.get(0) || null : null
  }

  /** For the other candidates the likeliest counts as said where something of it could be shown. */
  #speakAbove({ candidate, tokens, at, filling }: Draft): number {
    const { calibration, speakAbove } = this.#settings
    if (filling === 'one-of-all') return Infinity
    const least = calibration ? calibration.leastProbability : speakAbove
    if (candidate === 0) return least
    const spoken = this.#knownOf(tokens)?.spoken
    return spoken?.at === at && spoken.texts.get(0) !== '' ? 0 : Infinity
  }

  /** How the draft may go on, the likeliest first; up to `takeBack` of its last tokens may be replaced. `ahead` is what is guessed to follow. */
  async #choices(draft: Draft, takeBack: number, signal: AbortSignal, ahead: readonly number[] = []): Promise<readonly Choice[]> {
    const { choices, evaluated } = await choicesBehind(this.#model, draft.tokens, takeBack, signal, ahead)
    draft.evaluated += evaluated
    return choices
  }

  /** What followed in the author's texts where they stand as the draft does. */
  #voices(draft: Draft): readonly Voice[] {
    if (this.#memory === null) return []
    const { text, unfinished } = draft.written
    const voices = voicesAt(text, draft.request, this.#memory)
    return unfinished.length === 0 ? voices : voices.filter((voice) => this.#split(voice.text, draft).length > 0)
  }

  /** The tokens of a text behind the draft; none where it cannot stand behind a half character. */
  #split(text: string, { written: { unfinished } }: Draft): readonly number[] {
    const split = this.#splits.of(text)
    return unfinished.every((token, at) => token === split[at]) ? split.slice(unfinished.length) : []
  }

  #isText({ text, token }: Choice): boolean {
    return text !== '' && !this.#model.endsText(token)
  }
}

/** A prompt, how it may go on, and what each candidate said at the place where that was asked last; null until the likeliest is known. */
interface Known {
  readonly prompt: readonly number[]
  readonly choices: readonly Choice[]
  spoken: { readonly at: string; readonly texts: Map<number, string> } | null
}

async function toItsEnd(parts: AsyncGenerator<CompletionPart, void, undefined>): Promise<CompletionPart> {
  let last: CompletionPart | undefined
  for await (const part of parts) last = part
  if (!last) throw new Error('a draft has an end')
  return last
}

/** A whole suggestion with the space that parts it from what follows. */
function withSpace(part: CompletionPart, { before, after }: CompletionRequest): CompletionPart {
  const space = spaceBehind(part.text, before, after)
  const lengthen = <T extends SuggestedPiece>(pieces: readonly T[]) =>
    pieces.map((piece, at) => (at === pieces.length - 1 ? { ...piece, text: piece.text + space } : piece))
  return space === '' ? part : { ...part, text: part.text + space, tokens: lengthen(part.tokens), pieces: lengthen(part.pieces) }
}

function isSame(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((token, at) => token === b[at])
}

/** What would be the rest of a Latin word or a number; before anything else the word is whole, however the text goes on. */
const continuesWord = /^[\p{Script=Latin}\p{N}_'’.-]/u
