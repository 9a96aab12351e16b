/**
 * A run of tuning: a base, what is trained of it, its texts, optimiser and data position together. It knows no files and prints
 * nothing; whoever drives it calls `advance` until it is done, and may stop between any two steps and go on from a checkpoint, exactly.
 */
import type { Elements, SessionOptions } from '#engine/graph/index.ts'
import { type ParameterSpec, parameterSpecs } from '#engine/model/index.ts'
import {
  CheckpointError,
  checkTokens,
  corpusFingerprint,
  DivergedError,
  type Feeds,
  Optimiser,
  rateFactor,
  type TokenCorpus,
  WindowSampler,
} from '#engine/training/index.ts'
import { type Base, frozenFeeds, type Trainable, trainableOf } from './base.ts'
import type { Reading } from './reading.ts'
import { type Begun, nothingRead, Teacher } from './teacher.ts'
import type { SoftTargets, SoftOptions } from './soft-targets.ts'
import { MicroBatches } from './micro-batches.ts'
import type { HeldOutFigure, TuningSettings, TuningSources } from './settings.ts'
import type { TuningCheckpoint } from './tuning-checkpoint.ts'

/** What a run is made of. */
export interface TuningMaterial {
  readonly base: Base
  readonly learning: TokenCorpus
  /** Whole works of which nothing is learnt. */
  readonly heldOut: TokenCorpus
}

/** What `advance` did. */
export type TuningReport =
  | {
      readonly kind: 'step'
      readonly step: number
      /** Mean cross-entropy in nats a token, against what is to be learnt of it. */
      readonly loss: number
      readonly gradientNorm: number
      /** Tokens that the step learnt from. */
      readonly tokens: number
      /** Windows that go through the base together; fewer than before where memory ended. */
      readonly batch: number
    }
  | { readonly kind: 'held-out'; readonly step: number; readonly bitsPerCharacter: number }
  /** The base reads the texts before it is taught, and so many of their tokens are read; also where a run goes on. `isKept`: they were read before. */
  | { readonly kind: 'soft-targets'; readonly step: number; readonly tokens: number; readonly of: number; readonly isKept?: true }
  /** The run diverged, and goes on from its best weights with rates half as high. */
  | { readonly kind: 'restart'; readonly step: number; readonly why: string }

/** How often a run that diverges goes back to its best weights, with rates half as high, before it gives up. */
const MOST_RESTARTS = 3
/** A held-out figure above the base's by this factor is no learning. */
const WORSE = 1.2

type Arrays = ReadonlyMap<string, Float32Array>

/** Where a run computes, and keeps what is read. */
interface Kept {
  readonly session: SessionOptions
  readonly reading: Reading | undefined
}

/** A run under way. Whoever begins or resumes one disposes of it. */
export class Tuner implements AsyncDisposable {
  readonly #settings: TuningSettings
  readonly #sources: TuningSources
  readonly #material: TuningMaterial
  readonly #specs: readonly ParameterSpec[]
  readonly #frozen: Feeds
  readonly #trained: Arrays
  readonly #batches: MicroBatches
  readonly #sampler: WindowSampler
  readonly #session: SessionOptions
  readonly #heldOut: HeldOutFigure[]
  readonly #restarts: number[]
  /** What the base expects, where the run listens to it; from then on when it is read. */
  #softTargets: SoftTargets | undefined
  #teacher: Teacher | undefined
  /** What of that was read before, once it was looked for. */
  #begun: Begun | undefined
  readonly #reading: Reading | undefined
  #optimiser: Optimiser
  #best: Arrays
  #step: number

  private constructor(from: TuningCheckpoint, material: TuningMaterial, trainable: Trainable, frozen: Feeds, optimiser: Optimiser, { session, reading }: Kept) {
    const { seed, length } = from.settings
    this.#settings = from.settings
    this.#sources = from.sources
    this.#material = material
    this.#specs = trainable.specs
    this.#frozen = frozen
    this.#trained = from.trained
    this.#best = from.best
    this.#heldOut = [...from.heldOut]
    this.#restarts = [...from.restarts]
    this.#step = from.step
    this.#optimiser = optimiser
    this.#session = session
    this.#reading = reading
    this.#sampler = new WindowSampler(material.learning, { seed, length, classWeights: {}, placed: from.settings.soft !== undefined }, from.position)
    this.#batches = new MicroBatches(material.base.config, from.settings, from.settings, trainable.plan, { ...session, lean: true })
  }

  /** Begins a run. `reading`: where what the base says of the texts is kept for one that goes on. Throws a DataError where the texts are too few. */
  static async begin(settings: TuningSettings, material: TuningMaterial, session: SessionOptions, reading?: Reading): Promise<Tuner> {
    const trained = await trainableOf(material.base.config, settings).begin(material.base)
    const from = { settings, sources: sourcesOf(material), step: 0, position: { epoch: 0, window: 0 }, heldOut: [], restarts: [] }
    return Tuner.resume({ ...from, trained, best: trained, optimiserState: new Map() }, material, session, reading)
  }

