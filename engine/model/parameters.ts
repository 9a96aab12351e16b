/**
 * A decoder's parameters as they stand in its graph: trained ones get gradients, frozen ones are only read. This is the one place
 * where a weight multiplies, so that whatever it is (trained, frozen, rounded, adapted) no family of decoders has to know.
 */
import { adaptedLinear, frozenLinear, frozenMatrix, input, linear, type LowRank, parameter, type Tensor } from '#engine/graph/index.ts'
import type { ParameterSpec } from './decoder-config.ts'
import type { LoraSpec } from './lora.ts'

/** How a decoder's parameters are to stand in a graph; without a word everything is trained. */
export interface ParameterPlan {
  readonly isFrozen?: (spec: ParameterSpec) => boolean
  /** Adapters of frozen matrices, which are trained, and what their products are multiplied by. */
  readonly lora?: { readonly specs: readonly LoraSpec[]; readonly factor: number }
}

/** The parameters of one graph, by their Hugging Face names. */
export class Parameters {
  /** Those that gradients are wanted for, adapters among them. */
  readonly trained: ReadonlyMap<string, Tensor>
  readonly frozen: ReadonlyMap<string, Tensor>
  readonly #adapters: ReadonlyMap<string, LowRank>

  constructor(specs: readonly ParameterSpec[], { isFrozen = () => false, lora }: ParameterPlan = {}) {
    this.frozen = new Map(specs.filter(isFrozen).map(({ name, shape }) => [name, input(name, shape)]))
    const thin = (lora?.specs ?? []).flatMap(({ a, b }) => [a, b])
    this.trained = new Map([...specs.filter((spec) => !isFrozen(spec)), ...thin].map(({ name, shape }) => [name, parameter(name, shape)]))
    const factor = lora?.factor ?? 1
    this.#adapters = new Map((lora?.specs ?? []).map(({ matrix, a, b }) => [matrix, { a: this.tensor(a.name), b: this.tensor(b.name), factor }]))
  }

  /** A parameter as it is: norms, biases, tables. */
  tensor(name: string): Tensor {
    const found = this.trained.get(name) ?? this.frozen.get(name)
    if (found === undefined) throw new Error(`no parameter ${name}: parameterSpecs and the decoder disagree`)
    return found
  }

  /** x (N, in) by the matrix (out, in) of this name: (N, out). Every linear layer of every family comes through here. */
  project(x: Tensor, name: string): Tensor {
    const frozen = this.frozen.get(name)
    if (frozen === undefined) return linear(x, this.tensor(name))
    const adapter = this.#adapters.get(name)
    return adapter === undefined ? frozenLinear(x, frozenMatrix(frozen)) : adaptedLinear(x, frozenMatrix(frozen), adapter)
  }
}
