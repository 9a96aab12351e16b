/**
 * A training run: weights, optimiser, data position and compiled step together. It knows no files and
 * prints nothing; the command line drives it step by step.
 */
import type { SessionOptions } from '#engine/graph/index.ts'
import { type BatchShape, checkWeights, parameterSpecs } from '#engine/model/index.ts'
import type { Checkpoint } from './checkpoint.ts'
import { CheckpointError } from './run-file.ts'
import { DataError } from './text-lines.ts'
import { evaluateHeldOut, type Evaluation } from './evaluation.ts'
import { DivergedError, Optimiser } from './optimiser.ts'
import { type HeldOutRecord, type RunChange, type RunSettings, tokensOfStep } from './run-record.ts'
import { rateFactor } from './schedule.ts'
import { beginning, type Beginning, changed, inDueStage } from './stages.ts'
import { addStep, LossRows, meanStep, type StepResult, TrainingStep } from './step.ts'
import { corpusFingerprint, type TokenCorpus, WindowSampler } from './token-corpus.ts'

/** What one step did. */
export interface StepReport {
  readonly step: number
  /** Mean cross-entropy in nats a token. */
  readonly loss: number
  /** Norm of the whole gradient before clipping. */
  readonly gradientNorm: number
  readonly rateFactor: number
}

/** A run under way. Whoever begins or resumes one disposes of it. */
export class Trainer implements AsyncDisposable {
  readonly #settings: RunSettings
  readonly #session: SessionOptions
  readonly #tokenizer: string
  readonly #weights: ReadonlyMap<string, Float32Array>
  readonly #optimiser: Optimiser
  readonly #sampler: WindowSampler
  readonly #compiled: TrainingStep
  readonly #changes: Checkpoint['changes']
  readonly #stages: Checkpoint['stages']
  readonly #runs: Checkpoint['runs']
  readonly #heldOut: HeldOutRecord[]
  #step: number
  #begun: Checkpoint['begun']
  #lossRows: LossRows | undefined

  private constructor(from: Checkpoint, sampler: WindowSampler, optimiser: Optimiser, compiled: TrainingStep, session: SessionOptions) {
    this.#settings = from.settings
    this.#tokenizer = from.tokenizer
    this.#weights = from.weights as ReadonlyMap<string, Float32Array>
    this.#changes = from.changes
    this.#stages = from.stages
    this.#runs = from.runs
    this.#heldOut = [...from.heldOut]
    this.#step = from.step
    this.#begun = from.begun
    this.#sampler = sampler
    this.#optimiser = optimiser
    this.#compiled = compiled
    this.#session = session
  }

  /** Begins a run. `tokenizer` is the text of its file, kept for the checkpoints. */
  static async begin(settings: RunSettings, corpus: TokenCorpus, tokenizer: string, session: SessionOptions, from?: Beginning): Promise<Trainer> {
    return Trainer.resume(beginning(settings, tokenizer, from), corpus, session)
  }

  /**
   * Goes on from a checkpoint, exactly unless something is to change from now on, and in the stage that is due.
   */
  static async resume(checkpoint: Checkpoint, corpus: TokenCorpus, session: SessionOptions, change: RunChange = {}): Promise<Trainer> {
    const from = inDueStage(changed(checkpoint, change))
    const { config, length, seed, classWeights, optimiser, data } = from.settings
    if (corpusFingerprint(corpus) !== data) {
      throw new CheckpointError(`the training data are not those the checkpoint was made with: fingerprint ${corpusFingerprint(corpus)}, expected ${data}`)
    }
    checkWeights(config, from.weights)
    checkTokens(corpus, config.vocabulary)
    const sampler = new WindowSampler(corpus, { seed, length, classWeights }, from.position)
    const step = await TrainingStep.compile(config, batchShape(from.settings), session)
    const moved = await Optimiser.create(parameterSpecs(config), optimiser, session, from.optimiserState)
    return new Trainer(from, sampler, moved, step, session)
  }

  get settings(): RunSettings {
    return this.#settings
  }

