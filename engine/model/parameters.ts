/**
 * A decoder's parameters as they stand in its graph: trained ones get gradients, frozen ones are only read. This is the one place
 * where a weight multiplies, so that whatever it is (trained, frozen, rounded, adapted) no family of decoders has to know.
 */
import { input, linear, parameter, type Tensor } from '#engine/graph/index.ts'
import type { ParameterSpec } from './decoder-config.ts'

/** The parameters of one graph, by their Hugging Face names. */
export class Parameters {
  /** Those that gradients are wanted for. */
  readonly trained: ReadonlyMap<string, Tensor>
  readonly frozen: ReadonlyMap<string, Tensor>

  /** Without a word about it, everything is trained. */
  constructor(specs: readonly ParameterSpec[], isFrozen: (spec: ParameterSpec) => boolean = () => false) {
    this.trained = new Map(specs.filter((spec) => !isFrozen(spec)).map(({ name, shape }) => [name, parameter(name, shape)]))
    this.frozen = new Map(specs.filter(isFrozen).map(({ name, shape }) => [name, input(name, shape)]))
  }

  /** A parameter as it is: norms, biases, tables. */
  tensor(name: string): Tensor {
    const found = this.trained.get(name) ?? this.frozen.get(name)
    if (found === undefined) throw new Error(`no parameter ${name}: parameterSpecs and the decoder disagree`)
    return found
  }

  /** x (N, in) by the matrix (out, in) of this name: (N, out). Every linear layer of every family comes through here. */
  project(x: Tensor, name: string): Tensor {
    return linear(x, this.tensor(name))
  }
}
