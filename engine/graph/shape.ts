/** Sizes of tensors: every rule about them is here, and every complaint shows both shapes. */

/** Sizes along the axes, outermost first; empty for a single number. */
export type Shape = readonly number[]

/** Two tensors that don't fit together; the message names the operation and both shapes. */
export class ShapeError extends Error {
  override readonly name = 'ShapeError'
}

/** A shape as messages show it: `[2, 3]`. */
export function showShape(shape: Shape): string {
  return `[${shape.join(', ')}]`
}

/** How many numbers a tensor of this shape holds. */
export function sizeOf(shape: Shape): number {
  return shape.reduce((product, size) => product * size, 1)
}

/** Whether two shapes are equal. */
export function sameShape(a: Shape, b: Shape): boolean {
  return a.length === b.length && a.every((size, axis) => size === b[axis])
}

/** The size along an axis; negative axes count from the end. */
export function sizeAt(shape: Shape, axis: number): number {
  const size = shape.at(axis)
  if (size === undefined) throw new ShapeError(`axis ${axis} of a tensor of shape ${showShape(shape)}`)
  return size
}

/** The shape of an element-wise operation on `a` and `b`, aligned at the last axis as NumPy does. */
export function broadcast(operation: string, a: Shape, b: Shape): Shape {
  const rank = Math.max(a.length, b.length)
  return Array.from({ length: rank }, (_, axis) => {
    const left = a[axis - rank + a.length] ?? 1
    const right = b[axis - rank + b.length] ?? 1
    if (left !== right && left !== 1 && right !== 1) {
      throw new ShapeError(`${operation}: ${showShape(a)} and ${showShape(b)} don't broadcast`)
    }
    return left === 1 ? right : left
  })
}

/** The axes of `wide` along which `narrow` was repeated to reach it. */
export function broadcastAxes(narrow: Shape, wide: Shape): number[] {
  const offset = wide.length - narrow.length
  return wide.flatMap((size, axis) => (axis < offset || (narrow[axis - offset] === 1 && size !== 1) ? [axis] : []))
}
