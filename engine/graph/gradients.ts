/** Reverse-mode differentiation: one walk back along the tape, building more tensors. */
import { add } from './elementwise.ts'
import { afterAll } from './order.ts'
import { ShapeError, sameShape, showShape, sizeOf } from './shape.ts'
import { constant, type Contribution, differentiable, emit, integers, type RowGradient, scalar, Tensor } from './tensor.ts'

/** The gradient of one parameter: `dense`, to which every row of every entry of `rows` is to be added. */
export interface Gradient {
  readonly dense: Tensor | undefined
  readonly rows: readonly RowGradient[]
}

const NONE: Gradient = { dense: undefined, rows: [] }

/** Tensors that need a gradient, each after all that use it. */
function usersFirst(loss: Tensor): Tensor[] {
  const order: Tensor[] = []
  const state = new Map<Tensor, 'open' | 'done'>()
  const stack = [loss]
  for (let tensor = stack.at(-1); tensor !== undefined; tensor = stack.at(-1)) {
    if (state.has(tensor)) {
      stack.pop()
      if (state.get(tensor) === 'open') order.push(tensor)
      state.set(tensor, 'done')
      continue
    }
    state.set(tensor, 'open')
    for (const parent of tensor.tape?.parents ?? []) {
      if (parent.needsGradient && !state.has(parent)) stack.push(parent)
    }
  }
  return order.reverse()
}

function plus(sum: Gradient, contribution: Contribution): Gradient {
  if (contribution === undefined) return sum
  const { dense, rows } = 'rows' in contribution ? { dense: contribution.dense, rows: [contribution.rows] } : { dense: contribution, rows: [] }
  const total = dense === undefined ? sum.dense : sum.dense === undefined ? dense : add(sum.dense, dense)
  return { dense: total, rows: [...sum.rows, ...rows] }
}

/**
 * The whole gradient in one tensor. ScatterElements, because ONNX Runtime's ScatterND with
 * `reduction=add` loses updates when rows repeat and several threads run (engine/LOG.md).
 */
export function denseGradient({ dense, rows }: Gradient, shape: readonly number[]): Tensor {
  const start = dense ?? emit('Expand', [scalar(0), integers(shape)], shape)
  return rows.reduce((sum, { index, values }) => {
    const columns = emit('Reshape', [index, integers([sizeOf(index.shape), 1])], [sizeOf(index.shape), 1], { type: 'int64' })
    const everywhere = emit('Expand', [columns, integers(values.shape)], values.shape, { type: 'int64' })
    return emit('ScatterElements', [sum, everywhere, values], shape, { attributes: { axis: 0, reduction: 'add' } })
  }, start)
}

/** The gradients of a scalar with respect to each parameter, in their order. */
export function gradients(loss: Tensor, parameters: readonly Tensor[]): Gradient[] {
  if (sizeOf(loss.shape) !== 1) throw new ShapeError(`gradients: the loss has shape ${showShape(loss.shape)}, not one number`)
  return pullBack(loss, constant(Float32Array.of(1), loss.shape), parameters)
}

/** The gradients with respect to each parameter of what has the gradient `slope` with respect to y. */
function pullBack(y: Tensor, slope: Tensor, parameters: readonly Tensor[]): Gradient[] {
  const found = new Map<Tensor, Gradient>([[y, { dense: slope, rows: [] }]])
  for (const tensor of usersFirst(y)) {
    const gradient = found.get(tensor)
    if (tensor.tape === undefined || gradient === undefined) continue
    const contributions = tensor.tape.backward(denseGradient(gradient, tensor.shape))
    for (const [i, parent] of tensor.tape.parents.entries()) {
      if (parent.needsGradient) found.set(parent, plus(found.get(parent) ?? NONE, check(contributions[i], parent)))
    }
  }
  return parameters.map((parameter) => found.get(parameter) ?? NONE)
}

/**
 * f(x), of which nothing but x is kept for the way back: there f is computed again, once the gradient has come so far. `parameters` are
 * those that f reads. A third more work for the memory of one f at a time instead of all (Chen et al. 2016).
 */
export function recomputed(f: (x: Tensor) => Tensor, x: Tensor, parameters: readonly Tensor[]): Tensor {
  return differentiable(f(x), [x, ...parameters], (g) => {
    const { shape, type, origin } = afterAll(x, [g])
    const again = new Tensor(shape, type, origin, x.needsGradient)
    return pullBack(f(again), g, [again, ...parameters]).map((gradient, i) => {
      const isNone = gradient.dense === undefined && gradient.rows.length === 0
      return isNone ? undefined : denseGradient(gradient, (i === 0 ? x : parameters[i - 1]!).shape)
    })
  })
}

/** A rule that answers with another shape than its parent's is a bug in that rule. */
function check(contribution: Contribution, parent: Tensor): Contribution {
  const dense = contribution !== undefined && 'rows' in contribution ? contribution.dense : contribution
  if (dense !== undefined && !sameShape(dense.shape, parent.shape)) {
    throw new ShapeError(`a gradient of shape ${showShape(dense.shape)} for a tensor of shape ${showShape(parent.shape)}`)
  }
  return contribution
}
