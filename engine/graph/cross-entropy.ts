/**
 * The loss of a language model from its last hidden states. The logits are its largest tensor, (N, V): of 2,048 tokens and a
 * vocabulary of 262,144 two gigabytes. So where they are large, rows go in chunks, one after the other, and backward computes
 * a chunk's probabilities again rather than keep them: memory is that of a chunk, for one more product.
 */
import { atLeast, concat, log, multiply, negate, scale, slice, subtract } from './elementwise.ts'
import { type AdaptedMatrix, checkLowRank, type FrozenMatrix, frozenMatrix, type LowRank } from './frozen.ts'
import { softmax } from './layers.ts'
import { product } from './products.ts'
import { afterAll } from './order.ts'
import { ShapeError, showShape, sizeAt } from './shape.ts'
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
 * For each row of x (N, D), the cross-entropy (N, 1) of softmax(x · tableᵀ) at `targets` (N), in nats. The number of rows that
 * are computed at once follows from the sizes if it is not given. A table that is frozen gets no gradient, and none is computed.
 *
 * The probabilities are the only pass kept: with P = softmax, dx = g · (P·E − E[target]) and dE = Pᵀ·(g·x) − (g·x scattered
 * to the targets' rows), so no one-hot, no second exponential and no scaled copy is ever written. With an adapter the same is
 * done with its B as the table and A·x as what is multiplied by it.
 */
export function crossEntropyRows(x: Tensor, head: Head, targets: Tensor, atOnce?: number): Tensor {
  const { table, trained, adapter } = partsOf(head)
  const rows = sizeAt(x.shape, 0)
  if (targets.shape.length !== 1 || targets.shape[0] !== rows) {
    throw new ShapeError(`crossEntropyRows: x ${showShape(x.shape)} with targets ${showShape(targets.shape)}`)
  }
  const inner = adapter && emit('Gemm', [x, adapter.a], [rows, sizeAt(adapter.a.shape, 0)], { attributes: { alpha: { float: adapter.factor }, transB: 1 } })
  const step = atOnce ?? rowsAtOnce(rows, sizeAt(table.shape, 0))
  const chunks = Array.from({ length: Math.ceil(rows / step) }, (_, i) => ({ start: i * step, end: Math.min(rows, (i + 1) * step) }))
  const probabilities = ({ start, end }: (typeof chunks)[number], before: readonly (Tensor | undefined)[]): Tensor => {
    const logits = table.forward(afterAll(slice(x, 0, start, end), before))
    return softmax(inner && adapter ? addProduct(logits, slice(inner, 0, start, end), adapter.b, { transB: 1 }) : logits)
  }
  const parts: { readonly p: Tensor; readonly loss: Tensor }[] = []
  for (const chunk of chunks) {
    const p = probabilities(chunk, [parts.at(-1)?.loss])
    parts.push({ p, loss: lossOf(p, slice(targets, 0, chunk.start, chunk.end)) })
  }
  const loss = concat(
    parts.map((part) => part.loss),
    0,
  )
  return differentiable(loss, [x, ...trained], (g) => {
    // What multiplies the trained table: x itself, or what A makes of it.
    const factors = multiply(g, inner ?? x)
    const slopes: Tensor[] = []
    const innerSlopes: Tensor[] = []
    let total: Tensor | undefined
    for (const [i, chunk] of chunks.entries()) {
      const [own, ownG] = [slice(targets, 0, chunk.start, chunk.end), slice(g, 0, chunk.start, chunk.end)]
      const p = chunks.length === 1 ? parts[i]!.p : probabilities(chunk, [slopes.at(-1), innerSlopes.at(-1), total])
      if (x.needsGradient) slopes.push(slopeOf(p, table, own, ownG))
      if (adapter) innerSlopes.push(scale(slopeOf(p, frozenMatrix(adapter.b), own, ownG), adapter.factor))
      const ownFactors = slice(factors, 0, chunk.start, chunk.end)
      if (trained.length > 0) total = total === undefined ? product(p, ownFactors, { transposeA: true }) : addProduct(total, p, ownFactors, { transA: 1 })
    }
    const ofTable: Contribution = total && { dense: total, rows: { index: targets, values: negate(factors) } }
    const ofX = x.needsGradient ? concat(slopes, 0) : undefined
    if (!adapter) return [ofX, ofTable]
    const innerSlope = concat(innerSlopes, 0)
    return [ofX && addProduct(ofX, innerSlope, adapter.a), product(innerSlope, x, { transposeA: true }), ofTable]
  })
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

function lossOf(p: Tensor, targets: Tensor): Tensor {
  const rows = sizeAt(p.shape, 0)
  const column = emit('Reshape', [targets, integers([rows, 1])], [rows, 1], { type: 'int64' })
  const picked = emit('GatherElements', [p, column], [rows, 1], { attributes: { axis: 1 } })
  return negate(log(atLeast(picked, LEAST_PROBABILITY)))
}

/** The gradient of a chunk's rows of x. */
function slopeOf(p: Tensor, table: FrozenMatrix, targets: Tensor, g: Tensor): Tensor {
  return multiply(g, subtract(table.backward(p), table.rows(targets)))
}

/** sum + a · b, in the product itself. */
function addProduct(sum: Tensor, a: Tensor, b: Tensor, attributes: Readonly<Record<string, number>> = {}): Tensor {
  return emit('Gemm', [a, b, sum], sum.shape, { attributes })
}
