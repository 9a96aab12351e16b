/**
 * A tensor is a value that says how it would be computed: there is no graph object to fill and no
 * global state. Operations return new tensors; `encodeModel` walks back from the wanted outputs and
 * writes what it meets as an ONNX model; `gradients` walks back the same way along the tape.
 *
 * A tensor's `origin` says where its numbers come from. Its `tape` says, separately, how a gradient
 * flows from it to the tensors it depends on: that lets a fused operation of many ONNX nodes carry
 * one short backward rule.
 */
import { type Shape, ShapeError, showShape, sizeOf } from './shape.ts'

/** Real numbers, whole ones for indices, and bytes for what is kept in few bits. */
export type ElementType = 'float32' | 'int64' | 'int8' | 'uint8'
export type Elements = Float32Array | BigInt64Array | Int8Array | Uint8Array

/** What a node may be told besides its inputs; `{float}` where a number is no whole one by nature. */
export type Attribute = number | string | readonly number[] | { readonly float: number }

/** One ONNX node; its first result is what a tensor stands for. */
export interface Node {
  readonly op: string
  readonly domain: string
  readonly inputs: readonly Tensor[]
  readonly attributes: Readonly<Record<string, Attribute>>
}

/** Where a tensor’s numbers come from. */
export type Origin =
  | { readonly kind: 'input'; readonly name: string }
  | { readonly kind: 'constant'; readonly elements: Elements }
  | { readonly kind: 'node'; readonly node: Node }

/**
 * The gradient of a table from which rows were gathered, kept as the rows' own gradient: row
 * `values[i]` (N, D) belongs to table row `index[i]` (N).
 */
export interface RowGradient {
  readonly index: Tensor
  readonly values: Tensor
}

/** What an operation gives back to one of its parents. */
export type Contribution = Tensor | { readonly dense?: Tensor; readonly rows: RowGradient } | undefined

interface Tape {
  readonly parents: readonly Tensor[]
  readonly backward: (gradient: Tensor) => readonly Contribution[]
}

/** A value of the language; made by the functions below and by the operations, never by hand. */
export class Tensor {
  readonly shape: Shape
  readonly type: ElementType
  readonly origin: Origin
  readonly tape: Tape | undefined
  /** True for parameters and for whatever depends on one. */
  readonly needsGradient: boolean

  constructor(shape: Shape, type: ElementType, origin: Origin, needsGradient = false, tape?: Tape) {
    this.shape = shape
    this.type = type
    this.origin = origin
    this.needsGradient = needsGradient
    this.tape = tape
  }
}

/** Numbers given at each run under this name. */
export function input(name: string, shape: Shape, type: ElementType = 'float32'): Tensor {
  return new Tensor(shape, type, { kind: 'input', name })
}

/** An input that gradients are wanted for. */
export function parameter(name: string, shape: Shape): Tensor {
  return new Tensor(shape, 'float32', { kind: 'input', name }, true)
}

/** Numbers that are part of the model. */
export function constant(elements: Elements, shape: Shape): Tensor {
  if (elements.length !== sizeOf(shape)) {
    throw new ShapeError(`constant: ${elements.length} elements for a tensor of shape ${showShape(shape)}`)
  }
  const type = elements instanceof Float32Array ? 'float32' : elements instanceof BigInt64Array ? 'int64' : elements instanceof Int8Array ? 'int8' : 'uint8'
  return new Tensor(shape, type, { kind: 'constant', elements })
}

/** A single number. */
export function scalar(value: number): Tensor {
  return constant(Float32Array.of(value), [])
}

/** A list of whole numbers, as ONNX wants shapes, axes and positions. */
export function integers(values: readonly number[]): Tensor {
  return constant(BigInt64Array.from(values, BigInt), [values.length])
}

interface NodeOptions {
  readonly attributes?: Readonly<Record<string, Attribute>>
  readonly domain?: string
  readonly type?: ElementType
}

/** The result of one ONNX operator, without a gradient rule. */
export function emit(op: string, inputs: readonly Tensor[], shape: Shape, options: NodeOptions = {}): Tensor {
  const { attributes = {}, domain = '', type = 'float32' } = options
  return new Tensor(shape, type, { kind: 'node', node: { op, domain, inputs, attributes } })
}

/**
 * The same value, with the rule by which a gradient reaches `parents`. The rule is called at most
 * once, only if some parent needs a gradient, and answers in the order of `parents`.
 */
export function differentiable(value: Tensor, parents: readonly Tensor[], backward: Tape['backward']): Tensor {
  if (!parents.some((parent) => parent.needsGradient)) return value
  return new Tensor(value.shape, value.type, value.origin, true, { parents, backward })
}