  /** Goes on from a checkpoint, exactly. Throws a CheckpointError where it is of another base or of other texts. */
  static async resume(checkpoint: TuningCheckpoint, material: TuningMaterial, session: SessionOptions, reading?: Reading): Promise<Tuner> {
    const { base, learning, heldOut } = material
    checkSources(checkpoint.sources, sourcesOf(material))
    for (const corpus of [learning, heldOut]) checkTokens(corpus, base.config.vocabulary)
    const trainable = trainableOf(base.config, checkpoint.settings)
    const optimiser = await Optimiser.create(trainable.specs, checkpoint.settings.optimiser, session, checkpoint.optimiserState)
    const frozen = await frozenFeeds(base, trainable.frozen, checkpoint.settings.bits)
    return new Tuner(checkpoint, material, trainable, frozen, optimiser, { session, reading })
  }

  get settings(): TuningSettings {
    return { ...this.#settings, ...this.#batches.cut }
  }

  /** Steps done. */
  get step(): number {
    return this.#step
  }

  get heldOut(): readonly HeldOutFigure[] {
    return this.#heldOut
  }

  /** The lowest held-out figure so far, which is what the run ends with. */
  get bestFigure(): HeldOutFigure | undefined {
    return this.#heldOut.reduce<HeldOutFigure | undefined>((best, one) => (best && best.bitsPerCharacter <= one.bitsPerCharacter ? best : one), undefined)
  }

  /** After all steps, or when held-out text has not become easier for a while. */
  get done(): boolean {
    const since = this.#heldOut.length - 1 - this.#heldOut.findIndex(({ step }) => step === this.bestFigure?.step)
    return !this.#isOwed && (this.#step >= this.#settings.schedule.steps || since >= this.#settings.patience)
  }

  /** Whether a held-out figure is due that is not measured yet: before the first step, every so often, and after the last one. */
  get #isOwed(): boolean {
    const { heldOutSteps, schedule } = this.#settings
    const isDue = this.#step % heldOutSteps === 0 || this.#step >= schedule.steps
    return isDue && this.#heldOut.at(-1)?.step !== this.#step && this.#restarts.at(-1) !== this.#step
  }

  /** What is trained, as it was when the held-out figure was lowest. */
  get best(): Arrays {
    return this.#best
  }

