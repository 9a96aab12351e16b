/** Operations on each element, with broadcasting, and the reductions their gradients need. */
import { broadcast, broadcastAxes, type Shape, sameShape, ShapeError, showShape, sizeAt, sizeOf } from './shape.ts'
import { differentiable, emit, integers, scalar, type Tensor } from './tensor.ts'

/** Undoes broadcasting: adds a gradient up along the axes on which its tensor was repeated. */
function reduceTo(gradient: Tensor, shape: Shape): Tensor {
  const axes = broadcastAxes(shape, gradient.shape)
  return axes.length === 0 ? reshape(gradient, shape) : reshape(sum(gradient, axes), shape)
}

/** a + b, broadcast. */
export function add(a: Tensor, b: Tensor): Tensor {
  const y = emit('Add', [a, b], broadcast('add', a.shape, b.shape))
  return differentiable(y, [a, b], (g) => [a.needsGradient ? reduceTo(g, a.shape) : undefined, b.needsGradient ? reduceTo(g, b.shape) : undefined])
}

/** a − b, broadcast. */
export function subtract(a: Tensor, b: Tensor): Tensor {
  const y = emit('Sub', [a, b], broadcast('subtract', a.shape, b.shape))
  return differentiable(y, [a, b], (g) => [a.needsGradient ? reduceTo(g, a.shape) : undefined, b.needsGradient ? reduceTo(negate(g), b.shape) : undefined])
}

/** a · b element by element, broadcast. */
export function multiply(a: Tensor, b: Tensor): Tensor {
  const y = emit('Mul', [a, b], broadcast('multiply', a.shape, b.shape))
  return differentiable(y, [a, b], (g) => [
    a.needsGradient ? reduceTo(multiply(g, b), a.shape) : undefined,
    b.needsGradient ? reduceTo(multiply(g, a), b.shape) : undefined,
  ])
}

/** a / b, broadcast. */
export function divide(a: Tensor, b: Tensor): Tensor {
  const y = emit('Div', [a, b], broadcast('divide', a.shape, b.shape))
  return differentiable(y, [a, b], (g) => [
    a.needsGradient ? reduceTo(divide(g, b), a.shape) : undefined,
    b.needsGradient ? reduceTo(negate(divide(multiply(g, y), b)), b.shape) : undefined,
  ])
}

/** A tensor times a number. */
export function scale(a: Tensor, factor: number): Tensor {
  return multiply(a, scalar(factor))
}

/** −a. */
export function negate(a: Tensor): Tensor {
  return differentiable(emit('Neg', [a], a.shape), [a], (g) => [negate(g)])
}

/** eᵃ. */
export function exp(a: Tensor): Tensor {
  const y = emit('Exp', [a], a.shape)
  return differentiable(y, [a], (g) => [multiply(g, y)])
}

/** The natural logarithm. */
export function log(a: Tensor): Tensor {
  return differentiable(emit('Log', [a], a.shape), [a], (g) => [divide(g, a)])
}

/** The square root. */
export function sqrt(a: Tensor): Tensor {
  const y = emit('Sqrt', [a], a.shape)
  return differentiable(y, [a], (g) => [divide(scale(g, 0.5), y)])
}

/** 1 / (1 + e⁻ᵃ). */
export function sigmoid(a: Tensor): Tensor {
  const y = emit('Sigmoid', [a], a.shape)
  return differentiable(y, [a], (g) => [multiply(g, multiply(y, subtract(scalar(1), y)))])
}

/** Element-wise maximum with a number; where they are equal the gradient goes to `a`. */
export function atLeast(a: Tensor, floor: number): Tensor {
  return emit('Max', [a, scalar(floor)], a.shape)
}

/** Sums along `axes`, which stay with size 1. */
export function sum(a: Tensor, axes: readonly number[] = a.shape.map((_, axis) => axis)): Tensor {
  const positive = axes.map((axis) => (axis < 0 ? axis + a.shape.length : axis))
  const shape = a.shape.map((size, axis) => (positive.includes(axis) ? 1 : size))
  const y = emit('ReduceSum', [a, integers(positive)], shape, { attributes: { keepdims: 1 } })
  return differentiable(y, [a], (g) => [expand(g, a.shape)])
}

