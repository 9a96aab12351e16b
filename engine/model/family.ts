/** The families of decoders that are computed here, and in what they differ beside their sizes. */

/** A family, by the name that Hugging Face and llama.cpp have for it. */
export type Family = 'llama' | 'qwen2' | 'qwen3' | 'gemma3'

/** All of them, in the order in which they are told to people. */
export const FAMILIES: readonly Family[] = ['llama', 'qwen2', 'qwen3', 'gemma3']

/** What all decoders of a family have in common. */
export interface FamilyTraits {
  /** Queries, keys and values have biases. */
  readonly biases: boolean
  /** Each head's queries and keys are normalised. */
  readonly headNorms: boolean
  /** What attention and feed-forward give is normalised before it is added to the residual stream. */
  readonly resultNorms: boolean
  /** What the gate of the feed-forward passes through. */
  readonly activation: 'silu' | 'gelu'
  /** Embeddings are multiplied by √width where they enter; not where they are the output projection. */
  readonly embeddingScaled: boolean
}

const plain: FamilyTraits = { biases: false, headNorms: false, resultNorms: false, activation: 'silu', embeddingScaled: false }

const traits: Readonly<Record<Family, FamilyTraits>> = {
  llama: plain,
  qwen2: { ...plain, biases: true },
  qwen3: { ...plain, headNorms: true },
  gemma3: { ...plain, headNorms: true, resultNorms: true, activation: 'gelu', embeddingScaled: true },
}

/** The family of a decoder: qwen3, that of the models trained here, where none is named. */
export function familyOf({ family = 'qwen3' }: { readonly family?: Family | undefined }): Family {
  return family
}

/** In what a decoder differs from those of other families. */
export function traitsOf(config: { readonly family?: Family | undefined }): FamilyTraits {
  return traits[familyOf(config)]
}

/** Attention of some layers that reaches back over the last tokens only. */
export interface SlidingWindow {
  /** How many tokens such a layer sees, the present one counted. */
  readonly tokens: number
  /** The rotary base of these layers; `ropeDivisors` are for the others. */
  readonly ropeTheta: number
  /** For each layer, whether it is one of them. */
  readonly layers: readonly boolean[]
}

/** The Hugging Face name of a layer's bias, e.g. `biasName(0, 'self_attn.q_proj')`. */
export function biasName(layer: number, part: string): string {
  return `model.layers.${layer}.${part}.bias`
}
