/**
 * AdamW for embeddings and norms, Muon for matrices.
 *
 * Muon (Jordan et al. 2024) moves a matrix along its momentum made nearly orthogonal, so that rare
 * directions of the gradient count as much as the common ones. At this size it reaches in a third of
 * the tokens what AdamW reaches (engine/LOG.md), for a fifth more time a step.
 */
import { add, type Elements, input, matmul, scale, Session, type SessionOptions, type Tensor, transposeLast } from '#engine/graph/index.ts'
import type { ParameterSpec } from '#engine/model/index.ts'

/** How weights are moved. Rates are those at a schedule’s factor of 1. */
export interface OptimiserOptions {
  readonly kind: 'muon' | 'adamw'
  /** Learning rate of AdamW. */
  readonly adamRate: number
  /** Learning rate of Muon. */
  readonly muonRate: number
  readonly weightDecay: number
  readonly beta1: number
  readonly beta2: number
  readonly momentum: number
  /** The whole gradient is scaled down to this norm. */
  readonly clipNorm: number
}

/** What the starter model is trained with. */
export const DEFAULT_OPTIMISER: OptimiserOptions = {
  kind: 'muon',
  adamRate: 3e-3,
  muonRate: 0.02,
  weightDecay: 0.1,
  beta1: 0.9,
  beta2: 0.95,
  momentum: 0.95,
  clipNorm: 1,
}

/** What an optimiser remembers, by parameter name and kind of average (`muon`, `mean`, `square`). */
export type OptimiserState = Map<string, Float32Array>

type Arrays = ReadonlyMap<string, Float32Array>

/** A loss or a gradient that is no number any more: the rate is too high or the data are broken. */
export class DivergedError extends Error {
  override readonly name = 'DivergedError'
  readonly expected = true
}

/** The norm of all gradients together. */
export function gradientNorm(gradients: Arrays): number {
  let total = 0
  for (const gradient of gradients.values()) {
    for (let i = 0; i < gradient.length; i++) total += gradient[i]! * gradient[i]!
  }
  return Math.sqrt(total)
}

/** Moves weights in place by their gradients. */
export class Optimiser {
  readonly state: OptimiserState
  readonly #options: OptimiserOptions
  readonly #adam: readonly ParameterSpec[]
  readonly #stacks: readonly Stack[]
  readonly #orthogonal: Session | undefined

  private constructor(
    state: OptimiserState,
    options: OptimiserOptions,
    adam: readonly ParameterSpec[],
    stacks: readonly Stack[],
    orthogonal: Session | undefined,
  ) {
    this.state = state
    this.#options = options
    this.#adam = adam
    this.#stacks = stacks
    this.#orthogonal = orthogonal
  }

  static async create(
    specs: readonly ParameterSpec[],
    options: OptimiserOptions,
    session: SessionOptions,
    state: OptimiserState = new Map(),
  ): Promise<Optimiser> {
    const byMuon = (spec: ParameterSpec): boolean => options.kind === 'muon' && isMatrix(spec)
    const stacks = stackMatrices(specs.filter(byMuon))
    const orthogonal = stacks.length === 0 ? undefined : await Session.compile(stacks.map(orthogonalise), session)
    return new Optimiser(
      state,
      options,
      specs.filter((spec) => !byMuon(spec)),
      stacks,
      orthogonal,
    )
  }

  /** One step; `step` counts from 1, `rate` is the schedule's factor. Answers the gradient's norm before clipping; throws a DivergedError, and moves nothing, where that is no number. */
  async update(weights: Arrays, gradients: Arrays, step: number, rate: number): Promise<number> {
    const norm = gradientNorm(gradients)
    // Clipped it would be ∞ · 0, and every weight NaN.
    if (!Number.isFinite(norm)) throw new DivergedError(`the gradient of step ${step} is ${norm}: try a lower learning rate`)
    const clip = norm > this.#options.clipNorm ? this.#options.clipNorm / norm : 1
    for (const spec of this.#adam) this.#updateByAdam(spec, of(weights, spec.name), of(gradients, spec.name), { step, rate, clip })
    if (this.#orthogonal !== undefined) await this.#updateByMuon(this.#orthogonal, weights, gradients, rate, clip)
    return norm
  }

  async dispose(): Promise<void> {
    await this.#orthogonal?.dispose()
  }

  #remembered(key: string, length: number): Float32Array {
    const found = this.state.get(key) ?? new Float32Array(length)
    this.state.set(key, found)
    return found
  }

  // The loops below run over every number of the model at each step: plain indices, no calls.
  #updateByAdam(spec: ParameterSpec, w: Float32Array, g: Float32Array, at: { step: number; rate: number; clip: number }): void {
    const { adamRate, beta1, beta2, weightDecay } = this.#options
    const m = this.#remembered(`mean.${spec.name}`, w.length)
    const v = this.#remembered(`square.${spec.name}`, w.length)
    const rate = adamRate * at.rate
    const keep = isMatrix(spec) ? 1 - rate * weightDecay : 1
    const mScale = rate / (1 - beta1 ** at.step)
    const vScale = 1 / (1 - beta2 ** at.step)
    for (let i = 0; i < w.length; i++) {
      const gi = g[i]! * at.clip
      const mi = (m[i] = beta1 * m[i]! + (1 - beta1) * gi)
      const vi = (v[i] = beta2 * v[i]! + (1 - beta2) * gi * gi)
      w[i] = w[i]! * keep - (mScale * mi) / (Math.sqrt(vi * vScale) + 1e-9)
    }
  }

