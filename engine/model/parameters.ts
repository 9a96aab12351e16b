/**
 * A decoder's parameters as they stand in its graph: trained ones get gradients, frozen ones are only read. This is the one place
 * where a weight multiplies, so that whatever it is (trained, frozen, rounded, adapted) no family of decoders has to know.
 */
import {
  adaptedLinear,
  canRound,
  type Elements,
  type FrozenMatrix,
  frozenLinear,
  frozenMatrix,
  gatherRows,
  type Head,
  input,
  linear,
  type LowRank,
  parameter,
  round,
  roundedMatrix,
  roundedShapes,
  type Tensor,
} from '#engine/graph/index.ts'
import type { ParameterSpec } from './decoder-config.ts'
import type { LoraSpec } from './lora.ts'

/** Bits in which a number of a frozen matrix is kept. */
export type Bits = 32 | 8 | 4

/** How a decoder's parameters are to stand in a graph; without a word everything is trained. */
export interface ParameterPlan {
  readonly isFrozen?: (spec: ParameterSpec) => boolean
  /** Of frozen matrices and tables; 32 if not given. Rows that are not whole blocks stay at 32. */
  readonly bits?: Bits
  /** Adapters of frozen matrices, which are trained, and what their products are multiplied by. */
  readonly lora?: { readonly specs: readonly LoraSpec[]; readonly factor: number }
}

/** The parameters of one graph, by their Hugging Face names. */
export class Parameters {
  /** Those that gradients are wanted for, adapters among them. */
  readonly trained: ReadonlyMap<string, Tensor>
  /** Those that are only read, as they are. */
  readonly frozen: ReadonlyMap<string, Tensor>
  readonly #rounded: ReadonlyMap<string, FrozenMatrix>
  readonly #adapters: ReadonlyMap<string, LowRank>

  constructor(specs: readonly ParameterSpec[], { isFrozen = () => false, bits = 32, lora }: ParameterPlan = {}) {
    const frozen = specs.filter(isFrozen)
    this.frozen = new Map(frozen.filter((spec) => bitsOf(spec, bits) === 32).map(({ name, shape }) => [name, input(name, shape)]))
    this.#rounded = new Map(
      frozen.flatMap((spec) => {
        const own = bitsOf(spec, bits)
        return own === 32 ? [] : [[spec.name, roundedInput(spec, own)]]
      }),
    )
    const thin = (lora?.specs ?? []).flatMap(({ a, b }) => [a, b])
    this.trained = new Map([...specs.filter((spec) => !isFrozen(spec)), ...thin].map(({ name, shape }) => [name, parameter(name, shape)]))
    const factor = lora?.factor ?? 1
    this.#adapters = new Map((lora?.specs ?? []).map(({ matrix, a, b }) => [matrix, { a: this.tensor(a.name), b: this.tensor(b.name), factor }]))
  }

  /** What is trained of a layer. */
  trainedIn(layer: number): Tensor[] {
    return [...this.trained].filter(([name]) => name.startsWith(`model.layers.${layer}.`)).map(([, tensor]) => tensor)
  }

  /** A parameter as it is: norms, biases. */
  tensor(name: string): Tensor {
    const found = this.trained.get(name) ?? this.frozen.get(name)
    if (found === undefined) throw new Error(`no parameter ${name}: parameterSpecs and the decoder disagree`)
    return found
  }

  /** A table that is multiplied by, as it is, rounded or adapted: what crossEntropyRows takes. */
  table(name: string): Head {
    const adapter = this.#adapters.get(name)
    return adapter === undefined ? (this.#rounded.get(name) ?? this.tensor(name)) : { matrix: this.#frozenMatrix(name), adapter }
  }

  /** Rows of a table (V, D) by their numbers (N): (N, D). */
  rows(name: string, index: Tensor): Tensor {
    return this.#rounded.get(name)?.rows(index) ?? gatherRows(this.tensor(name), index)
  }

  #frozenMatrix(name: string): FrozenMatrix {
    return this.#rounded.get(name) ?? frozenMatrix(this.tensor(name))
  }

  /** x (N, in) by the matrix (out, in) of this name: (N, out). Every linear layer of every family comes through here. */
  project(x: Tensor, name: string): Tensor {
    const trained = this.trained.get(name)
    if (trained !== undefined) return linear(x, trained)
    const matrix = this.#frozenMatrix(name)
    const adapter = this.#adapters.get(name)
    return adapter === undefined ? frozenLinear(x, matrix) : adaptedLinear(x, matrix, adapter)
  }
}

/** In how many bits a frozen parameter is kept where matrices are kept in so many: norms and biases are small, and rows of an embedding say too much for 4. */
export function bitsOf({ role, shape }: ParameterSpec, bits: Bits): Bits {
  const wanted = role === 'embedding' && bits === 4 ? 8 : bits
  return wanted === 32 || role === 'norm' || role === 'bias' || !canRound(shape, wanted) ? 32 : wanted
}

const codesOf = (name: string): string => `${name}.codes`
const scalesOf = (name: string): string => `${name}.scales`

function roundedInput({ name, shape }: ParameterSpec, bits: 8 | 4): FrozenMatrix {
  const { codes, type, scales } = roundedShapes(shape, bits)
  return roundedMatrix(input(codesOf(name), codes, type), input(scalesOf(name), scales), shape)
}

/** What a graph is to be fed for a frozen parameter that is kept in so many bits. */
export function frozenElements(spec: ParameterSpec, elements: Float32Array, bits: Bits): (readonly [name: string, elements: Elements])[] {
  const own = bitsOf(spec, bits)
  if (own === 32) return [[spec.name, elements]]
  const { codes, scales } = round(elements, spec.shape, own)
  return [
    [codesOf(spec.name), codes],
    [scalesOf(spec.name), scales],
  ]
}
