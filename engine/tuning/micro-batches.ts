/** Runs a step's windows through the base in batches as large as the memory allows. */
import { MemoryError, type SessionOptions } from '#engine/graph/index.ts'
import type { BatchShape, DecoderConfig, ParameterPlan } from '#engine/model/index.ts'
import {
  addStep,
  type Batch,
  type Evaluation,
  evaluateHeldOut,
  type Feeds,
  LossRows,
  meanStep,
  type SoftBatch,
  type StepResult,
  type TokenCorpus,
  TrainingStep,
} from '#engine/training/index.ts'

/** How a step is cut into batches. */
export interface Cut {
  /** Windows of one batch. */
  readonly batch: number
  /** Batches of one step. */
  readonly accumulate: number
}

/** What holds for every window. */
type Window = Required<Pick<BatchShape, 'length' | 'recompute'>>

/** The compiled graphs of a run, anew with half the batch wherever memory ends. */
export class MicroBatches implements AsyncDisposable {
  readonly #config: DecoderConfig
  readonly #window: Window
  readonly #session: SessionOptions
  readonly #plan: ParameterPlan
  #cut: Cut
  #step: TrainingStep | undefined
  #rows: LossRows | undefined

  constructor(config: DecoderConfig, window: Window, cut: Cut, plan: ParameterPlan, session: SessionOptions) {
    this.#config = config
    this.#window = { length: window.length, recompute: window.recompute }
    this.#cut = cut
    this.#plan = plan
    this.#session = session
  }

  /** As it is now. */
  get cut(): Cut {
    return this.#cut
  }

  /** The mean loss and gradients of a step's windows. Throws a MemoryError where there is too little for a single one. */
  async learn(weights: Feeds, windows: Batch): Promise<StepResult> {
    return this.#halving(async () => {
      const shape = { ...this.#shape, isWeighted: windows.weights !== undefined, softWidth: windows.soft?.width }
      this.#step ??= await TrainingStep.compile(this.#config, shape, this.#session, this.#plan)
      const { batch, accumulate } = this.#cut
      const part = (at: number): Batch => partOf(windows, at * batch * this.#window.length, (at + 1) * batch * this.#window.length)
      let total = await this.#step.run(weights, part(0))
      for (let at = 1; at < accumulate; at++) total = addStep(total, await this.#step.run(weights, part(at)))
      return meanStep(total, accumulate)
    })
  }

  /** Bits per character of texts. `onProgress` is told how many tokens are done. */
  async evaluate(corpus: TokenCorpus, weights: Feeds, signal?: AbortSignal, onProgress?: (tokensDone: number) => void): Promise<Evaluation> {
    return this.#halving(async () => {
      this.#rows ??= await LossRows.compile(this.#config, this.#shape, this.#session, this.#plan)
      return evaluateHeldOut(corpus, weights, this.#rows, { signal, onProgress })
    })
  }

  get #shape(): BatchShape {
    return { batch: this.#cut.batch, ...this.#window, apart: true }
  }

  async #halving<T>(work: () => Promise<T>): Promise<T> {
    for (;;) {
      try {
        return await work()
      } catch (error) {
        if (!(error instanceof MemoryError)) throw error
        await this.dispose()
        this.#cut = halved(this.#cut) ?? tooSmall(error)
      }
    }
  }

  async dispose(): Promise<void> {
    await this.#step?.dispose()
    await this.#rows?.dispose()
    this.#step = undefined
    this.#rows = undefined
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.dispose()
  }
}

/** The same windows in batches of half the size; undefined where a batch is a single one. */
export function halved({ batch, accumulate }: Cut): Cut | undefined {
  if (batch === 1) return undefined
  return batch % 2 === 0 ? { batch: batch / 2, accumulate: accumulate * 2 } : { batch: 1, accumulate: accumulate * batch }
}

function tooSmall({ message }: MemoryError): never {
  throw new MemoryError(`${message} even for a single window; shorter windows, fewer bits or a smaller base need less`)
}

function partOf({ tokens, targets, starts, weights, soft }: Batch, from: number, to: number): Batch {
  return {
    ...{ tokens: tokens.subarray(from, to), targets: targets.subarray(from, to), starts: starts.subarray(from, to) },
    ...(weights && { weights: weights.subarray(from, to) }),
    ...(soft && { soft: softPart(soft, from, to) }),
  }
}

function softPart({ width, ids, shares }: SoftBatch, from: number, to: number): SoftBatch {
  return { width, ids: ids.subarray(from * width, to * width), shares: shares.subarray(from * width, to * width) }
}
