/**
 * Writes tensors as an ONNX model: the nodes from which the wanted outputs can be reached, in an
 * order in which they can run. Field numbers are those of onnx.proto (onnx/onnx, `onnx.proto3`).
 */
import { bytesField, floatField, intField, join, message, messageField, stringField } from './protobuf.ts'
import type { Encoded } from './protobuf.ts'
import type { Shape } from './shape.ts'
import { emit } from './tensor.ts'
import type { Attribute, Elements, ElementType, Node, Tensor } from './tensor.ts'

const IR_VERSION = 10
const OPSET = 21
const DATA_TYPE: Record<ElementType, number> = { float32: 1, uint8: 2, int8: 3, int64: 7 }
const ATTRIBUTE_TYPE = { float: 1, int: 2, string: 3, ints: 7 }
/** Constants up to this length are compared and written once; longer ones are compared by identity. */
const SHORT = 8

function attribute(name: string, value: Attribute): Encoded {
  const head = stringField(1, name)
  if (typeof value === 'number') return message(head, intField(3, value), intField(20, ATTRIBUTE_TYPE.int))
  if (typeof value === 'string') return message(head, stringField(4, value), intField(20, ATTRIBUTE_TYPE.string))
  if ('float' in value) return message(head, floatField(2, value.float), intField(20, ATTRIBUTE_TYPE.float))
  return message(head, ...value.map((item) => intField(8, item)), intField(20, ATTRIBUTE_TYPE.ints))
}

function valueOf(name: string, type: ElementType, shape: Shape): Encoded {
  const dimensions = message(...shape.map((size) => messageField(1, intField(1, size))))
  const tensorType = message(intField(1, DATA_TYPE[type]), messageField(2, dimensions))
  return message(stringField(1, name), messageField(2, messageField(1, tensorType)))
}

function initializer(name: string, tensor: Tensor, elements: Elements): Encoded {
  const raw = new Uint8Array(elements.buffer, elements.byteOffset, elements.byteLength)
  return message(...tensor.shape.map((size) => intField(1, size)), intField(2, DATA_TYPE[tensor.type]), stringField(8, name), bytesField(9, raw))
}

/** The nodes that `outputs` depend on, each after the ones it depends on. */
function nodesFor(outputs: readonly Tensor[]): Node[] {
  const order: Node[] = []
  const state = new Map<Node, 'open' | 'done'>()
  const stack = outputs.flatMap(({ origin }) => (origin.kind === 'node' ? [origin.node] : [])).reverse()
  // By hand rather than recursively: a deep model's graph is thousands of nodes long.
  for (let node = stack.at(-1); node !== undefined; node = stack.at(-1)) {
    if (state.has(node)) {
      stack.pop()
      if (state.get(node) === 'open') order.push(node)
      state.set(node, 'done')
      continue
    }
    state.set(node, 'open')
    for (const { origin } of node.inputs) {
      if (origin.kind === 'node' && !state.has(origin.node)) stack.push(origin.node)
    }
  }
  return order
}

/** Gives every tensor of one model its name, and remembers the inputs and constants it met. */
class Names {
  readonly inputs = new Map<string, Tensor>()
  readonly constants = new Map<string, { tensor: Tensor; elements: Elements }>()
  readonly #nodes = new Map<Node, number>()
  readonly #long = new Map<Elements, string>()

  of(tensor: Tensor): string {
    const { origin } = tensor
    if (origin.kind === 'node') return this.result(origin.node)
    if (origin.kind === 'input') {
      this.inputs.set(origin.name, tensor)
      return origin.name
    }
    const name = this.#constantName(tensor, origin.elements)
    this.constants.set(name, { tensor, elements: origin.elements })
    return name
  }

  /** The name of a node's result. */
  result(node: Node): string {
    const number = this.#nodes.get(node) ?? this.#nodes.size
    this.#nodes.set(node, number)
    return `n${number}`
  }

  #constantName({ type, shape }: Tensor, elements: Elements): string {
    if (elements.length <= SHORT) return `c.${type}[${shape.join()}]=${elements.join()}`
    const name = this.#long.get(elements) ?? `c${this.#long.size}`
    this.#long.set(elements, name)
    return `${name}[${shape.join()}]`
  }
}

function encodeNode(node: Node, names: Names): Encoded {
  return message(
    ...node.inputs.map((tensor) => stringField(1, names.of(tensor))),
    stringField(2, names.result(node)),
    stringField(4, node.op),
    ...Object.entries(node.attributes).map(([name, value]) => messageField(5, attribute(name, value))),
    stringField(7, node.domain),
  )
}

/** An ONNX model with the names under which its results will be found, in the order of `outputs`. */
export interface EncodedModel {
  readonly bytes: Uint8Array
  readonly inputs: ReadonlyMap<string, Tensor>
  readonly outputNames: readonly string[]
  readonly nodeCount: number
}

/** The model whose outputs are these tensors. One that is an input itself comes out as it came in. */
export function encodeModel(wanted: readonly Tensor[]): EncodedModel {
  const names = new Names()
  // An output has to be the result of a node.
  const outputs = wanted.map((tensor) => (tensor.origin.kind === 'node' ? tensor : emit('Identity', [tensor], tensor.shape, { type: tensor.type })))
  const nodes = nodesFor(outputs)
  const encodedNodes = nodes.map((node) => encodeNode(node, names))
  const outputNames = outputs.map((tensor) => names.of(tensor))
  const declared = new Map(outputs.map((tensor, i) => [outputNames[i] ?? '', tensor]))
  const graph = message(
    ...encodedNodes.map((node) => messageField(1, node)),
    stringField(2, 'moke'),
    ...[...names.constants].map(([name, { tensor, elements }]) => messageField(5, initializer(name, tensor, elements))),
    ...[...names.inputs].map(([name, { type, shape }]) => messageField(11, valueOf(name, type, shape))),
    ...[...declared].map(([name, { type, shape }]) => messageField(12, valueOf(name, type, shape))),
  )
  const opsets = [message(stringField(1, ''), intField(2, OPSET)), message(stringField(1, 'com.microsoft'), intField(2, 1))]
  const model = message(intField(1, IR_VERSION), stringField(2, 'moke'), messageField(7, graph), ...opsets.map((opset) => messageField(8, opset)))
  return { bytes: join(model), inputs: names.inputs, outputNames, nodeCount: nodes.length }
}
