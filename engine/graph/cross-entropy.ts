/**
 * The loss of a language model from its last hidden states. The logits are its largest tensor, (N, V): of 2,048 tokens and a
 * vocabulary of 262,144 two gigabytes. So where they are large, rows go in chunks, one after the other, and backward computes
 * a chunk's probabilities again rather than keep them: memory is that of a chunk, for one more product.
 */
import { atLeast, concat, log, multiply, negate, slice, subtract } from './elementwise.ts'
import { type FrozenMatrix, frozenMatrix } from './frozen.ts'
import { softmax } from './layers.ts'
import { product } from './products.ts'
import { afterAll } from './order.ts'
import { ShapeError, showShape, sizeAt } from './shape.ts'
import { differentiable, emit, integers, Tensor } from './tensor.ts'

/** The smallest normal float32: below it a probability's logarithm is cut off, at 87 nats. */
const LEAST_PROBABILITY = 1.1754944e-38

/** Logits up to this number stay in one piece, 256 MB; beyond, a chunk has half of it. */
const LARGEST_PIECE = 2 ** 26

/** Rows whose logits are held at once. */
function rowsAtOnce(rows: number, vocabulary: number): number {
  return rows * vocabulary <= LARGEST_PIECE ? rows : Math.max(1, Math.floor(LARGEST_PIECE / 2 / vocabulary))
}

/**
 * For each row of x (N, D), the cross-entropy (N, 1) of softmax(x · tableᵀ) at `targets` (N), in nats. The number of rows that
 * are computed at once follows from the sizes if it is not given. A table that is frozen gets no gradient, and none is computed.
 *
 * The probabilities are the only pass kept: with P = softmax, dx = g · (P·E − E[target]) and dE = Pᵀ·(g·x) − (g·x scattered
 * to the targets' rows), so no one-hot, no second exponential and no scaled copy is ever written.
 */
export function crossEntropyRows(
  x: Tensor,
  head: Tensor | FrozenMatrix,
  targets: Tensor,
  atOnce = rowsAtOnce(sizeAt(x.shape, 0), sizeAt(head.shape, 0)),
): Tensor {
  const table = head instanceof Tensor ? frozenMatrix(head) : head
  const trained = head instanceof Tensor && head.needsGradient ? [head] : []
  const rows = sizeAt(x.shape, 0)
  if (targets.shape.length !== 1 || targets.shape[0] !== rows) {
    throw new ShapeError(`crossEntropyRows: x ${showShape(x.shape)} with targets ${showShape(targets.shape)}`)
  }
  const chunks = Array.from({ length: Math.ceil(rows / atOnce) }, (_, i) => ({ start: i * atOnce, end: Math.min(rows, (i + 1) * atOnce) }))
  const parts: { readonly p: Tensor; readonly loss: Tensor }[] = []
  for (const { start, end } of chunks) {
    const p = probabilities(afterAll(slice(x, 0, start, end), [parts.at(-1)?.loss]), table)
    parts.push({ p, loss: lossOf(p, slice(targets, 0, start, end)) })
  }
  const loss = concat(
    parts.map((part) => part.loss),
    0,
  )
  return differentiable(loss, [x, ...trained], (g) => {
    const gx = multiply(g, x)
    const slopes: Tensor[] = []
    let total: Tensor | undefined
    for (const [i, { start, end }] of chunks.entries()) {
      const p = chunks.length === 1 ? parts[i]!.p : probabilities(afterAll(slice(x, 0, start, end), [slopes.at(-1), total]), table)
      if (x.needsGradient) slopes.push(slopeOf(p, table, slice(targets, 0, start, end), slice(g, 0, start, end)))
      if (trained.length > 0) total = addProduct(total, p, slice(gx, 0, start, end))
    }
    return [x.needsGradient ? concat(slopes, 0) : undefined, total && { dense: total, rows: { index: targets, values: negate(gx) } }]
  })
}

function probabilities(x: Tensor, table: FrozenMatrix): Tensor {
  return softmax(table.forward(x))
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

/** sum + pᵀ · gx, in the product itself. */
function addProduct(sum: Tensor | undefined, p: Tensor, gx: Tensor): Tensor {
  if (sum === undefined) return product(p, gx, { transposeA: true })
  return emit('Gemm', [p, gx, sum], sum.shape, { attributes: { transA: 1 } })
}
