/** A model in llama.cpp: sequences of tokens behind prefix caches. */
import type { Llama, LlamaContext, LlamaContextSequence, LlamaModel, Token } from 'node-llama-cpp'
import { CompletionError, EvaluationError } from './completion-error.ts'
import type { Distribution } from './healing.ts'
import type { InfillMarks } from './infill.ts'
import type { Evaluation, LanguageModel } from './language-model.ts'
import { lookUp } from './lookup.ts'
import { PrefixCache, type TokenSequence } from './prefix-cache.ts'
import { PrefixCaches } from './prefix-caches.ts'
import type { Threads } from './threads.ts'

/**
 * Temperature 1 and a small `topK` cut the list of candidates before it is copied out of llama.cpp: the
 * probabilities then cost nothing beside the model, where temperature 0 copies the whole vocabulary.
 */
const sampling = { temperature: 1, topK: 20, topP: 1, minP: 0 }
/** From so many tokens at once on, reading pays for more threads. */
const manyTokens = 16

/**
 * Models that keep a state of what they have read (Mamba, LFM2, Qwen3-Next) cannot forget single tokens. Their state is kept where a
 * prompt ends, so that what was written behind it can be forgotten; this many states, in at most so many bytes.
 */
const checkpoints = { max: 16, interval: false, maxMemory: 128 * 2 ** 20 } as const

/** A sequence in a context of llama.cpp. Threads are set before each step, through the limit of all of llama.cpp. */
export class LlamaSequence implements TokenSequence {
  threads: Threads
  readonly #llama: Llama
  readonly #sequence: LlamaContextSequence
  /** Whether something was forgotten since its state was kept. */
  #isCut = false
  /** How many tokens had been read where its state was kept, fewest first. */
  #states: number[] = []
  #stateBytes = 0

  constructor(llama: Llama, context: LlamaContext, threads: Threads) {
    this.#llama = llama
    this.#sequence = context.getSequence({ checkpoints })
    this.threads = threads
  }

  get tokens(): readonly number[] {
    return this.#sequence.contextTokens
  }

  get evaluatedSoFar(): number {
    const { usedInputTokens, usedOutputTokens } = this.#sequence.tokenMeter
    return usedInputTokens + usedOutputTokens
  }

  /** Whether what was read can only be forgotten back to where its state was kept. */
  get keepsStates(): boolean {
    return this.#sequence.needsCheckpoints
  }

  /** Forgets further than asked where only a state before it was kept: node-llama-cpp would read on from there at once, and nothing could stop it. */
  async truncate(length: number): Promise<void> {
    this.#states = this.#states.filter((tokens) => tokens <= length)
    const start = this.keepsStates ? (this.#states.at(-1) ?? 0) : length
    await this.#step(this.#sequence.eraseContextTokenRanges([{ start, end: this.#sequence.nextTokenIndex }]))
    this.#isCut = true
  }

  /** Throws CompletionError (`model-unsound`) where what the model computes is no number, EvaluationError where it computes nothing. */
  async append(tokens: readonly number[], wanted: number): Promise<readonly Distribution[]> {
    this.#llama.maxThreads = tokens.length >= manyTokens ? this.threads.reading : this.threads.writing
    const firstWanted = tokens.length - wanted
    const answers = await this.#step(
      this.#sequence.controlledEvaluate(
        tokens.map((token, at) => (at < firstWanted ? asToken(token) : [asToken(token), { generateNext: { probabilities: true, options: sampling } }])),
      ),
    )
    const distributions = Array.from({ length: wanted }, (_, at) => answers[firstWanted + at]?.next.probabilities ?? new Map<number, number>())
    for (const distribution of distributions) checkNumbers(distribution)
    // A single token behind all the others is one of a suggestion, or the next key: the state before it serves.
    if (this.keepsStates && wanted > 0 && (this.#isCut || tokens.length > 1)) await this.#keepState()
    return distributions
  }

  /** Throws EvaluationError where llama.cpp fails at a step: what it was given is sound, so that the card or its driver is what failed. */
  async #step<T>(work: Promise<T>): Promise<T> {
    try {
      return await work
    } catch (error) {
      throw new EvaluationError(`${this.#llama.gpu || 'the processor'} failed at work: ${error instanceof Error ? error.message : String(error)}`, {
        cause: error,
      })
    }
  }

