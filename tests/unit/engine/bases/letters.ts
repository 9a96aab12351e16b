import type { GgufValue } from '#engine/formats/index.ts'

/** A vocabulary of so many letters, as the metadata of a GGUF: llama.cpp loads no model without one. */
export function letters(count: number): Record<string, GgufValue> {
  const tokens = Array.from({ length: count }, (_, i) => String.fromCodePoint(0x4e00 + i))
  return {
    'tokenizer.ggml.model': { type: 'string', value: 'gpt2' },
    'tokenizer.ggml.pre': { type: 'string', value: 'qwen2' },
    'tokenizer.ggml.tokens': { type: 'array', of: 'string', value: tokens },
    'tokenizer.ggml.token_type': { type: 'array', of: 'int32', value: tokens.map(() => 1) },
    'tokenizer.ggml.merges': { type: 'array', of: 'string', value: [] },
    'tokenizer.ggml.add_bos_token': { type: 'bool', value: false },
  }
}
