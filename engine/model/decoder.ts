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
import { Parameters } from './parameters.ts'

/** How many texts of how many tokens one run takes. */
export interface BatchShape {
  readonly batch: number
  readonly length: number
  /** Whether a text holds several documents, which don't see one another: then there is an input `starts`. */
  readonly apart?: boolean
}

/** A decoder's graph for one batch shape, with the inputs to feed. */
export interface Decoder {
  readonly parameters: Parameters
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
export function buildDecoder(config: DecoderConfig, shape: BatchShape, parameters: Parameters = new Parameters(parameterSpecs(config))): Decoder {
  const { batch, length } = shape
  const tokens = input('tokens', [batch * length], 'int64')
  const tables = rotaryTables(length, config.headWidth, config.ropeTheta)
  const starts = shape.apart ? reshape(input('starts', [batch * length]), [batch, length]) : undefined
  const places = { ...shape, tables, mask: causalMask(length, BLOCK_ROWS, starts) }
  let x = gatherRows(parameters.tensor(EMBEDDING), tokens) // (B·T, D)
  for (let at = 0; at < config.layers; at++) {
    const layer = layerOf(parameters, at)
    x = add(x, attention(rmsNorm(x, layer.tensor('input_layernorm'), config.normEpsilon), layer, config, places))
    x = add(x, feedForward(rmsNorm(x, layer.tensor('post_attention_layernorm'), config.normEpsilon), layer))
  }
  const hidden = rmsNorm(x, parameters.tensor(FINAL_NORM), config.normEpsilon)
  return { parameters, tokens, hidden, head: parameters.tensor(config.tied ? EMBEDDING : HEAD) }
}

/** The parameters of one layer, by the names of its parts. */
type Layer = Pick<Parameters, 'tensor' | 'project'>

function layerOf(parameters: Parameters, layer: number): Layer {
  return {
    tensor: (part) => parameters.tensor(layerName(layer, part)),
    project: (x, part) => parameters.project(x, layerName(layer, part)),
  }
}

/** What all layers share. */
interface Places extends BatchShape {
  readonly tables: RotaryTables
  readonly mask: CausalMask
}

function attention(x: Tensor, layer: Layer, config: DecoderConfig, { batch, length, tables, mask }: Places): Tensor {
  const { heads, keyHeads, headWidth, normEpsilon } = config
  const group = heads / keyHeads
  // (B·T, heads·hd) → (B, KV, G, T, hd)
  const queries = (y: Tensor): Tensor => transpose(reshape(y, [batch, length, keyHeads, group, headWidth]), [0, 2, 3, 1, 4])
  // (B·T, KV·hd) → (B, KV, T, hd)
  const keys = (y: Tensor): Tensor => transpose(reshape(y, [batch, length, keyHeads, headWidth]), [0, 2, 1, 3])
  const q = rotary(rmsNorm(queries(layer.project(x, 'self_attn.q_proj')), layer.tensor('self_attn.q_norm'), normEpsilon), tables)
  const k = rotary(rmsNorm(keys(layer.project(x, 'self_attn.k_proj')), layer.tensor('self_attn.k_norm'), normEpsilon), tables)
  const v = keys(layer.project(x, 'self_attn.v_proj'))
  const mixed = causalAttention(q, k, v, mask)
  const rows = reshape(transpose(mixed, [0, 3, 1, 2, 4]), [batch * length, heads * headWidth])
  return layer.project(rows, 'self_attn.o_proj')
}

function feedForward(x: Tensor, layer: Layer): Tensor {
  return layer.project(swiglu(layer.project(x, 'mlp.gate_proj'), layer.project(x, 'mlp.up_proj')), 'mlp.down_proj')
}

/** (B·T, V): the logits of the token after each position. */
export function logits({ hidden, head }: Decoder): Tensor {
  return linear(hidden, head)
}

/** (B·T, 1): each position's cross-entropy in nats, against `targets` (B·T). */
export function lossRows({ hidden, head }: Decoder, targets: Tensor): Tensor {
  return crossEntropyRows(hidden, head, targets)
}