  async #updateByMuon(orthogonal: Session, weights: Arrays, gradients: Arrays, rate: number, clip: number): Promise<void> {
    const { muonRate, weightDecay } = this.#options
    const feeds = new Map<string, Elements>()
    for (const stack of this.#stacks) feeds.set(stack.name, this.#stackMomenta(stack, gradients, clip))
    const results = await orthogonal.run(feeds)
    for (const [i, { names, rows, columns }] of this.#stacks.entries()) {
      const moves = results[i] as Float32Array
      const size = rows * columns
      // A matrix that widens its input is moved further, so that its output changes as much.
      const factor = muonRate * rate * Math.max(1, Math.sqrt(rows / columns))
      const keep = 1 - muonRate * rate * weightDecay
      for (const [n, name] of names.entries()) {
        const w = of(weights, name)
        for (let k = 0; k < size; k++) w[k] = w[k]! * keep - factor * moves[n * size + k]!
      }
    }
  }

  /** Nesterov momenta of a stack's matrices, each scaled to norm 1, as Newton–Schulz needs them. */
  #stackMomenta({ names, rows, columns }: Stack, gradients: Arrays, clip: number): Float32Array {
    const { momentum } = this.#options
    const size = rows * columns
    const stacked = new Float32Array(names.length * size)
    for (const [n, name] of names.entries()) {
      const g = of(gradients, name)
      const m = this.#remembered(`muon.${name}`, size)
      let squares = 0
      for (let k = 0; k < size; k++) {
        const gi = g[k]! * clip
        const mi = (m[k] = momentum * m[k]! + gi)
        const ahead = gi + momentum * mi
        stacked[n * size + k] = ahead
        squares += ahead * ahead
      }
      const inverse = 1 / (Math.sqrt(squares) + 1e-7)
      for (let k = n * size; k < (n + 1) * size; k++) stacked[k] = stacked[k]! * inverse
    }
    return stacked
  }
}

function isMatrix({ role }: ParameterSpec): boolean {
  return role === 'matrix' || role === 'residual-matrix'
}

function of(arrays: Arrays, name: string): Float32Array {
  const found = arrays.get(name)
  if (found === undefined) throw new Error(`no array for parameter ${name}`)
  return found
}

/** Matrices of one shape, orthogonalised together. */
interface Stack {
  readonly name: string
  readonly names: readonly string[]
  readonly rows: number
  readonly columns: number
}

function stackMatrices(specs: readonly ParameterSpec[]): Stack[] {
  const groups = Map.groupBy(specs, ({ shape }) => shape.join('×'))
  return [...groups].map(([name, members]) => ({
    name,
    names: members.map((spec) => spec.name),
    rows: members[0]?.shape[0] ?? 0,
    columns: members[0]?.shape[1] ?? 0,
  }))
}

/** The quintic's coefficients and the number of its steps, as tuned by Jordan et al. for speed near zero. */
const [A, B, C] = [3.4445, -4.775, 2.0315]
const NEWTON_SCHULZ_STEPS = 5

/** (n, rows, columns), each matrix with its singular values brought to about one by Newton–Schulz. */
function orthogonalise({ name, names, rows, columns }: Stack): Tensor {
  let x = input(name, [names.length, rows, columns])
  for (let i = 0; i < NEWTON_SCHULZ_STEPS; i++) {
    // On the smaller side: x xᵀ for wide matrices, xᵀ x for tall ones.
    const gram = rows > columns ? matmul(transposeLast(x), x) : matmul(x, transposeLast(x))
    const polynomial = add(scale(gram, B), scale(matmul(gram, gram), C))
    x = add(scale(x, A), rows > columns ? matmul(x, polynomial) : matmul(polynomial, x))
  }
  return x
}
