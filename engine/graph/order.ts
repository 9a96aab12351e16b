/** The order in which the runtime computes, where memory depends on it: it takes nodes in any order that their inputs allow. */
import { add, scale } from './elementwise.ts'
import { emit, integers, type Tensor } from './tensor.ts'

/**
 * x, but not before these are computed; otherwise the runtime would hold at once what could follow one another. What is added is a
 * number of each, times zero. It is another value than x to the runtime, too, which computes equal things only once.
 */
export function afterAll(x: Tensor, others: readonly (Tensor | undefined)[]): Tensor {
  return others.reduce<Tensor>((after, other) => {
    if (other === undefined) return after
    const axes = other.shape.map((_, axis) => axis)
    const [zeros, ones] = [axes.map(() => 0), axes.map(() => 1)]
    const corner = emit('Slice', [other, integers(zeros), integers(ones), integers(axes)], ones)
    return add(after, scale(corner, 0))
  }, x)
}
