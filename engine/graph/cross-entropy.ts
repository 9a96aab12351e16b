/**
 * The loss of a language model from its last hidden states. The logits are its largest tensor, (N, V): of 2,048 tokens and a
 * vocabulary of 262,144 two gigabytes. So where they are large, rows go in chunks, one after the other, and backward computes
 * a chunk's probabilities again rather than keep them: memory is that of a chunk, for one more product.
 */
import { atLeast, concat, log, multiply, negate, scale, slice, subtract, sum } from './elementwise.ts'
import { type AdaptedMatrix, checkLowRank, type FrozenMatrix, frozenMatrix, type LowRank } from './frozen.ts'
import { softmax } from './layers.ts'
import { product } from './products.ts'
import { afterAll } from './order.ts'
import { sameShape, ShapeError, showShape, sizeAt } from './shape.ts'
import { type Contribution, differentiable, emit, integers, Tensor } from './tensor.ts'

/** The smallest normal float32: below it a probability's logarithm is cut off, at 87 nats. */
const LEAST_PROBABILITY = 1.1754944e-38

/** Logits up to this number stay in one piece, 256 MB; beyond, a chunk has half of it. */
const LARGEST_PIECE = 2 ** 26

/** Rows whose logits are held at once. */
function rowsAtOnce(rows: number, vocabulary: number): number {
  return rows * vocabulary <= LARGEST_PIECE ? rows : Math.max(1, Math.floor(LARGEST_PIECE / 2 / vocabulary))
}

/** What the hidden states are multiplied by: a table (V, D), trained or frozen, or a frozen one with an adapter. */
export type Head = Tensor | FrozenMatrix | AdaptedMatrix

/**
 * Several targets for each row, as (N, K): their numbers, no two of a row the same, and how likely each is to be; of a row that
 * adds up to 1. What is none of them is not to be.
 */
export interface SoftTargets {
  readonly ids: Tensor
  readonly shares: Tensor
}

/**
 * For each row of x (N, D), the cross-entropy (N, 1) of softmax(x · tableᵀ) against `targets` in nats: one a row (N), or several. The
 * number of rows that are computed at once follows from the sizes if it is not given. A table that is frozen gets no gradient, and none is computed.
 *
 * The probabilities are the only pass kept: with P = softmax, dx = g · (P·E − E[target]) and dE = Pᵀ·(g·x) − (g·x scattered
 * to the targets' rows), so no one-hot, no second exponential and no scaled copy is ever written. Several targets are taken off P itself.
 * With an adapter the same is done with its B as the table and A·x as what is multiplied by it.
 */
export function crossEntropyRows(x: Tensor, head: Head, targets: Tensor | SoftTargets, atOnce?: number): Tensor {
  const { table, trained, adapter } = partsOf(head)
  const { chunks, probabilities, inner } = logitsOf(x, head, atOnce)
  const aim = aimAt(x, targets)
  const parts: { readonly p: Tensor; readonly loss: Tensor }[] = []
  for (const chunk of chunks) {
    const p = probabilities(chunk, [parts.at(-1)?.loss])
    parts.push({ p, loss: aim.loss(p, chunk) })
  }
  const loss = concat(
    parts.map((one) => one.loss),
    0,
  )
  return differentiable(loss, [x, ...trained], (g) => {
    // What multiplies the trained table: x itself, or what A makes of it.
    const factors = multiply(g, inner ?? x)
    const slopes: Tensor[] = []
    const innerSlopes: Tensor[] = []
    let total: Tensor | undefined
    for (const [i, chunk] of chunks.entries()) {
      const p = aim.missed(chunks.length === 1 ? parts[i]!.p : probabilities(chunk, [slopes.at(-1), innerSlopes.at(-1), total]), chunk)
      const slopeOf = (by: FrozenMatrix): Tensor => multiply(part(g, chunk), aim.less(by.backward(p), by, chunk))
      if (x.needsGradient) slopes.push(slopeOf(table))
      if (adapter) innerSlopes.push(scale(slopeOf(frozenMatrix(adapter.b)), adapter.factor))
      const own = part(factors, chunk)
      if (trained.length > 0) total = total === undefined ? product(p, own, { transposeA: true }) : addProduct(total, p, own, { transA: 1 })
    }
    const ofTable: Contribution = total && aim.ofTable(total, factors)
    const ofX = x.needsGradient ? concat(slopes, 0) : undefined
    if (!adapter) return [ofX, ofTable]
    const innerSlope = concat(innerSlopes, 0)
    return [ofX && addProduct(ofX, innerSlope, adapter.a), product(innerSlope, x, { transposeA: true }), ofTable]
  })
}

/** Rows that are computed together. */
interface Chunk {
  readonly start: number
  readonly end: number
}

