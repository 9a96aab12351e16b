/**
 * Bits per character of texts, before and after: by the very graph that learns, whose figures the run itself was led by, and exact in
 * vocabularies of any size. An adapter stands beside the base, which is in memory once for both; of a base and the model that was made of
 * it one is in memory at a time.
 */
import type { Adapter } from '#engine/adapters/index.ts'
import type { Elements, SessionOptions } from '#engine/graph/index.ts'
import { type Bits, type LoraSpec, loraSpecs, loraTargets, parameterCount, type ParameterPlan, parameterSpecs } from '#engine/model/index.ts'
import type { Feeds, TextEncoder, TokenCorpus } from '#engine/training/index.ts'
import { type Base, encodeTexts, frozenFeeds, MicroBatches } from '#engine/tuning/index.ts'
import type { ProofWork } from './sample.ts'
import { isLarge } from './scale.ts'

/** What is held against a base: what is kept beside it, or the model that came of it where it was taught as a whole. */
export type Taught = { readonly adapter: Adapter } | { readonly model: Base }

export interface BitsOptions {
  /** In how many bits the base's numbers are kept. */
  readonly bits: Bits
  readonly session: SessionOptions
}

/** Windows as short as those of a run, and several of them at once where that takes no longer than an author would wait. */
const [longestWindow, together] = [512, 4]

type Side = 'before' | 'after'
type SideWeights = (side: Side) => Promise<Feeds>

export class BitsMeter implements AsyncDisposable {
  readonly #encoder: TextEncoder
  readonly #batches: MicroBatches
  readonly #weights: SideWeights

  private constructor(encoder: TextEncoder, batches: MicroBatches, weights: SideWeights) {
    this.#encoder = encoder
    this.#batches = batches
    this.#weights = weights
  }

  static async open(base: Base, taught: Taught, encoder: TextEncoder, { bits, session }: BitsOptions): Promise<BitsMeter> {
    const { config } = base
    const { plan, weights } = 'adapter' in taught ? await beside(base, taught.adapter, bits) : inTurn(base, taught.model, bits)
    const window = { length: Math.min(longestWindow, config.contextLength), recompute: false }
    const cut = { batch: isLarge(parameterCount(config)) ? 1 : together, accumulate: 1 }
    return new BitsMeter(encoder, new MicroBatches(config, window, cut, plan, { ...session, lean: true }), weights)
  }

  /** Texts in the base's tokens, to be measured. */
  read(works: readonly ProofWork[]): Promise<TokenCorpus> {
    return encodeTexts(
      works.map(({ id, text, context = [] }) => ({ work: id, text, context })),
      this.#encoder,
    )
  }

  /** `onProgress` is awaited between two batches. */
  async perCharacter(corpus: TokenCorpus, side: Side, signal: AbortSignal, onProgress: (share: number) => unknown): Promise<number> {
    const done = (tokens: number) => onProgress(tokens / corpus.tokens.length)
    return (await this.#batches.evaluate(corpus, await this.#weights(side), signal, done)).all.bitsPerCharacter
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#batches.dispose()
  }
}

interface Sided {
  readonly plan: ParameterPlan
  readonly weights: SideWeights
}

/** The base with an adapter beside it; before, that is of nothing but zeros. */
async function beside(base: Base, adapter: Adapter, bits: Bits): Promise<Sided> {
  const { config } = base
  const rank = Math.max(...[...adapter.matrices.values()].map((matrix) => matrix.rank))
  const specs = loraSpecs(config, { rank, alpha: rank, stabilised: false, targets: loraTargets(config) }).filter(({ matrix }) => adapter.matrices.has(matrix))
  if (specs.length < adapter.matrices.size) throw new Error(`only ${specs.length} of the adapter's ${adapter.matrices.size} matrices can be measured`)
  const frozen = await frozenFeeds(base, parameterSpecs(config), bits)
  const thin = halves(specs, adapter)
  const none = new Map([...thin].map(([name, numbers]) => [name, new Float32Array(numbers.length)]))
  const fed = (own: ReadonlyMap<string, Float32Array>): Feeds => new Map<string, Elements>([...frozen, ...own])
  const feeds = { before: fed(none), after: fed(thin) }
  return { plan: { isFrozen: () => true, bits, lora: { specs, factor: 1 } }, weights: (side) => Promise.resolve(feeds[side]) }
}

/** The base, then the model that was made of it. */
function inTurn(base: Base, model: Base, bits: Bits): Sided {
  let last: { readonly side: Side; readonly feeds: Feeds } | null = null
  return {
    plan: { isFrozen: () => true, bits },
    weights: async (side) => {
      if (last?.side === side) return last.feeds
      last = null
      const feeds = await frozenFeeds(side === 'before' ? base : model, parameterSpecs(base.config), bits)
      last = { side, feeds }
      return feeds
    },
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