  /**
   * The next thing to do: a held-out figure where one is due, otherwise a step; but first, where the run listens to its base, the next window
   * for the base to read. Where the signal stops the measuring of a figure, it is measured anew next time. Where held-out text got no easier,
   * the run goes on from its best weights with rates half as high: what it learnt since is its texts rather than their voice. A run that
   * diverges does so too; when that has not helped several times, a DivergedError is thrown. Throws a MemoryError where there is too little for a single window.
   */
  async advance(signal?: AbortSignal): Promise<TuningReport> {
    if (this.#isOwed) return this.#measure(signal)
    const { soft } = this.#settings
    return soft && !this.#softTargets ? this.#read(soft) : this.#learn()
  }

  async #read(soft: SoftOptions): Promise<TuningReport> {
    const { base, learning } = this.#material
    if (this.#begun === undefined) {
      this.#begun = await this.#readBefore(soft)
      const { softTargets, place } = this.#begun
      if (place === learning.tokens.length) this.#softTargets = softTargets
      if (place > 0) return { kind: 'soft-targets', step: this.#step, tokens: place, of: learning.tokens.length, isKept: true }
    }
    this.#teacher ??= await Teacher.open(
      base.config,
      this.#settings,
      soft,
      // With an adapter all of the base is frozen. Otherwise what is trained is the base no longer, where a run goes on.
      {
        corpus: learning,
        begun: this.#begun,
        weights: this.#settings.lora ? this.#frozen : await frozenFeeds(base, parameterSpecs(base.config), this.#settings.bits),
      },
      { ...this.#session, lean: true },
    )
    const from = this.#teacher.place
    await this.#teacher.advance()
    const { place, found } = this.#teacher
    await this.#reading?.keep(this.#begun.softTargets.piece(from, place))
    if (found) {
      this.#softTargets = found
      await this.#teacher.dispose()
      this.#teacher = undefined
    }
    return { kind: 'soft-targets', step: this.#step, tokens: place, of: learning.tokens.length }
  }

  /** What was kept of the very same reading: by another process, before this one. */
  async #readBefore(soft: SoftOptions): Promise<Begun> {
    const { base, learning } = this.#material
    const { length, bits } = this.#settings
    const { softTargets, ...nothing } = nothingRead(learning, base.config, soft)
    let { place } = nothing
    const of = JSON.stringify([this.#sources.base, this.#sources.learning, learning.tokens.length, base.config.vocabulary, length, bits, soft.tokens])
    for await (const piece of this.#reading?.kept(of) ?? []) {
      if (!softTargets.takeUp(piece)) break
      place = piece.to
    }
    return { softTargets, place }
  }

  async #learn(): Promise<TuningReport> {
    const { length, batch, accumulate, schedule } = this.settings
    const step = this.#step + 1
    const windows = this.#sampler.next(batch * accumulate)
    const { loss, gradients } = await this.#batches.learn(this.#weights(), this.#softTargets?.soften(windows, this.#settings.soft?.weight ?? 0) ?? windows)
    this.#step = step
    try {
      if (!Number.isFinite(loss)) throw new DivergedError(`the loss of step ${step} is ${loss}`)
      const returns = [...this.#restarts, ...returnsOf(this.#heldOut)]
      const factor = rateFactor(schedule, step) / 2 ** returns.length
      const gradientNorm = await this.#optimiser.update(this.#trained, gradients, step - Math.max(0, ...returns), factor)
      return { kind: 'step', step, loss, gradientNorm, tokens: batch * accumulate * length, batch: this.#batches.cut.batch }
    } catch (error) {
      if (!(error instanceof DivergedError)) throw error
      return this.#restart(error.message)
    }
  }

  async #measure(signal?: AbortSignal): Promise<TuningReport> {
    const { bitsPerCharacter } = (await this.#batches.evaluate(this.#material.heldOut, this.#weights(), signal)).all
    const base = this.#heldOut[0]?.bitsPerCharacter
    if (base !== undefined && !(bitsPerCharacter <= base * WORSE)) {
      return this.#restart(`held-out text takes ${bitsPerCharacter.toFixed(2)} bits per character at step ${this.#step}, ${base.toFixed(2)} before`)
    }
    const isBest = !(bitsPerCharacter >= (this.bestFigure?.bitsPerCharacter ?? Infinity))
    if (isBest) this.#best = copyOf(this.#trained)
    else await this.#return()
    this.#heldOut.push({ step: this.#step, bitsPerCharacter })
    return { kind: 'held-out', step: this.#step, bitsPerCharacter }
  }

  async #restart(why: string): Promise<TuningReport> {
    if (this.#restarts.length >= MOST_RESTARTS) throw new DivergedError(`${why}; lower rates did not help. The best weights so far are kept`)
    this.#restarts.push(this.#step)
    await this.#return()
    return { kind: 'restart', step: this.#step, why }
  }

  /** Back to the best weights, with nothing remembered of where the steps since then led. */
  async #return(): Promise<void> {
    for (const [name, elements] of this.#trained) elements.set(this.#best.get(name) ?? elements)
    const stale = this.#optimiser
    this.#optimiser = await Optimiser.create(this.#specs, this.#settings.optimiser, this.#session)
    await stale.dispose()
  }

  #weights(): Feeds {
    return new Map<string, Elements>([...this.#frozen, ...this.#trained])
  }

  /** The run as it is; the arrays are the run's own, so write them before the next step. */
  checkpoint(): TuningCheckpoint {
    return {
      settings: this.settings,
      sources: this.#sources,
      step: this.#step,
      position: this.#sampler.position,
      heldOut: [...this.#heldOut],
      restarts: [...this.#restarts],
      trained: this.#trained,
      best: this.#best,
      optimiserState: this.#optimiser.state,
    }
  }

  async dispose(): Promise<void> {
    await this.#teacher?.dispose()
    await this.#batches.dispose()
    await this.#optimiser.dispose()
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.dispose()
  }
}

/** The steps at which held-out text was no easier than before: there a run went back to its best weights, and its rates are half as high since. */
function returnsOf(heldOut: readonly HeldOutFigure[]): number[] {
  let lowest = Infinity
  const steps: number[] = []
  for (const { step, bitsPerCharacter } of heldOut) {
    if (bitsPerCharacter >= lowest) steps.push(step)
    else lowest = bitsPerCharacter
  }
  return steps
}

function copyOf(arrays: Arrays): Arrays {
  return new Map([...arrays].map(([name, elements]) => [name, Float32Array.from(elements)]))
}

function sourcesOf({ base, learning, heldOut }: TuningMaterial): TuningSources {
  return { base: base.id, learning: corpusFingerprint(learning), heldOut: corpusFingerprint(heldOut) }
}

function checkSources(made: TuningSources, given: TuningSources): void {
  const what = { base: 'base is not the one', learning: 'texts to learn from are not those', heldOut: 'held-out texts are not those' }
  for (const name of ['base', 'learning', 'heldOut'] as const) {
    if (made[name] !== given[name])
      throw new CheckpointError(`the ${what[name]} the checkpoint was made with: fingerprint ${given[name]}, expected ${made[name]}`)
  }
}
