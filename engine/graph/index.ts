export { causalAttention, causalMask } from './attention.ts'
export type { CausalMask } from './attention.ts'
export {
  add,
  concat,
  divide,
  exp,
  expand,
  log,
  mean,
  multiply,
  negate,
  pad,
  reshape,
  scale,
  sigmoid,
  slice,
  sqrt,
  subtract,
  sum,
  transpose,
  transposeLast,
} from './elementwise.ts'
export { denseGradient, gradients, recomputed } from './gradients.ts'
export type { Gradient } from './gradients.ts'
export { adaptedLinear, frozenLinear, frozenMatrix } from './frozen.ts'
export type { AdaptedMatrix, FrozenMatrix, LowRank } from './frozen.ts'
export { canRound, round, roundedMatrix, roundedShapes } from './rounded.ts'
export type { RoundedNumbers } from './rounded.ts'
export { crossEntropyRows } from './cross-entropy.ts'
export type { Head, SoftTargets } from './cross-entropy.ts'
export { gatherRows, geglu, rmsNorm, rotary, rotaryTables, softmax, swiglu } from './layers.ts'
export type { RotaryTables } from './layers.ts'
export { encodeModel } from './onnx-model.ts'
export { linear, matmul, product } from './products.ts'
export { chooseDevice } from './devices.ts'
export { DeviceError, DEVICES, evaluate, MemoryError, Session } from './session.ts'
export type { Device, SessionOptions } from './session.ts'
export { ShapeError, showShape, sizeOf } from './shape.ts'
export type { Shape } from './shape.ts'
export { constant, input, integers, parameter, scalar, Tensor } from './tensor.ts'
export type { Elements, RowGradient } from './tensor.ts'
