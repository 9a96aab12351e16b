/**
 * A decoder as a graph: RMS norms before attention and feed-forward, rotary positions, grouped-query attention, a gated
 * feed-forward; and what its family has besides (family.ts): norms on queries and keys or on results, biases, a sliding window.
 */
import {
  adaptedLinear,
  add,
  causalAttention,
  causalMask,
  type CausalMask,
  crossEntropyRows,
  frozenLinear,
  geglu,
  type Head,
  input,
  linear,
  recomputed,
  reshape,
  rmsNorm,
  rotary,
  rotaryTables,
  scale,
  type RotaryTables,
  swiglu,
  type SoftTargets,
  Tensor,
  transpose,
} from '#engine/graph/index.ts'
import { type DecoderConfig, EMBEDDING, FINAL_NORM, HEAD, layerName, parameterSpecs } from './decoder-config.ts'
import { biasName, traitsOf } from './family.ts'
import { Parameters } from './parameters.ts'

/** How many texts of how many tokens one run takes. */
export interface BatchShape {
  readonly batch: number
  readonly length: number
  /** Whether a text holds several documents, which don't see one another: then there is an input `starts`. */
  readonly apart?: boolean
  /** Whether the inner values of layers are computed again backward rather than kept. */
  readonly recompute?: boolean
}

/** A decoder's graph for one batch shape, with the inputs to feed. */
export interface Decoder {
  readonly parameters: Parameters
  /** (B·T): token numbers, text after text. */
  readonly tokens: Tensor
  /** (B·T, D): what the last norm gives. */
  readonly hidden: Tensor
  /** (V, D): the output projection. */
  readonly head: Head
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
  const places = placesOf(config, shape)
  const embedded = parameters.rows(EMBEDDING, tokens) // (B·T, D)
  let x = traitsOf(config).embeddingScaled ? scale(embedded, Math.sqrt(config.width)) : embedded
  for (let at = 0; at < config.layers; at++) {
    const layer = (y: Tensor): Tensor => layerResult(y, layerOf(parameters, at), config, places(at))
    x = shape.recompute ? recomputed(layer, x, parameters.trainedIn(at)) : layer(x)
  }
  const hidden = rmsNorm(x, parameters.tensor(FINAL_NORM), config.normEpsilon)
  return { parameters, tokens, hidden, head: parameters.table(config.tied ? EMBEDDING : HEAD) }
}

/** The parameters of one layer, by the names of its parts. */
interface Layer extends Pick<Parameters, 'tensor' | 'project'> {
  bias(part: string): Tensor
}

function layerOf(parameters: Parameters, layer: number): Layer {
  return {
    bias: (part) => parameters.tensor(biasName(layer, part)),
    tensor: (part) => parameters.tensor(layerName(layer, part)),
    project: (x, part) => parameters.project(x, layerName(layer, part)),
  }
}

/** What layers of one kind share. */
interface Places extends BatchShape {
  readonly tables: RotaryTables
  readonly mask: CausalMask
}

/** What each layer sees, and how it tells positions; made once for all layers of a kind. */
function placesOf(config: DecoderConfig, shape: BatchShape): (layer: number) => Places {
  const { headWidth, ropeTheta, ropeDivisors, slidingWindow } = config
  const { batch, length } = shape
  const starts = shape.apart ? reshape(input('starts', [batch * length]), [batch, length]) : undefined
  const whole = { ...shape, tables: rotaryTables(length, headWidth, ropeTheta, ropeDivisors), mask: causalMask(length, BLOCK_ROWS, starts) }
  if (!slidingWindow) return () => whole
  const { tokens, ropeTheta: near, layers } = slidingWindow
  const sliding = { ...shape, tables: rotaryTables(length, headWidth, near), mask: causalMask(length, BLOCK_ROWS, starts, tokens) }
  return (layer) => (layers[layer] ? sliding : whole)
}

/** x (B·T, D) and what a layer adds to it. */
function layerResult(x: Tensor, layer: Layer, config: DecoderConfig, places: Places): Tensor {
  const norm = (y: Tensor, part: string): Tensor => rmsNorm(y, layer.tensor(part), config.normEpsilon)
  const attended = attention(norm(x, 'input_layernorm'), layer, config, places)
  if (!traitsOf(config).resultNorms) {
    const y = add(x, attended)
    return add(y, feedForward(norm(y, 'post_attention_layernorm'), layer, config))
  }
  const y = add(x, norm(attended, 'post_attention_layernorm'))
  return add(y, norm(feedForward(norm(y, 'pre_feedforward_layernorm'), layer, config), 'post_feedforward_layernorm'))
}

function attention(x: Tensor, layer: Layer, config: DecoderConfig, { batch, length, tables, mask }: Places): Tensor {
  const { heads, keyHeads, headWidth, normEpsilon } = config
  const { biases, headNorms } = traitsOf(config)
  const group = heads / keyHeads
  const projected = (part: string): Tensor => (biases ? add(layer.project(x, part), layer.bias(part)) : layer.project(x, part))
  const turned = (y: Tensor, norm: string): Tensor => rotary(headNorms ? rmsNorm(y, layer.tensor(norm), normEpsilon) : y, tables)
  // (B·T, heads·hd) → (B, KV, G, T, hd)
  const queries = (y: Tensor): Tensor => transpose(reshape(y, [batch, length, keyHeads, group, headWidth]), [0, 2, 3, 1, 4])
  // (B·T, KV·hd) → (B, KV, T, hd)
  const keys = (y: Tensor): Tensor => transpose(reshape(y, [batch, length, keyHeads, headWidth]), [0, 2, 1, 3])
  const q = turned(queries(projected('self_attn.q_proj')), 'self_attn.q_norm')
  const k = turned(keys(projected('self_attn.k_proj')), 'self_attn.k_norm')
  const v = keys(projected('self_attn.v_proj'))
  const mixed = causalAttention(q, k, v, mask, config.attentionScale)
  const rows = reshape(transpose(mixed, [0, 3, 1, 2, 4]), [batch * length, heads * headWidth])
  return layer.project(rows, 'self_attn.o_proj')
}

function feedForward(x: Tensor, layer: Layer, config: DecoderConfig): Tensor {
  const gated = traitsOf(config).activation === 'gelu' ? geglu : swiglu
  return layer.project(gated(layer.project(x, 'mlp.gate_proj'), layer.project(x, 'mlp.up_proj')), 'mlp.down_proj')
}

/** (B·T, V): the logits of the token after each position. */
export function logits({ hidden, head }: Pick<Decoder, 'hidden' | 'head'>): Tensor {
  if ('matrix' in head) return adaptedLinear(hidden, head.matrix, head.adapter)
  return head instanceof Tensor ? linear(hidden, head) : frozenLinear(hidden, head)
}

/** (B·T, 1): each position's cross-entropy in nats, against `targets`: one each (B·T), or several (B·T, K). */
export function lossRows({ hidden, head }: Decoder, targets: Tensor | SoftTargets): Tensor {
  return crossEntropyRows(hidden, head, targets)
}