/** The mean along `axes`, which stay with size 1. */
export function mean(a: Tensor, axes?: readonly number[]): Tensor {
  const total = sum(a, axes)
  return scale(total, sizeOf(total.shape) / sizeOf(a.shape))
}

/** Repeats along axes of size 1 until the tensor has this shape. */
export function expand(a: Tensor, shape: Shape): Tensor {
  if (!sameShape(broadcast('expand', a.shape, shape), shape)) {
    throw new ShapeError(`expand: ${showShape(a.shape)} does not expand to ${showShape(shape)}`)
  }
  const y = emit('Expand', [a, integers(shape)], shape, { type: a.type })
  return differentiable(y, [a], (g) => [reduceTo(g, a.shape)])
}

/** The same elements in another shape of the same size. */
export function reshape(a: Tensor, shape: Shape): Tensor {
  if (sameShape(a.shape, shape)) return a
  if (sizeOf(a.shape) !== sizeOf(shape)) {
    throw new ShapeError(`reshape: ${showShape(a.shape)} holds ${sizeOf(a.shape)} elements, ${showShape(shape)} needs ${sizeOf(shape)}`)
  }
  const y = emit('Reshape', [a, integers(shape)], shape, { type: a.type })
  return differentiable(y, [a], (g) => [reshape(g, a.shape)])
}

/** Reorders the axes: axis `i` of the result is axis `order[i]` of `a`. */
export function transpose(a: Tensor, order: readonly number[]): Tensor {
  if (order.length !== a.shape.length || new Set(order).size !== order.length) {
    throw new ShapeError(`transpose: order ${showShape(order)} for a tensor of shape ${showShape(a.shape)}`)
  }
  const shape = order.map((axis) => sizeAt(a.shape, axis))
  const back = order.map((_, axis) => order.indexOf(axis))
  return differentiable(emit('Transpose', [a], shape, { attributes: { perm: order } }), [a], (g) => [transpose(g, back)])
}

/** The last two axes exchanged. */
export function transposeLast(a: Tensor): Tensor {
  const order = a.shape.map((_, axis) => axis)
  return transpose(a, [...order.slice(0, -2), order.length - 1, order.length - 2])
}

/** The part of `a` from `start` up to `end` along one axis. */
export function slice(a: Tensor, axis: number, start: number, end: number): Tensor {
  const size = sizeAt(a.shape, axis)
  if (start < 0 || end > size || start >= end) {
    throw new ShapeError(`slice: ${start} to ${end} of axis ${axis} of ${showShape(a.shape)}`)
  }
  if (start === 0 && end === size) return a
  const shape = a.shape.map((old, i) => (i === axis ? end - start : old))
  const y = emit('Slice', [a, integers([start]), integers([end]), integers([axis])], shape, { type: a.type })
  return differentiable(y, [a], (g) => [pad(g, axis, start, size - end)])
}

/** Zeros before and after along one axis. */
export function pad(a: Tensor, axis: number, before: number, after: number): Tensor {
  if (before === 0 && after === 0) return a
  const size = sizeAt(a.shape, axis)
  const shape = a.shape.map((old, i) => (i === axis ? before + old + after : old))
  const y = emit('Pad', [a, integers([before, after]), scalar(0), integers([axis])], shape)
  return differentiable(y, [a], (g) => [slice(g, axis, before, before + size)])
}

/** Tensors one after the other along an axis. */
export function concat(parts: readonly Tensor[], axis: number): Tensor {
  const first = parts[0]
  if (first === undefined) throw new ShapeError('concat: no tensors')
  for (const { shape } of parts) {
    if (!sameShape(shape.with(axis, 0), first.shape.with(axis, 0))) {
      throw new ShapeError(`concat along axis ${axis}: ${showShape(first.shape)} and ${showShape(shape)}`)
    }
  }
  if (parts.length === 1) return first
  const ends: number[] = []
  for (const part of parts) ends.push((ends.at(-1) ?? 0) + sizeAt(part.shape, axis))
  const shape = first.shape.with(axis, ends.at(-1) ?? 0)
  const y = emit('Concat', parts, shape, { attributes: { axis } })
  return differentiable(y, parts, (g) => parts.map((_, i) => slice(g, axis, ends[i - 1] ?? 0, ends[i] ?? 0)))
}
