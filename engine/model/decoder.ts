/**
 * The qwen3-family decoder as a graph: RMS norms before attention and feed-forward and on queries and
 * keys, rotary positions, grouped-query attention, SwiGLU.
 */
import {
  add,
  causalAttention,
  causalMask,
  type CausalMask,
  crossEntropyRows,
  gatherRows,
  input,
  linear,
  parameter,
  reshape,
  rmsNorm,
  rotary,
  rotaryTables,
  type RotaryTables,
  swiglu,
  type Tensor,
  transpose,
} from '#engine/graph/index.ts'
import { type DecoderConfig, EMBEDDING, FINAL_NORM, HEAD, layerName, parameterSpecs } from './decoder-config.ts'

/** How many texts of how many tokens one run takes. */
export interface BatchShape {
  readonly batch: number
  readonly length: number
  /** Whether a text holds several documents, which don't see one another: then there is an input `starts`. */
  readonly apart?: boolean
}

/** A decoder's graph for one batch shape, with the inputs to feed. */
export interface Decoder {
  readonly parameters: ReadonlyMap<string, Tensor>
  /** (B·T): token numbers, text after text. */
  readonly tokens: Tensor
  /** (B·T, D): what the last norm gives. */
  readonly hidden: Tensor
  /** (V, D): the output projection. */
  readonly head: Tensor
}

/** Rows of queries whose scores are held at once; measured in engine/LOG.md. */
const BLOCK_ROWS = 256

/**
 * The graph from tokens to the last norm, for texts of one length. Its inputs are `tokens` (B·T) and, where documents are
 * kept apart, `starts` (B·T), as floats: the position of its text at which each token's document begins. Rotary positions go on
 * through a text all the same: attention knows only differences of positions, so a document is read as if it stood alone.
 */
export function buildDecoder(config: DecoderConfig, shape: BatchShape): Decoder {
  const { batch, length } = shape
  const parameters = new Map(parameterSpecs(config).map(({ name, shape }) => [name, parameter(name, shape)]))
  const weight = (name: string): Tensor => {
    const found = parameters.get(name)
    if (found === undefined) throw new Error(`no parameter ${name}: parameterSpecs and buildDecoder disagree`)
    return found
  }
  const tokens = input('tokens', [batch * length], 'int64')
  const tables = rotaryTables(length, config.headWidth, config.ropeTheta)
  const starts = shape.apart ? reshape(input('starts', [batch * length]), [batch, length]) : undefined
  const places = { ...shape, tables, mask: causalMask(length, BLOCK_ROWS, starts) }
  let x = gatherRows(weight(EMBEDDING), tokens) // (B·T, D)
  for (let layer = 0; layer < config.layers; layer++) {
    const part = (name: string): Tensor => weight(layerName(layer, name))
    x = add(x, attention(rmsNorm(x, part('input_layernorm'), config.normEpsilon), part, config, places))
    x = add(x, feedForward(rmsNorm(x, part('post_attention_layernorm'), config.normEpsilon), part))
  }
  const hidden = rmsNorm(x, weight(FINAL_NORM), config.normEpsilon)
  return { parameters, tokens, hidden, head: weight(config.tied ? EMBEDDING : HEAD) }
}

type Part = (name: string) => Tensor

/** What all layers share. */
interface Places extends BatchShape {
  readonly tables: RotaryTables
  readonly mask: CausalMask
}

function attention(x: Tensor, part: Part, config: DecoderConfig, { batch, length, tables, mask }: Places): Tensor {
  const { heads, keyHeads, headWidth, normEpsilon } = config
  const group = heads / keyHeads
  // (B·T, heads·hd) → (B, KV, G, T, hd)
  const queries = (y: Tensor): Tensor => transpose(reshape(y, [batch, length, keyHeads, group, headWidth]), [0, 2, 3, 1, 4])
  // (B·T, KV·hd) → (B, KV, T, hd)
  const keys = (y: Tensor): Tensor => transpose(reshape(y, [batch, length, keyHeads, headWidth]), [0, 2, 1, 3])
  const q = rotary(rmsNorm(queries(linear(x, part('self_attn.q_proj'))), part('self_attn.q_norm'), normEpsilon), tables)
  const k = rotary(rmsNorm(keys(linear(x, part('self_attn.k_proj'))), part('self_attn.k_norm'), normEpsilon), tables)
  const v = keys(linear(x, part('self_attn.v_proj')))
  const mixed = causalAttention(q, k, v, mask)
  const rows = reshape(transpose(mixed, [0, 3, 1, 2, 4]), [batch * length, heads * headWidth])
  return linear(rows, part('self_attn.o_proj'))
}

function feedForward(x: Tensor, part: Part): Tensor {
  const gated = swiglu(linear(x, part('mlp.gate_proj')), linear(x, part('mlp.up_proj')))
  return linear(gated, part('mlp.down_proj'))
}

/** (B·T, V): the logits of the token after each position. */
export function logits({ hidden, head }: Decoder): Tensor {
  return linear(hidden, head)
}

/** (B·T, 1): each position's cross-entropy in nats, against `targets` (B·T). */
export function lossRows({ hidden, head }: Decoder, targets: Tensor): Tensor {
  return crossEntropyRows(hidden, head, targets)
}
