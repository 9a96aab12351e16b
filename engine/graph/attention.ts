/**
 * Causal attention with a gradient written by hand. The scores are the largest tensors of a model with
 * long texts; what is saved here are passes over them.
 *
 * Queries go in blocks of rows: a block's scores reach only up to its own last position, so almost half
 * of the work above the diagonal is never done. Backward, the row sums that the softmax's gradient needs
 * are taken from the results (Dao 2022, section 3.1), which are far smaller than the scores.
 */
import { add, concat, multiply, pad, reshape, scale, slice, subtract, sum, transposeLast } from './elementwise.ts'
import { matmul } from './products.ts'
import { sameShape, ShapeError, showShape } from './shape.ts'
import { constant, differentiable, emit, scalar, type Tensor } from './tensor.ts'

/** B texts, KV key heads, G query heads for each of them, T positions, hd numbers a head. */
interface Sizes {
  readonly batch: number
  readonly heads: number
  readonly group: number
  readonly length: number
  readonly width: number
}

/** A block of queries from `start` up to `end`, with what its gradient needs again. */
interface Block {
  readonly start: number
  readonly end: number
  /** (B, KV, G·rows, hd), scaled; a group's rows lie under one another, so that one product serves them all. */
  readonly queries: Tensor
  /** (B, KV, end, hd) */
  readonly keys: Tensor
  /** (B, KV, end, hd) */
  readonly values: Tensor
  /** (B, KV, G·rows, end): how much each row takes of each position. */
  readonly shares: Tensor
  /** (B, KV, G·rows, hd) */
  readonly result: Tensor
}

/** What each block of queries may see, added to its scores; made once for all layers. */
export interface CausalMask {
  /** Tokens of one text. */
  readonly length: number
  /** Rows of queries from `start` up to `end`, and (rows, end) or (B, 1, 1, rows, end): 0 where they see, `MASKED` where not. */
  readonly blocks: readonly { readonly start: number; readonly end: number; readonly mask: Tensor }[]
}

/**
 * The mask of texts of `length` tokens, in blocks of so many queries. With `starts` (B, T), as floats, a token sees nothing
 * that stands before that position of its text: so documents that share a window don't see one another. With `reach` it sees the
 * last so many tokens only, itself counted.
 */
export function causalMask(length: number, blockRows: number, starts?: Tensor, reach = length): CausalMask {
  const blocks = Array.from({ length: Math.ceil(length / blockRows) }, (_, i) => {
    const [start, end] = [i * blockRows, Math.min(length, (i + 1) * blockRows)]
    const later = unseenPositions(end - start, end, reach)
    return { start, end, mask: starts === undefined ? later : add(earlierPositions(starts, start, end), later) }
  })
  return { length, blocks }
}

/**
 * Causal attention. Keys and values are (B, KV, T, hd); queries, and the results, are (B, KV, G, T, hd):
 * G query heads share each key head. Scores are multiplied by `factor`, 1 / √hd if it is not given.
 */
export function causalAttention(q: Tensor, k: Tensor, v: Tensor, causal: CausalMask, factor = 1 / Math.sqrt(k.shape.at(-1) ?? 1)): Tensor {
  const sizes = sizesOf(q, k, v)
  const { length } = sizes
  if (causal.length !== length) throw new ShapeError(`causalAttention: a mask for ${causal.length} positions, queries ${showShape(q.shape)}`)
  const scaled = scale(q, factor)
  const blocks = causal.blocks.map((block) => forward(scaled, k, v, block, sizes))
  const y = positions(blocks.map((block) => unstacked(block.result, sizes)))
  return differentiable(y, [q, k, v], (g) => {
    const parts = blocks.map((block) => backward(g, block, sizes))
    const dq = scale(positions(parts.map((part) => part.queries)), factor)
    return [dq, parts.map((part) => part.keys).reduce(add), parts.map((part) => part.values).reduce(add)]
  })
}

