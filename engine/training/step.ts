/** One compiled step: a batch in, the loss and every trained parameter's gradient out. */
import {
  type Elements,
  gradients,
  input,
  mean,
  multiply,
  reshape,
  Session,
  type SessionOptions,
  sizeOf,
  type SoftTargets,
  type Tensor,
} from '#engine/graph/index.ts'
import { type BatchShape, buildDecoder, type DecoderConfig, lossRows, type ParameterPlan, Parameters, parameterSpecs } from '#engine/model/index.ts'
import type { Batch } from './batch.ts'

/** Every parameter under the names of the graph's inputs: trained ones, frozen ones, what rounded ones are kept as. */
export type Feeds = ReadonlyMap<string, Elements>

/** What one batch says. */
export interface StepResult {
  /** Mean cross-entropy in nats a token that counts, against what is to be learnt of it. */
  readonly loss: number
  readonly gradients: ReadonlyMap<string, Float32Array>
}

/** Adds a batch's result to the sum of those before it, in place. */
export function addStep(sum: StepResult, next: StepResult): StepResult {
  for (const [name, gradient] of sum.gradients) {
    const other = next.gradients.get(name)
    for (let i = 0; i < gradient.length; i++) gradient[i]! += other?.[i] ?? 0
  }
  return { loss: sum.loss + next.loss, gradients: sum.gradients }
}

/** A sum of batches' results as their mean, in place. */
export function meanStep({ loss, gradients }: StepResult, batches: number): StepResult {
  if (batches > 1) for (const gradient of gradients.values()) for (let i = 0; i < gradient.length; i++) gradient[i]! /= batches
  return { loss: loss / batches, gradients }
}

/** How many windows a step takes, and whether some of their targets count less than others; then there is an input `weights`. */
export interface StepShape extends BatchShape {
  readonly isWeighted?: boolean
  /** How many targets each token has, where that is more than one; then there are inputs `ids` and `shares` in the place of `targets`. */
  readonly softWidth?: number | undefined
}

/** Where a parameter's gradient is among the session's outputs. */
interface GradientOutputs {
  readonly name: string
  readonly shape: readonly number[]
  readonly dense: number | undefined
  readonly rows: readonly { readonly index: string; readonly values: number }[]
}

/** The loss and gradients of a decoder for one batch shape. */
export class TrainingStep {
  readonly #session: Session
  readonly #outputs: readonly GradientOutputs[]
  readonly #isWeighted: boolean

  private constructor(session: Session, outputs: readonly GradientOutputs[], isWeighted: boolean) {
    this.#session = session
    this.#outputs = outputs
    this.#isWeighted = isWeighted
  }

  /** Gradients are those of the trained parameters; without a plan all are. */
  static async compile(config: DecoderConfig, shape: StepShape, options: SessionOptions, plan?: ParameterPlan): Promise<TrainingStep> {
    const decoder = buildDecoder(config, shape, new Parameters(parameterSpecs(config), plan))
    const size = shape.batch * shape.length
    const rows = lossRows(decoder, targetsOf(size, shape.softWidth)) // (B·T, 1)
    // The mean over all rows, whose weights are 1 on average: so it is that of the rows that count, and those that don't have no gradient.
    const loss = mean(shape.isWeighted ? multiply(rows, reshape(input('weights', [size]), [size, 1])) : rows)
    const wanted: Tensor[] = [loss]
    const place = (tensor: Tensor): number => wanted.push(tensor) - 1
    const parameters = [...decoder.parameters.trained]
    const outputs = gradients(
      loss,
      parameters.map(([, tensor]) => tensor),
    ).map(({ dense, rows }, i) => {
      const [name, { shape: parameterShape }] = parameters[i]!
      return {
        name,
        shape: parameterShape,
        dense: dense === undefined ? undefined : place(dense),
        rows: rows.map(({ index, values }) => ({ index: inputName(index), values: place(values) })),
      }
    })
    return new TrainingStep(await Session.compile(wanted, options), outputs, shape.isWeighted ?? false)
  }

  async run(weights: Feeds, batch: Batch): Promise<StepResult> {
    if (this.#isWeighted !== (batch.weights !== undefined)) throw new Error('a step is given weights of targets where it was compiled for them, and only there')
    const feeds = feedsFrom(weights, batch)
    const results = await this.#session.run(feeds)
    const found = this.#outputs.map(({ name, shape, dense, rows }) => {
      const gradient = dense === undefined ? new Float32Array(sizeOf(shape)) : (results[dense] as Float32Array)
      for (const { index, values } of rows) addRows(gradient, feeds.get(index) as BigInt64Array, results[values] as Float32Array)
      return [name, gradient] as const
    })
    return { loss: Number(results[0]?.[0]), gradients: new Map(found) }
  }

  async dispose(): Promise<void> {
    await this.#session.dispose()
  }
}

/** What a decoder that joins documents has no input for is not asked for either. */
function feedsFrom(parameters: Feeds, { tokens, targets, starts, weights, soft }: Batch): Map<string, Elements> {
  const feeds = new Map<string, Elements>([...parameters, ['tokens', tokens], ['targets', targets], ['starts', starts]])
  if (soft) feeds.set('ids', soft.ids).set('shares', soft.shares)
  return weights ? feeds.set('weights', weights) : feeds
}

function targetsOf(size: number, width: number | undefined): Tensor | SoftTargets {
  if (width === undefined) return input('targets', [size], 'int64')
  return { ids: input('ids', [size, width], 'int64'), shares: input('shares', [size, width]) }
}

function inputName({ origin }: Tensor): string {
  if (origin.kind !== 'input') throw new Error('rows of a parameter are gathered by an input')
  return origin.name
}

/** Adds row i of `values` to row `index[i]` of a table. Here rather than in the graph: see denseGradient. */
function addRows(table: Float32Array, index: BigInt64Array, values: Float32Array): void {
  const width = values.length / index.length
  for (let i = 0; i < index.length; i++) {
    const at = Number(index[i]) * width
    for (let k = 0; k < width; k++) table[at + k]! += values[i * width + k]!
  }
}

/** A decoder's loss token by token, without gradients: what held-out figures are made of. */
export class LossRows implements AsyncDisposable {
  readonly shape: BatchShape
  readonly #session: Session

  private constructor(session: Session, shape: BatchShape) {
    this.#session = session
    this.shape = shape
  }

  static async compile(config: DecoderConfig, shape: BatchShape, options: SessionOptions, plan?: ParameterPlan): Promise<LossRows> {
    const targets = input('targets', [shape.batch * shape.length], 'int64')
    return new LossRows(await Session.compile([lossRows(buildDecoder(config, shape, new Parameters(parameterSpecs(config), plan)), targets)], options), shape)
  }

  /** (B·T) nats. */
  async run(weights: Feeds, batch: Batch): Promise<Float32Array> {
    const [rows] = await this.#session.run(feedsFrom(weights, batch))
    return rows as Float32Array
  }

  async dispose(): Promise<void> {
    await this.#session.dispose()
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.dispose()
  }
}
