/** The teacher of a run that listens to its base: reads the texts through the base as it is, once, and remembers what it expects at each place (soft-targets.ts). */
import { type Elements, input, Session, type SessionOptions, softmax } from '#engine/graph/index.ts'
import { buildDecoder, type DecoderConfig, logits, Parameters, parameterSpecs } from '#engine/model/index.ts'
import { documentStarts, type Feeds, type TokenCorpus } from '#engine/training/index.ts'
import { SoftTargets, type SoftOptions } from './soft-targets.ts'
import type { TuningSettings } from './settings.ts'

/** Numbers of probabilities that are held at once, at most. */
const MOST_PROBABILITIES = 2 ** 24
/** The share of a window that is only read, so that what is expected after it is expected knowing what came before. */
const LEAD = 1 / 4
/** So often a token is read for that. */
export const READ_AGAIN = 1 / (1 - LEAD)

/** How far the texts are read, and what was found there. */
export interface Begun {
  readonly softTargets: SoftTargets
  readonly place: number
}

/** Nothing of them is read yet. */
export function nothingRead(corpus: TokenCorpus, { vocabulary }: Pick<DecoderConfig, 'vocabulary'>, soft: SoftOptions): Begun {
  return { softTargets: new SoftTargets(corpus.tokens.length, vocabulary, soft), place: 0 }
}

export class Teacher implements AsyncDisposable {
  readonly #corpus: TokenCorpus
  readonly #weights: Feeds
  readonly #config: DecoderConfig
  readonly #length: number
  readonly #rows: number
  readonly #hidden: Session
  readonly #probabilities: Session
  readonly #softTargets: SoftTargets
  #place: number

  private constructor(
    corpus: TokenCorpus,
    weights: Feeds,
    config: DecoderConfig,
    [length, rows]: readonly [number, number],
    [hidden, probabilities]: readonly [Session, Session],
    begun: Begun,
  ) {
    this.#corpus = corpus
    this.#weights = weights
    this.#config = config
    ;[this.#length, this.#rows] = [length, rows]
    ;[this.#hidden, this.#probabilities] = [hidden, probabilities]
    this.#softTargets = begun.softTargets
    this.#place = begun.place
  }

  /** `weights` are the base's own, in as many bits as the settings say; `begun`: what was read before. One window is read at a time, so it takes less than a step. */
  static async open(
    config: DecoderConfig,
    { length, bits }: Pick<TuningSettings, 'length' | 'bits'>,
    soft: SoftOptions,
    { corpus, weights, begun }: { readonly corpus: TokenCorpus; readonly weights: Feeds; readonly begun?: Begun },
    session: SessionOptions,
  ): Promise<Teacher> {
    const specs = parameterSpecs(config)
    const decoder = buildDecoder(config, { batch: 1, length, apart: true }, new Parameters(specs, { isFrozen: () => true, bits }))
    const rows = Math.max(1, Math.min(length, Math.floor(MOST_PROBABILITIES / config.vocabulary)))
    const hidden = await Session.compile([decoder.hidden], session)
    const next = softmax(logits({ hidden: input('hidden', [rows, config.width]), head: decoder.head }))
    return new Teacher(corpus, weights, config, [length, rows], [hidden, await Session.compile([next], session)], begun ?? nothingRead(corpus, config, soft))
  }

  /** Places that are read. */
  get place(): number {
    return this.#place
  }

  /** What was found; undefined until all is read. */
  get found(): SoftTargets | undefined {
    return this.#place < this.#corpus.tokens.length ? undefined : this.#softTargets
  }

  /** Reads on by a window. */
  async advance(): Promise<void> {
    const { tokens, endOfText } = this.#corpus
    const length = this.#length
    const from = Math.max(0, this.#place - Math.floor(length * LEAD))
    const to = Math.min(tokens.length, from + length)
    const inputs = BigInt64Array.from({ length }, (_, i) => BigInt(tokens[from + i - 1] ?? endOfText))
    const [hidden] = await this.#hidden.run(
      new Map<string, Elements>([...this.#weights, ['tokens', inputs], ['starts', documentStarts(inputs, length, endOfText)]]),
    )
    await this.#keep(hidden as Float32Array, from, to)
    this.#place = to
  }

  async #keep(hidden: Float32Array, from: number, to: number): Promise<void> {
    const { width, vocabulary } = this.#config
    const rows = this.#rows
    for (let start = this.#place; start < to; start += rows) {
      const end = Math.min(to, start + rows)
      const chunk = new Float32Array(rows * width)
      chunk.set(hidden.subarray((start - from) * width, (end - from) * width))
      const [all] = await this.#probabilities.run(new Map<string, Elements>([...this.#weights, ['hidden', chunk]]))
      for (let place = start; place < end; place++)
        this.#softTargets.keep(place, (all as Float32Array).subarray((place - start) * vocabulary, (place - start + 1) * vocabulary))
    }
  }

  async dispose(): Promise<void> {
    await this.#hidden.dispose()
    await this.#probabilities.dispose()
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.dispose()
  }
}