interface Logits {
  readonly chunks: readonly Chunk[]
  /** softmax(x · tableᵀ) of a chunk, not computed before these are. */
  readonly probabilities: (chunk: Chunk, before: readonly (Tensor | undefined)[]) => Tensor
  /** What A makes of x, with an adapter. */
  readonly inner: Tensor | undefined
}

function logitsOf(x: Tensor, head: Head, atOnce: number | undefined): Logits {
  const { table, adapter } = partsOf(head)
  const rows = sizeAt(x.shape, 0)
  const inner = adapter && emit('Gemm', [x, adapter.a], [rows, sizeAt(adapter.a.shape, 0)], { attributes: { alpha: { float: adapter.factor }, transB: 1 } })
  const step = atOnce ?? rowsAtOnce(rows, sizeAt(table.shape, 0))
  const probabilities = (chunk: Chunk, before: readonly (Tensor | undefined)[]): Tensor => {
    const logits = table.forward(afterAll(part(x, chunk), before))
    return softmax(inner && adapter ? addProduct(logits, part(inner, chunk), adapter.b, { transB: 1 }) : logits)
  }
  return { chunks: Array.from({ length: Math.ceil(rows / step) }, (_, i) => ({ start: i * step, end: Math.min(rows, (i + 1) * step) })), probabilities, inner }
}

function part(of: Tensor, { start, end }: Chunk): Tensor {
  return slice(of, 0, start, end)
}

/** What the probabilities P of a chunk are held against. */
interface Aim {
  loss(p: Tensor, chunk: Chunk): Tensor
  /** What P has too much of: P without its targets, or P itself where their part is left to `less` and `ofTable`. */
  missed(p: Tensor, chunk: Chunk): Tensor
  /** P · table without the rows of the targets. */
  less(product: Tensor, table: FrozenMatrix, chunk: Chunk): Tensor
  /** The gradient of the table, where that of P is `total`. */
  ofTable(total: Tensor, factors: Tensor): Contribution
}

function aimAt(x: Tensor, targets: Tensor | SoftTargets): Aim {
  const isHard = targets instanceof Tensor
  const { shape } = isHard ? targets : targets.ids
  const fits = isHard ? shape.length === 1 : shape.length === 2 && sameShape(shape, targets.shares.shape)
  if (!fits || shape[0] !== x.shape[0]) throw new ShapeError(`crossEntropyRows: x ${showShape(x.shape)} with targets ${showShape(shape)}`)
  return isHard ? hardAim(targets) : softAim(targets)
}

function hardAim(targets: Tensor): Aim {
  const own = (chunk: Chunk): Tensor => part(targets, chunk)
  return {
    loss: (p, chunk) => {
      const rows = sizeAt(p.shape, 0)
      return negate(logOf(pick(p, emit('Reshape', [own(chunk), integers([rows, 1])], [rows, 1], { type: 'int64' }))))
    },
    missed: (p) => p,
    less: (product, table, chunk) => subtract(product, table.rows(own(chunk))),
    ofTable: (total, factors) => ({ dense: total, rows: { index: targets, values: negate(factors) } }),
  }
}

/** The rows of so many targets would be more than P itself; so they are taken off P, which costs a pass over it. */
function softAim({ ids, shares }: SoftTargets): Aim {
  return {
    loss: (p, chunk) => negate(sum(multiply(logOf(pick(p, part(ids, chunk))), part(shares, chunk)), [1])),
    missed: (p, chunk) => {
      const own = part(ids, chunk)
      // Each number stands in a row once, so what is written needs no adding up.
      return emit('ScatterElements', [p, own, subtract(pick(p, own), part(shares, chunk))], p.shape, { attributes: { axis: 1 } })
    },
    less: (product) => product,
    ofTable: (total) => total,
  }
}

interface HeadParts {
  readonly table: FrozenMatrix
  /** What gets a gradient besides x: a table, or A and B of an adapter. */
  readonly trained: readonly Tensor[]
  readonly adapter?: LowRank
}

function partsOf(head: Head): HeadParts {
  if ('matrix' in head) {
    checkLowRank('crossEntropyRows', head.matrix, head.adapter)
    return { table: head.matrix, trained: [head.adapter.a, head.adapter.b], adapter: head.adapter }
  }
  if (!(head instanceof Tensor)) return { table: head, trained: [] }
  return { table: frozenMatrix(head), trained: head.needsGradient ? [head] : [] }
}

/** The columns of these numbers (N, K) in each row. */
function pick(p: Tensor, columns: Tensor): Tensor {
  return emit('GatherElements', [p, columns], columns.shape, { attributes: { axis: 1 } })
}

function logOf(p: Tensor): Tensor {
  return log(atLeast(p, LEAST_PROBABILITY))
}

/** sum + a · b, in the product itself. */
function addProduct(sum: Tensor, a: Tensor, b: Tensor, attributes: Readonly<Record<string, number>> = {}): Tensor {
  return emit('Gemm', [a, b, sum], sum.shape, { attributes })
}
