/**
 * Bits per character of texts, before and after: by the very graph that learns, whose figures the run itself was led by, and exact in
 * vocabularies of any size. The adapter stands beside the base, which is in memory once for both.
 */
import type { Adapter } from '#engine/adapters/index.ts'
import type { Elements, SessionOptions } from '#engine/graph/index.ts'
import { type Bits, type LoraSpec, loraSpecs, loraTargets, parameterSpecs } from '#engine/model/index.ts'
import type { Feeds, TextEncoder, TokenCorpus } from '#engine/training/index.ts'
import { type Base, encodeTexts, frozenFeeds, MicroBatches } from '#engine/tuning/index.ts'
import type { ProofWork } from './sample.ts'

export interface BitsOptions {
  /** In how many bits the base's numbers are kept. */
  readonly bits: Bits
  readonly session: SessionOptions
}

/** Windows as short as those of a run, and several of them at once where the memory allows. */
const [longestWindow, together] = [512, 4]

export class BitsMeter implements AsyncDisposable {
  readonly #encoder: TextEncoder
  readonly #batches: MicroBatches
  readonly #weights: { readonly before: Feeds; readonly after: Feeds }

  private constructor(encoder: TextEncoder, batches: MicroBatches, weights: { before: Feeds; after: Feeds }) {
    this.#encoder = encoder
    this.#batches = batches
    this.#weights = weights
  }

  static async open(base: Base, adapter: Adapter, encoder: TextEncoder, { bits, session }: BitsOptions): Promise<BitsMeter> {
    const { config } = base
    const rank = Math.max(...[...adapter.matrices.values()].map((matrix) => matrix.rank))
    const specs = loraSpecs(config, { rank, alpha: rank, stabilised: false, targets: loraTargets(config) }).filter(({ matrix }) => adapter.matrices.has(matrix))
    if (specs.length < adapter.matrices.size) throw new Error(`only ${specs.length} of the adapter's ${adapter.matrices.size} matrices can be measured`)
    const frozen = await frozenFeeds(base, parameterSpecs(config), bits)
    const thin = halves(specs, adapter)
    const none = new Map([...thin].map(([name, numbers]) => [name, new Float32Array(numbers.length)]))
    const plan = { isFrozen: () => true, bits, lora: { specs, factor: 1 } }
    const window = { length: Math.min(longestWindow, config.contextLength), recompute: false }
    const batches = new MicroBatches(config, window, { batch: together, accumulate: 1 }, plan, { ...session, lean: true })
    const fed = (own: ReadonlyMap<string, Float32Array>): Feeds => new Map<string, Elements>([...frozen, ...own])
    return new BitsMeter(encoder, batches, { before: fed(none), after: fed(thin) })
  }

  /** Texts in the base's tokens, to be measured. */
  read(works: readonly ProofWork[]): Promise<TokenCorpus> {
    return encodeTexts(
      works.map(({ id, text }) => ({ work: id, text })),
      this.#encoder,
    )
  }

  async perCharacter(corpus: TokenCorpus, side: 'before' | 'after', signal: AbortSignal, onProgress: (share: number) => void): Promise<number> {
    const done = (tokens: number): void => onProgress(tokens / corpus.tokens.length)
    return (await this.#batches.evaluate(corpus, this.#weights[side], signal, done)).all.bitsPerCharacter
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#batches.dispose()
  }
}

/** The adapter's numbers, its factors in them, all as wide as the widest. */
function halves(specs: readonly LoraSpec[], adapter: Adapter): Map<string, Float32Array> {
  return new Map(
    specs.flatMap(({ matrix, a, b }) => {
      const own = adapter.matrices.get(matrix)
      const [width, out, rank] = [a.shape[1] ?? 0, b.shape[0] ?? 0, a.shape[0] ?? 0]
      const [first, second] = [new Float32Array(rank * width), new Float32Array(out * rank)]
      if (own) {
        first.set(own.a)
        for (let row = 0; row < out; row++) for (let k = 0; k < own.rank; k++) second[row * rank + k] = own.factor * (own.b[row * own.rank + k] ?? 0)
      }
      return [[a.name, first] as const, [b.name, second] as const]
    }),
  )
}