  async #keepState(): Promise<void> {
    this.#isCut = false
    if (this.#states.at(-1) === this.tokens.length) return
    await this.#step(this.#sequence.takeCheckpoint())
    this.#states.push(this.tokens.length)
    // All take as much; the oldest make room, and nothing but the sum of their bytes tells of it.
    const bytes = this.#sequence.checkpointsMemoryUsage
    if (this.#states.length === 1) this.#stateBytes = bytes
    this.#states = this.#states.slice(-Math.round(bytes / this.#stateBytes))
  }
}

/** Numbers that were overwritten in a file make every sum that they are in NaN, and llama.cpp says nothing. All are shares of one sum, so one tells of all. */
function checkNumbers(distribution: Distribution): void {
  const [probability = 0] = distribution.values()
  if (!Number.isFinite(probability)) throw unsound('what the model computes is no number')
}

/** Throws CompletionError (`model-unsound`) where nothing is likelier than anything else in any of the places. */
export function checkChoice(distributions: readonly Distribution[]): void {
  const hasChoice = distributions.some((distribution) => new Set(distribution.values()).size > 1)
  if (!hasChoice) throw unsound('to the model every token is as likely as any other')
}

function unsound(reason: string): CompletionError {
  return new CompletionError('model-unsound', `${reason}: its file is most likely damaged. Fetch the whole file again, or choose another model.`)
}

/** The ids of node-llama-cpp are numbers under a brand; ours came out of it. */
function asToken(id: number): Token {
  return id as Token
}

/** How much a model does at a time, as measured. */
export interface Pace {
  /** Tokens read at once, between which giving up is possible. */
  readonly stepTokens: number
  /** Tokens looked up in the text and read along with what is asked for; 0 where that does not pay. */
  readonly draftTokens: number
  /** Tokens of what the author's texts tell, which is mostly right, that are read along; 0 where not even that pays. */
  readonly verifiedTokens: number
}

export class LlamaLanguageModel implements LanguageModel {
  readonly contextTokens: number
  readonly #model: LlamaModel
  readonly #caches: PrefixCaches
  readonly #verified: number
  readonly #begin: readonly number[]
  /** Text that tokens stand behind where nothing else is known: the first word of all loses its space in some vocabularies. */
  readonly #lineEnd: readonly number[]

  constructor(model: LlamaModel, contextTokens: number, sequences: readonly TokenSequence[], { stepTokens, draftTokens, verifiedTokens }: Pace) {
    this.#model = model
    this.#verified = verifiedTokens
    this.contextTokens = contextTokens
    const guess = (tokens: readonly number[]) => lookUp(tokens, Math.min(draftTokens, contextTokens - tokens.length))
    this.#caches = new PrefixCaches(sequences.map((sequence) => new PrefixCache(sequence, stepTokens, guess)))
    const { bos, shouldPrependBosToken } = model.tokens
    this.#begin = shouldPrependBosToken && bos !== null ? [bos] : []
    this.#lineEnd = model.tokenize('\n').slice(-1)
  }

  get texts(): number {
    return this.#caches.count
  }

  /** The marks that its vocabulary has for filling in the middle, whether it was taught them or not. */
  get infillMarks(): InfillMarks | null {
    const { prefix, suffix, middle } = this.#model.tokens.infill
    return prefix === null || suffix === null || middle === null ? null : { prefix, suffix, middle }
  }

  tokenize(text: string): readonly number[] {
    return [...this.#begin, ...this.#model.tokenize(text)]
  }

  textOf(tokens: readonly number[], preceding: readonly number[] = this.#lineEnd): string {
    const texts = tokens.filter((token) => !this.#isMark(token))
    return this.#model.detokenize(texts.map(asToken), false, preceding.map(asToken))
  }

  /** Whether the token is a mark of the model's own that looks like text, such as `<start_of_image>` or `[multimodal]`. */
  #isMark(token: number): boolean {
    return this.#model.getTokenAttributes(asToken(token)).userDefined && /\p{L}/u.test(this.#model.detokenize([asToken(token)]))
  }

  endsText(token: number): boolean {
    return this.#model.isEogToken(asToken(token))
  }

  evaluate(tokens: readonly number[], wanted: number, signal: AbortSignal, ahead: readonly number[] = []): Promise<Evaluation> {
    return this.#caches.evaluate(tokens, wanted, signal, ahead.slice(0, Math.max(0, Math.min(this.#verified, this.contextTokens - tokens.length))))
  }
}
