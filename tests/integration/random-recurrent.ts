/** Models that keep a state of what they have read instead of all tokens, of weights that mean nothing: the smallest that llama.cpp loads. */
import { type GgufTensor, type GgufValue, openGguf, writeGguf } from '#engine/formats/index.ts'
import { poem, writeBigramModel } from './bigram-model.ts'

const width = 32
const layers = 2
const context = 512
const uint32 = (value: number) => ({ type: 'uint32', value }) as const
const float32 = (value: number) => ({ type: 'float32', value }) as const

/** Filled so that every token has another distribution behind it, and the likeliest stands out. */
function tensor(name: string, scale: number, ...shape: number[]): GgufTensor {
  const seed = [...name].reduce((sum, letter) => sum + letter.charCodeAt(0), 0)
  const load = () => Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, (_, at) => scale * Math.sin((at + seed) * 12.9898))
  return { name, shape, type: 'F32', load }
}

const ones = (name: string, size: number): GgufTensor => ({ name, shape: [size], type: 'F32', load: () => new Float32Array(size).fill(1) })

/** Mamba: nothing but states. */
function mamba(): { metadata: Record<string, GgufValue>; tensors: GgufTensor[] } {
  const [inner, kernel, state, rank] = [2 * width, 4, 16, 2]
  const layer = (at: number) => [
    ones(`blk.${at}.attn_norm.weight`, width),
    tensor(`blk.${at}.ssm_in.weight`, 0.5, 2 * inner, width),
    tensor(`blk.${at}.ssm_conv1d.weight`, 0.5, inner, kernel),
    tensor(`blk.${at}.ssm_conv1d.bias`, 0.1, inner),
    tensor(`blk.${at}.ssm_x.weight`, 0.5, rank + 2 * state, inner),
    tensor(`blk.${at}.ssm_dt.weight`, 0.5, inner, rank),
    tensor(`blk.${at}.ssm_dt.bias`, 0.1, inner),
    { ...ones(`blk.${at}.ssm_a`, inner * state), shape: [inner, state], load: () => new Float32Array(inner * state).fill(-0.1) },
    ones(`blk.${at}.ssm_d`, inner),
    tensor(`blk.${at}.ssm_out.weight`, 0.5, width, inner),
  ]
  return {
    metadata: {
      'general.architecture': { type: 'string', value: 'mamba' },
      'mamba.ssm.conv_kernel': uint32(kernel),
      'mamba.ssm.inner_size': uint32(inner),
      'mamba.ssm.state_size': uint32(state),
      'mamba.ssm.time_step_rank': uint32(rank),
      'mamba.feed_forward_length': uint32(0),
      'mamba.attention.head_count': uint32(0),
      ...sizes('mamba'),
    },
    tensors: [ones('output_norm.weight', width), ...Array.from({ length: layers }, (_, at) => layer(at)).flat()],
  }
}

/** LFM2: a layer of short convolutions, and one of attention. */
function lfm2(): { metadata: Record<string, GgufValue>; tensors: GgufTensor[] } {
  const kernel = 3
  const shared = (at: number) => [
    ...['attn_norm', 'ffn_norm'].map((name) => ones(`blk.${at}.${name}.weight`, width)),
    ...['ffn_gate', 'ffn_up', 'ffn_down'].map((name) => tensor(`blk.${at}.${name}.weight`, 0.5, width, width)),
  ]
  return {
    metadata: {
      'general.architecture': { type: 'string', value: 'lfm2' },
      'lfm2.shortconv.l_cache': uint32(kernel),
      'lfm2.feed_forward_length': uint32(width),
      'lfm2.attention.head_count': uint32(1),
      'lfm2.attention.head_count_kv': { type: 'array', of: 'int32', value: [0, 1] },
      'lfm2.rope.freq_base': float32(10_000),
      ...sizes('lfm2'),
    },
    tensors: [
      ones('token_embd_norm.weight', width),
      ...[0, 1].flatMap(shared),
      tensor('blk.0.shortconv.conv.weight', 0.5, width, kernel),
      tensor('blk.0.shortconv.in_proj.weight', 0.5, 3 * width, width),
      tensor('blk.0.shortconv.out_proj.weight', 0.5, width, width),
      ...['attn_q', 'attn_k', 'attn_v', 'attn_output'].map((name) => tensor(`blk.1.${name}.weight`, 0.5, width, width)),
      ...['attn_q_norm', 'attn_k_norm'].map((name) => ones(`blk.1.${name}.weight`, width)),
    ],
  }
}

function sizes(architecture: string): Record<string, GgufValue> {
  return {
    [`${architecture}.block_count`]: uint32(layers),
    [`${architecture}.context_length`]: uint32(context),
    [`${architecture}.embedding_length`]: uint32(width),
    [`${architecture}.attention.layer_norm_rms_epsilon`]: float32(1e-5),
  }
}

/** Writes such a model, over a vocabulary of the poem's words. */
export async function writeRecurrentModel(path: string, architecture: 'mamba' | 'lfm2'): Promise<void> {
  await writeBigramModel(path, poem)
  const vocabulary: Record<string, GgufValue> = {}
  {
    await using file = await openGguf(path)
    for (const [key, value] of file.metadata) if (key.startsWith('tokenizer.')) vocabulary[key] = value
  }
  const tokens = vocabulary['tokenizer.ggml.tokens']
  const { metadata, tensors } = architecture === 'mamba' ? mamba() : lfm2()
  const numbers = tensor('token_embd.weight', 1, tokens?.type === 'array' ? tokens.value.length : 0, width)
  // No halves of characters: suggestions are of whole ones.
  const embedding: GgufTensor = { ...numbers, load: async () => (await numbers.load()).fill(0, 0, 256 * width) }
  await writeGguf(path, { metadata: { ...metadata, ...vocabulary }, tensors: [embedding, ...tensors] })
}