function sizesOf(q: Tensor, k: Tensor, v: Tensor): Sizes {
  const [batch = 0, heads = 0, group = 0, length = 0, width = 0] = q.shape
  const expected = [batch, heads, length, width]
  if (q.shape.length !== 5 || !sameShape(k.shape, expected) || !sameShape(v.shape, expected)) {
    throw new ShapeError(`causalAttention: queries ${showShape(q.shape)}, keys ${showShape(k.shape)}, values ${showShape(v.shape)}`)
  }
  return { batch, heads, group, length, width }
}

function forward(scaled: Tensor, k: Tensor, v: Tensor, { start, end, mask }: CausalMask['blocks'][number], sizes: Sizes): Block {
  const { batch, heads, group } = sizes
  const queries = stacked(scaled, start, end, sizes)
  const [keys, values] = [slice(k, 2, 0, end), slice(v, 2, 0, end)]
  const perHead = [batch, heads, group, end - start, end]
  const scores = add(reshape(matmul(queries, transposeLast(keys)), perHead), mask)
  const softmax = emit('Softmax', [scores], perHead, { attributes: { axis: -1 } })
  const shares = reshape(softmax, [batch, heads, group * (end - start), end])
  return { start, end, queries, keys, values, shares, result: matmul(shares, values) }
}

/** A block's gradients; those of keys and values are zero after its end. */
function backward(g: Tensor, block: Block, sizes: Sizes): Record<'queries' | 'keys' | 'values', Tensor> {
  const { start, end, queries, keys, values, shares, result } = block
  const go = stacked(g, start, end, sizes)
  const rowSums = sum(multiply(go, result), [-1])
  const ds = multiply(shares, subtract(matmul(go, transposeLast(values)), rowSums))
  const whole = (x: Tensor): Tensor => pad(x, 2, 0, sizes.length - end)
  return {
    queries: unstacked(matmul(ds, keys), sizes),
    keys: whole(matmul(transposeLast(ds), queries)),
    values: whole(matmul(transposeLast(shares), go)),
  }
}

/** Positions of (B, KV, G, T, hd) as (B, KV, G·rows, hd). */
function stacked(x: Tensor, start: number, end: number, { batch, heads, group, width }: Sizes): Tensor {
  return reshape(slice(x, 3, start, end), [batch, heads, group * (end - start), width])
}

function unstacked(x: Tensor, { batch, heads, group, width }: Sizes): Tensor {
  return reshape(x, [batch, heads, group, (x.shape[2] ?? 0) / group, width])
}

function positions(parts: readonly Tensor[]): Tensor {
  return concat(parts, 3)
}

/** Large enough that its exponential is zero, small enough that no sum of two overflows. */
const MASKED = -1e9

/** (rows, columns), the rows being the last positions: `MASKED` after a row's own position, and before the `reach` positions that end in it. */
function unseenPositions(rows: number, columns: number, reach: number): Tensor {
  const mask = new Float32Array(rows * columns)
  for (let row = 0; row < rows; row++) {
    const own = columns - rows + row
    mask.fill(MASKED, row * columns, row * columns + Math.max(0, own + 1 - reach))
    mask.fill(MASKED, row * columns + own + 1, (row + 1) * columns)
  }
  return constant(mask, [rows, columns])
}

/** (B, 1, 1, rows, end): `MASKED` before the position at which a row's document begins. Whole numbers, so exact. */
function earlierPositions(starts: Tensor, start: number, end: number): Tensor {
  const [batch = 0] = starts.shape
  const positions = constant(
    Float32Array.from({ length: end }, (_, i) => i),
    [end],
  )
  const ahead = subtract(reshape(slice(starts, 1, start, end), [batch, 1, 1, end - start, 1]), positions)
  return scale(emit('Clip', [ahead, scalar(0), scalar(1)], ahead.shape), MASKED)
}
