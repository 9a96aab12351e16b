import { type GgufTensor, writeGguf } from '#engine/formats/index.ts'
import { ggufMetadataFromVocabulary, type Vocabulary } from '#engine/tokenizer/index.ts'

const WIDTH = 64

/** Writes the smallest qwen3 that llama.cpp loads, of weights that mean nothing, around a vocabulary. */
export async function writeRandomQwen3(path: string, vocabulary: Vocabulary): Promise<void> {
  const uint32 = (value: number) => ({ type: 'uint32', value }) as const
  const float32 = (value: number) => ({ type: 'float32', value }) as const
  const tensor = (name: string, ...shape: number[]): GgufTensor => ({
    name,
    shape,
    type: 'F32',
    load: () => Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, (_, i) => Math.sin(i * 12.9898) / 8),
  })
  const matrices = ['attn_q', 'attn_k', 'attn_v', 'attn_output', 'ffn_gate', 'ffn_up', 'ffn_down'].map((name) => tensor(`blk.0.${name}.weight`, WIDTH, WIDTH))
  const norms = ['attn_norm', 'attn_q_norm', 'attn_k_norm', 'ffn_norm'].map((name) => tensor(`blk.0.${name}.weight`, WIDTH))
  await writeGguf(path, {
    metadata: {
      'general.architecture': { type: 'string', value: 'qwen3' },
      'qwen3.block_count': uint32(1),
      'qwen3.context_length': uint32(512),
      'qwen3.embedding_length': uint32(WIDTH),
      'qwen3.feed_forward_length': uint32(WIDTH),
      'qwen3.attention.head_count': uint32(1),
      'qwen3.attention.head_count_kv': uint32(1),
      'qwen3.attention.key_length': uint32(WIDTH),
      'qwen3.attention.value_length': uint32(WIDTH),
      'qwen3.rope.freq_base': float32(10_000),
      'qwen3.attention.layer_norm_rms_epsilon': float32(1e-6),
      ...ggufMetadataFromVocabulary(vocabulary),
    },
    tensors: [tensor('token_embd.weight', vocabulary.tokens.length, WIDTH), tensor('output_norm.weight', WIDTH), ...norms, ...matrices],
  })
}
