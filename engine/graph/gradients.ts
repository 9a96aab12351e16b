/** Reverse-mode differentiation: one walk back along the tape, building more tensors. */
import { add } from './elementwise.ts'
import { ShapeError, sameShape, showShape, sizeOf } from './shape.ts'
import { constant, type Contribution, emit, integers, type RowGradient, scalar, type Tensor } from './tensor.ts'

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
  const found = new Map<Tensor, Gradient>([[loss, { dense: constant(Float32Array.of(1), loss.shape), rows: [] }]])
  for (const tensor of usersFirst(loss)) {
    const gradient = found.get(tensor)
    if (tensor.tape === undefined || gradient === undefined) continue
    const contributions = tensor.tape.backward(denseGradient(gradient, tensor.shape))
    for (const [i, parent] of tensor.tape.parents.entries()) {
      if (parent.needsGradient) found.set(parent, plus(found.get(parent) ?? NONE, check(contributions[i], parent)))
    }
  }
  return parameters.map((parameter) => found.get(parameter) ?? NONE)
}

/** A rule that answers with another shape than its parent's is a bug in that rule. */
function check(contribution: Contribution, parent: Tensor): Contribution {
  const dense = contribution !== undefined && 'rows' in contribution ? contribution.dense : contribution
  if (dense !== undefined && !sameShape(dense.shape, parent.shape)) {
    throw new ShapeError(`a gradient of shape ${showShape(dense.shape)} for a tensor of shape ${showShape(parent.shape)}`)
  }
  return contribution
}
