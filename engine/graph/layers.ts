/**
 * The parts of a transformer whose gradients are worth writing by hand: each is a few ONNX nodes
 * forward and a few backward, where the tape over single operations would make many more passes
 * over memory. On a CPU those passes, not the products, are what a step loses time on.
 */
import { add, concat, multiply, reshape, scale, slice, sqrt, subtract, sum } from './elementwise.ts'
import { product } from './products.ts'
import { ShapeError, showShape, sizeAt, sizeOf } from './shape.ts'
import { constant, differentiable, emit, integers, scalar, type Tensor } from './tensor.ts'

/** Root-mean-square normalisation over the last axis, times a weight (D). */
export function rmsNorm(x: Tensor, weight: Tensor, epsilon: number): Tensor {
  const width = sizeAt(x.shape, -1)
  if (weight.shape.length !== 1 || weight.shape[0] !== width) {
    throw new ShapeError(`rmsNorm: ${showShape(x.shape)} with a weight of ${showShape(weight.shape)}`)
  }
  const y = emit('SimplifiedLayerNormalization', [x, weight], x.shape, { attributes: { axis: -1, epsilon: { float: epsilon } } })
  const rows = sizeOf(x.shape) / width
  return differentiable(y, [x, weight], (gradient) => {
    const [flat, g] = [reshape(x, [rows, width]), reshape(gradient, [rows, width])]
    // The operator's second result is this inverse, but the WebGPU provider leaves it unwritten.
    const squares = emit('ReduceSumSquare', [flat, integers([1])], [rows, 1], { attributes: { keepdims: 1 } })
    const inverse = emit('Reciprocal', [sqrt(add(scale(squares, 1 / width), scalar(epsilon)))], [rows, 1])
    // Sums along rows and columns of g·x are products with a vector: one read of it each, and nothing written.
    const gx = multiply(g, flat)
    const along = multiply(product(gx, reshape(weight, [width, 1])), scale(multiply(inverse, multiply(inverse, inverse)), 1 / width))
    return [
      x.needsGradient ? reshape(subtract(multiply(multiply(g, weight), inverse), multiply(flat, along)), x.shape) : undefined,
      weight.needsGradient ? reshape(product(inverse, gx, { transposeA: true }), [width]) : undefined,
    ]
  })
}

/** silu(gate) · up. */
export function swiglu(gate: Tensor, up: Tensor): Tensor {
  if (showShape(gate.shape) !== showShape(up.shape)) {
    throw new ShapeError(`swiglu: gate ${showShape(gate.shape)} and up ${showShape(up.shape)}`)
  }
  const { shape } = gate
  const s = emit('Sigmoid', [gate], shape)
  const silu = emit('Mul', [gate, s], shape)
  return differentiable(emit('Mul', [silu, up], shape), [gate, up], (g) => {
    // silu' = s + silu · (1 − s)
    const slope = add(s, multiply(silu, subtract(scalar(1), s)))
    return [multiply(multiply(g, up), slope), multiply(g, silu)]
  })
}

/** √(2/π) doubled, and the same times the share of the cube, of the curve below. */
const GELU_LINEAR = 2 * Math.sqrt(2 / Math.PI)
const GELU_CUBIC = GELU_LINEAR * 0.044715

/** gelu(gate) · up, gelu by its approximation with tanh, x · ½(1 + tanh u) = x · sigmoid(2u) with 2u = x · (GELU_LINEAR + GELU_CUBIC · x²). */
export function geglu(gate: Tensor, up: Tensor): Tensor {
  if (showShape(gate.shape) !== showShape(up.shape)) {
    throw new ShapeError(`geglu: gate ${showShape(gate.shape)} and up ${showShape(up.shape)}`)
  }
  const { shape } = gate
  const cubic = emit('Mul', [emit('Mul', [gate, gate], shape), scalar(GELU_CUBIC)], shape)
  const inner = emit('Add', [cubic, scalar(GELU_LINEAR)], shape)
  const s = emit('Sigmoid', [emit('Mul', [gate, inner], shape)], shape)
  const gelu = emit('Mul', [gate, s], shape)
  return differentiable(emit('Mul', [gelu, up], shape), [gate, up], (g) => {
    // gelu' = s + gelu · (1 − s) · (2u)'
    const bend = multiply(gelu, multiply(subtract(scalar(1), s), add(inner, scale(cubic, 2))))
    return [multiply(multiply(g, up), add(s, bend)), multiply(g, gelu)]
  })
}

/** Softmax over the last axis. */
export function softmax(x: Tensor): Tensor {
  const y = emit('Softmax', [x], x.shape, { attributes: { axis: -1 } })
  return differentiable(y, [x], (g) => {
    const gy = multiply(g, y)
    return [subtract(gy, multiply(y, sum(gy, [-1])))]
  })
}

/** Cosines and sines (T, hd/2) of the rotary embedding's angles, position by frequency. */
export interface RotaryTables {
  readonly cos: Tensor
  readonly sin: Tensor
}

/** The tables for a head width and a base θ: position p turns pair i by p · θ^(−2i / hd), divided by the pair's divisor where there are any (hd/2). */
export function rotaryTables(positions: number, headWidth: number, theta: number, divisors?: readonly number[]): RotaryTables {
  const half = headWidth / 2
  const angle = (i: number): number => (Math.floor(i / half) * theta ** (-(2 * (i % half)) / headWidth)) / (divisors?.[i % half] ?? 1)
  const table = (f: (angle: number) => number): Tensor =>
    constant(
      Float32Array.from({ length: positions * half }, (_, i) => f(angle(i))),
      [positions, half],
    )
  return { cos: table(Math.cos), sin: table(Math.sin) }
}

/**
 * Rotary position embedding of x (…, T, hd): element i of a head turns together with element
 * i + hd/2, the layout of qwen and of llama.cpp's "neox" kind. The gradient is the turn back.
 */
export function rotary(x: Tensor, tables: RotaryTables): Tensor {
  const turned = turn(x, tables, 'Sub', 'Add')
  return differentiable(turned, [x], (g) => [turn(g, tables, 'Add', 'Sub')])
}

function turn(x: Tensor, { cos, sin }: RotaryTables, low: 'Add' | 'Sub', high: 'Add' | 'Sub'): Tensor {
  const axis = x.shape.length - 1
  const half = sizeAt(x.shape, -1) / 2
  if (cos.shape[0] !== x.shape.at(-2) || cos.shape[1] !== half) {
    throw new ShapeError(`rotary: ${showShape(x.shape)} with tables of ${showShape(cos.shape)}`)
  }
  const a = slice(x, axis, 0, half)
  const b = slice(x, axis, half, 2 * half)
  const first = emit(low, [multiply(a, cos), multiply(b, sin)], a.shape)
  const second = emit(high, [multiply(b, cos), multiply(a, sin)], a.shape)
  return concat([first, second], axis)
}

/** Rows of a table (V, D) by their numbers (N); the gradient stays with the gathered rows. */
export function gatherRows(table: Tensor, index: Tensor): Tensor {
  const width = sizeAt(table.shape, 1)
  const y = emit('Gather', [table, index], [sizeOf(index.shape), width], { attributes: { axis: 0 } })
  return differentiable(y, [table], (g) => [{ rows: { index, values: g } }])
}