  /** Steps done. */
  get step(): number {
    return this.#step
  }

  /** Tokens learnt from so far. */
  get tokens(): number {
    const past = this.#changes.map(({ until, before }) => ({ until, size: tokensOfStep(before) }))
    let [tokens, from] = [0, 0]
    for (const { until, size } of [...past, { until: this.#step, size: tokensOfStep(this.#settings) }]) {
      tokens += (until - from) * size
      from = until
    }
    return tokens
  }

  /** The last step of this stage; the next one begins when the run is resumed from there. */
  get stageEnd(): number {
    return this.#stages[0]?.after ?? this.#settings.schedule.steps
  }

  get done(): boolean {
    return this.#stages.length === 0 && this.#step >= this.#settings.schedule.steps
  }

  /** Ends a run that is done, once: its weights become the blend that its settings ask for. Answers whether they did. */
  settle(): boolean {
    const { blend } = this.#settings
    if (this.#begun === undefined || blend === undefined) return false
    for (const [name, w] of this.#weights) {
      const before = this.#begun.get(name)
      for (let i = 0; i < w.length; i++) w[i] = blend * w[i]! + (1 - blend) * (before?.[i] ?? 0)
    }
    this.#begun = undefined
    return true
  }

  /** One step: its batches, then one update. Throws a DivergedError, and moves nothing, where the loss or the gradient is no number any more. */
  async advance(): Promise<StepReport> {
    const { schedule } = this.#settings
    const step = this.#step + 1
    const { loss, gradients } = await this.#learn()
    if (!Number.isFinite(loss)) throw new DivergedError(`the loss of step ${step} is ${loss}: try a lower learning rate`)
    const factor = rateFactor(schedule, step)
    const gradientNorm = await this.#optimiser.update(this.#weights, gradients, step, factor)
    this.#step = step
    return { step, loss, gradientNorm, rateFactor: factor }
  }

  /** The mean loss and gradients of a step's batches. */
  async #learn(): Promise<StepResult> {
    const { batch, accumulate } = this.#settings
    let total = await this.#compiled.run(this.#weights, this.#sampler.next(batch))
    for (let done = 1; done < accumulate; done++) {
      total = addStep(total, await this.#compiled.run(this.#weights, this.#sampler.next(batch)))
    }
    return meanStep(total, accumulate)
  }

  /** Held-out bits per character now; the whole's is remembered in the checkpoints. */
  async evaluate(heldOut: TokenCorpus, signal?: AbortSignal): Promise<Evaluation> {
    this.#lossRows ??= await LossRows.compile(this.#settings.config, batchShape(this.#settings), this.#session)
    const evaluation = await evaluateHeldOut(heldOut, this.#weights, this.#lossRows, { signal })
    this.#heldOut.push({ step: this.#step, bitsPerCharacter: evaluation.all.bitsPerCharacter })
    return evaluation
  }

  /** The run as it is; the arrays are the run's own, so write them before the next step. */
  checkpoint(): Checkpoint {
    return {
      settings: this.#settings,
      step: this.#step,
      position: this.#sampler.position,
      heldOut: [...this.#heldOut],
      changes: this.#changes,
      stages: this.#stages,
      runs: this.#runs,
      tokenizer: this.#tokenizer,
      weights: this.#weights,
      optimiserState: this.#optimiser.state,
      ...(this.#begun && { begun: this.#begun }),
    }
  }

  async dispose(): Promise<void> {
    await this.#compiled.dispose()
    await this.#optimiser.dispose()
    await this.#lossRows?.dispose()
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.dispose()
  }
}

function batchShape({ batch, length, documents }: RunSettings): BatchShape {
  return { batch, length, apart: documents === 'apart' }
}

/** Throws a DataError unless a vocabulary of this size has every token. */
export function checkTokens({ tokens }: TokenCorpus, vocabulary: number): void {
  const largest = tokens.reduce((a, b) => Math.max(a, b), 0)
  if (largest >= vocabulary) throw new DataError(`the data hold token ${largest}, but the model's vocabulary is ${vocabulary}`)
}
