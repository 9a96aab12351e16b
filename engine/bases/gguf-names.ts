/**
 * The parameters of a decoder as llama.cpp's GGUF has them: their names, and the order of rows in which it keeps queries and
 * keys of llama. The same holds for what an adapter adds to them.
 */
import { biasName, type DecoderConfig, EMBEDDING, familyOf, FINAL_NORM, HEAD, layerName, traitsOf } from '#engine/model/index.ts'

/** The name in a GGUF of each parameter, by its Hugging Face name. */
export function ggufNames(config: DecoderConfig): ReadonlyMap<string, string> {
  const names = new Map([
    [EMBEDDING, 'token_embd.weight'],
    [FINAL_NORM, 'output_norm.weight'],
    [HEAD, 'output.weight'],
  ])
  for (let layer = 0; layer < config.layers; layer++) {
    for (const [part, name] of layerParts(config)) names.set(layerName(layer, part), `blk.${layer}.${name}.weight`)
    if (traitsOf(config).biases) for (const [part, name] of attentionParts) names.set(biasName(layer, part), `blk.${layer}.${name}.bias`)
  }
  return names
}

type Part = readonly [huggingFace: string, gguf: string]

const attentionParts: readonly Part[] = [
  ['self_attn.q_proj', 'attn_q'],
  ['self_attn.k_proj', 'attn_k'],
  ['self_attn.v_proj', 'attn_v'],
]
const otherParts: readonly Part[] = [
  ['input_layernorm', 'attn_norm'],
  ['self_attn.o_proj', 'attn_output'],
  ['mlp.gate_proj', 'ffn_gate'],
  ['mlp.up_proj', 'ffn_up'],
  ['mlp.down_proj', 'ffn_down'],
]
const headNormParts: readonly Part[] = [
  ['self_attn.q_norm', 'attn_q_norm'],
  ['self_attn.k_norm', 'attn_k_norm'],
]
/** Where results are normalised, the norm before the feed-forward has another name, and its old one is that of attention's result. */
const resultNormParts: readonly Part[] = [
  ['post_attention_layernorm', 'post_attention_norm'],
  ['pre_feedforward_layernorm', 'ffn_norm'],
  ['post_feedforward_layernorm', 'post_ffw_norm'],
]

function layerParts(config: DecoderConfig): readonly Part[] {
  const { headNorms, resultNorms } = traitsOf(config)
  const norms: readonly Part[] = resultNorms ? resultNormParts : [['post_attention_layernorm', 'ffn_norm']]
  return [...attentionParts, ...otherParts, ...(headNorms ? headNormParts : []), ...norms]
}

/**
 * How many heads' rows stand in another order in a GGUF than in Hugging Face's files, 0 where none do. llama.cpp turns a pair
 * of neighbours in llama, where Hugging Face turns element i of a head together with element i + hd/2.
 */
export function interleavedHeads(config: DecoderConfig, name: string): number {
  if (familyOf(config) !== 'llama') return 0
  if (name.endsWith('self_attn.q_proj.weight')) return config.heads
  return name.endsWith('self_attn.k_proj.weight') ? config.keyHeads : 0
}

/** Rows of heads from Hugging Face's order to llama.cpp's; `columns` numbers a row. */
export function interleaveRows(rows: Float32Array, heads: number, columns: number): Float32Array {
  return reorderRows(rows, heads, columns, (half, row) => (row % 2) * half + (row >> 1))
}

/** Rows of heads from llama.cpp's order to Hugging Face's. */
export function partRows(rows: Float32Array, heads: number, columns: number): Float32Array {
  return reorderRows(rows, heads, columns, (half, row) => (row < half ? 2 * row : 2 * (row - half) + 1))
}

/** Row `row` of a head comes from its row `from(half the head, row)`. */
function reorderRows(rows: Float32Array, heads: number, columns: number, from: (half: number, row: number) => number): Float32Array {
  const [out, width] = [new Float32Array(rows.length), rows.length / columns / heads]
  for (let head = 0; head < heads; head++)
    for (let row = 0; row < width; row++) {
      const start = (head * width + from(width / 2, row)) * columns
      out.set(rows.subarray(start, start + columns), (head * width + row) * columns)
    }
  return out
}
