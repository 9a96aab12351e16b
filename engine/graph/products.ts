/** Matrix products. ONNX Runtime folds the transposes next to a batched product into it. */
import { transposeLast } from './elementwise.ts'
import { sameShape, ShapeError, showShape, sizeAt } from './shape.ts'
import { differentiable, emit, type Tensor } from './tensor.ts'

/** Batched product: (…, M, K) by (…, K, N), with equal leading axes. */
export function matmul(a: Tensor, b: Tensor): Tensor {
  const [m, k, n] = [sizeAt(a.shape, -2), sizeAt(a.shape, -1), sizeAt(b.shape, -1)]
  if (sizeAt(b.shape, -2) !== k || !sameShape(a.shape.slice(0, -2), b.shape.slice(0, -2))) {
    throw new ShapeError(`matmul: ${showShape(a.shape)} by ${showShape(b.shape)}`)
  }
  const y = emit('MatMul', [a, b], [...a.shape.slice(0, -2), m, n])
  return differentiable(y, [a, b], (g) => [
    a.needsGradient ? matmul(g, transposeLast(b)) : undefined,
    b.needsGradient ? matmul(transposeLast(a), g) : undefined,
  ])
}

interface Orientation {
  readonly transposeA?: boolean
  readonly transposeB?: boolean
}

/** Product of two matrices, either of them transposed without being rewritten. */
export function product(a: Tensor, b: Tensor, { transposeA = false, transposeB = false }: Orientation = {}): Tensor {
  const [m, k] = transposeA ? [a.shape[1], a.shape[0]] : [a.shape[0], a.shape[1]]
  const [bk, n] = transposeB ? [b.shape[1], b.shape[0]] : [b.shape[0], b.shape[1]]
  if (a.shape.length !== 2 || b.shape.length !== 2 || k !== bk || m === undefined || n === undefined) {
    const show = (x: Tensor, turned: boolean): string => showShape(x.shape) + (turned ? ' transposed' : '')
    throw new ShapeError(`product: ${show(a, transposeA)} by ${show(b, transposeB)}`)
  }
  const attributes = { transA: Number(transposeA), transB: Number(transposeB) }
  return differentiable(emit('Gemm', [a, b], [m, n], { attributes }), [a, b], (g) => [
    a.needsGradient ? gradientOfLeft(g) : undefined,
    b.needsGradient ? gradientOfRight(g) : undefined,
  ])

  function gradientOfLeft(g: Tensor): Tensor {
    if (transposeA) return product(b, g, { transposeA: transposeB, transposeB: true })
    return product(g, b, { transposeB: !transposeB })
  }
  function gradientOfRight(g: Tensor): Tensor {
    if (transposeB) return product(g, a, { transposeA: true, transposeB: transposeA })
    return product(a, g, { transposeA: !transposeA })
  }
}

/** A linear layer without bias: x (N, in) by a weight kept as (out, in), as published models keep it. */
export function linear(x: Tensor, weight: Tensor): Tensor {
  return product(x, weight, { transposeB: true })
}
