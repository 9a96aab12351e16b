/**
 * Matrices that are not trained: they multiply forward and back, get no gradient, and may be kept in fewer bits than they compute
 * with. And what is trained in their place, LoRA (Hu et al. 2021): a product of two thin matrices added to what they give.
 */
import { product } from './products.ts'
import { sameShape, type Shape, ShapeError, showShape, sizeAt, sizeOf } from './shape.ts'
import { differentiable, emit, type Tensor } from './tensor.ts'

/** A matrix W (out, in) that is only read. How it is kept is its own affair. */
export interface FrozenMatrix {
  readonly shape: Shape
  /** x (N, in) · Wᵀ: (N, out). */
  forward(x: Tensor): Tensor
  /** g (N, out) · W: (N, in). */
  backward(g: Tensor): Tensor
  /** Rows of W by their numbers (N): (N, in). */
  rows(index: Tensor): Tensor
}

/** A frozen matrix kept as float32. */
export function frozenMatrix(w: Tensor): FrozenMatrix {
  return {
    shape: w.shape,
    forward: (x) => product(x, w, { transposeB: true }),
    backward: (g) => product(g, w),
    rows: (index) => emit('Gather', [w, index], [sizeOf(index.shape), sizeAt(w.shape, 1)], { attributes: { axis: 0 } }),
  }
}

/** x (N, in) by a frozen matrix: (N, out). */
export function frozenLinear(x: Tensor, w: FrozenMatrix): Tensor {
  return differentiable(w.forward(x), [x], (g) => [w.backward(g)])
}

/** A (r, in) and B (out, r), and what their product is multiplied by. */
export interface LowRank {
  readonly a: Tensor
  readonly b: Tensor
  readonly factor: number
}

/** A frozen matrix and what is trained in its place. */
export interface AdaptedMatrix {
  readonly matrix: FrozenMatrix
  readonly adapter: LowRank
}

/** Throws a ShapeError where A and B are not of the same rank or don't fit the matrix. */
export function checkLowRank(operation: string, { shape }: FrozenMatrix, { a, b }: LowRank): void {
  const rank = sizeAt(a.shape, 0)
  if (!sameShape(a.shape, [rank, sizeAt(shape, 1)]) || !sameShape(b.shape, [sizeAt(shape, 0), rank]))
    throw new ShapeError(`${operation}: ${showShape(shape)} with A ${showShape(a.shape)} and B ${showShape(b.shape)}`)
}

/** x · (W + factor · B·A)ᵀ: what is added is added in the product itself, so that it costs no pass over the result. */
export function adaptedLinear(x: Tensor, w: FrozenMatrix, adapter: LowRank): Tensor {
  checkLowRank('adaptedLinear', w, adapter)
  const { a, b, factor } = adapter
  const [out, rows, rank] = [sizeAt(w.shape, 0), sizeAt(x.shape, 0), sizeAt(a.shape, 0)]
  const alpha = { float: factor }
  const inner = emit('Gemm', [x, a], [rows, rank], { attributes: { transB: 1 } })
  const y = emit('Gemm', [inner, b, w.forward(x)], [rows, out], { attributes: { alpha, transB: 1 } })
  return differentiable(y, [x, a, b], (g) => {
    const slope = emit('Gemm', [g, b], [rows, rank], { attributes: { alpha } })
    return [
      x.needsGradient ? emit('Gemm', [slope, a, w.backward(g)], x.shape) : undefined,
      a.needsGradient ? emit('Gemm', [slope, x], a.shape, { attributes: { transA: 1 } }) : undefined,
      b.needsGradient ? emit('Gemm', [g, inner], b.shape, { attributes: { alpha, transA: 1 } }) : undefined,
    ]
  })
}
