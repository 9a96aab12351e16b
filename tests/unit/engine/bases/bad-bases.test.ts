/** Bases that cannot be taught: each is refused in a sentence that says why, before anything large is read. */
import { cpSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { exportBase, identify, openBase, readWeights } from '#engine/bases/index.ts'
import { copyGguf, FormatError, type GgufValue } from '#engine/formats/index.ts'
import { faultsIn, hostileGgufs, hostileSafetensors } from '../formats/hostile-files.ts'
import { trialFolder } from '../formats/trial-folder.ts'
import { letters } from './letters.ts'
import { tinyBases } from './tiny-bases.ts'

const folder = trialFolder()
let made = 0

/** A folder of Transformers with its config changed. */
function changed(name: string, change: Readonly<Record<string, unknown>>): string {
  const copy = join(folder, `${name}-${made++}`)
  cpSync(join(tinyBases, name), copy, { recursive: true })
  const config = JSON.parse(readFileSync(join(copy, 'config.json'), 'utf8'))
  writeFileSync(join(copy, 'config.json'), JSON.stringify({ ...config, ...change }))
  return copy
}

async function asGguf(name: string, change: Readonly<Record<string, GgufValue>> = {}): Promise<string> {
  const whole = join(folder, `${name}-${made++}.gguf`)
  await using base = await openBase(join(tinyBases, name))
  await exportBase(whole, base, { name, precision: 'f16', metadata: letters(base.config.vocabulary) })
  await copyGguf(whole, whole, change)
  return whole
}

/** What is said of it, without the path. */
async function refusal(path: string): Promise<string> {
  try {
    await using base = await openBase(path)
    await readWeights(base)
    return 'read'
  } catch (error) {
    if (!(error instanceof FormatError)) throw error
    return error.message.slice(error.path.length + 2)
  }
}

test.each([
  ['llama', { model_type: 'mixtral' }, 'its architecture is mixtral; llama, qwen2, qwen3, gemma3 can be trained here.'],
  ['llama', { model_type: undefined }, 'its architecture is not given (model_type); llama, qwen2, qwen3, gemma3 can be trained here.'],
  ['qwen3', { num_experts: 8 }, 'it is a mixture of experts (num_experts: 8), which is not computed here.'],
  ['gemma3', { final_logit_softcapping: 30 }, 'its logits are capped (final_logit_softcapping), which is not computed here.'],
  [
    'gemma3',
    { use_bidirectional_attention: true },
    'it also looks at what follows (use_bidirectional_attention): it makes no text, which is not computed here.',
  ],
  ['llama', { attention_bias: true }, 'it has biases (attention_bias), which is not computed here.'],
  ['qwen2', { use_sliding_window: true }, 'its attention slides (use_sliding_window), which is not computed here.'],
  ['llama', { hidden_act: 'relu' }, 'its feed-forward uses relu, which is not computed here.'],
  [
    'llama',
    { rope_parameters: { rope_type: 'yarn', rope_theta: 1e4, factor: 4 } },
    'its positions are scaled by yarn, which is not computed here; linear and llama3 are.',
  ],
  ['llama', { rope_parameters: { rope_type: 'llama3', rope_theta: 1e4 } }, 'there is no number factor.'],
  ['llama', { partial_rotary_factor: 0.5 }, 'only a part of each head is turned by positions (partial_rotary_factor), which is not computed here.'],
  ['qwen2', { quantization_config: { quant_method: 'gptq' } }, 'its numbers are packed by gptq, which is not read here: fetch the model unpacked, or as GGUF.'],
  ['qwen2', { hidden_size: 'many' }, 'no number is hidden_size.'],
  ['qwen2', { num_hidden_layers: 1e9 }, 'it speaks of 1000000000 layers, but there are only 26 tensors.'],
  ['qwen2', { num_key_value_heads: 3 }, "4 query heads can't share 3 key heads evenly."],
  [
    'qwen2',
    { num_hidden_layers: 1 },
    'it has the tensor model.layers.1.input_layernorm.weight, which models of the family qwen2 that are computed here do not have.',
  ],
  ['qwen2', { vocab_size: 97 }, 'the tensor model.embed_tokens.weight should have the shape [97, 32], but has [96, 32].'],
  ['qwen2', { tie_word_embeddings: false }, 'the tensor lm_head.weight should have the shape [96, 32], but is missing.'],
  ['qwen2', { model_type: 'qwen3', head_dim: 8 }, 'the tensor model.layers.0.self_attn.q_norm.weight should have the shape [8], but is missing.'],
  ['gemma3', { layer_types: ['sliding_attention', 'chunked_attention', 'full_attention'] }, 'a layer is of the type chunked_attention.'],
  ['gemma3', { layer_types: ['sliding_attention'] }, 'the sliding window speaks of 1 layers, the decoder has 3.'],
])('a folder of %s whose config says %o', async (name, change, sentence) => {
  expect(await refusal(changed(name, change))).toBe(sentence)
})

const uint32 = (value: number): GgufValue => ({ type: 'uint32', value })

test.each<[string, Record<string, GgufValue>, string]>([
  ['llama', { 'general.architecture': { type: 'string', value: 'mamba' } }, 'its architecture is mamba; llama, qwen2, qwen3, gemma3 can be trained here.'],
  ['llama', { 'general.type': { type: 'string', value: 'adapter' } }, 'this is no model but of the type adapter.'],
  ['llama', { 'llama.expert_count': uint32(8) }, 'it is a mixture of experts (8 of them), which is not computed here.'],
  [
    'gemma3',
    { 'gemma3.final_logit_softcapping': { type: 'float32', value: 30 } },
    'its logits are capped (final_logit_softcapping), which is not computed here.',
  ],
  ['qwen2', { 'qwen2.rope.scaling.type': { type: 'string', value: 'yarn' } }, 'its positions are scaled by yarn, which is not computed here; linear is.'],
  ['qwen3', { 'qwen3.attention.value_length': uint32(8) }, "its attention.value_length is another than its heads' width, which is not computed here."],
  [
    'qwen3',
    { 'qwen3.feed_forward_length': { type: 'array', of: 'uint32', value: [64, 32] } },
    'qwen3.feed_forward_length differs from layer to layer, which is not computed here.',
  ],
  ['qwen3', { 'qwen3.block_count': { type: 'string', value: 'two' } }, 'the metadata have no number qwen3.block_count.'],
  ['qwen3', { 'split.count': { type: 'uint16', value: 2 } }, 'this is one of 2 parts of a model, but not named like one (…-00001-of-00002.gguf).'],
  ['qwen3', { 'qwen3.attention.key_length': uint32(2 ** 31) }, 'the tensor blk.0.attn_q.weight should have the shape [8589934592, 32], but has [64, 32].'],
])('a GGUF of %s that says %o', async (name, change, sentence) => {
  const sized: Record<string, GgufValue> =
    'qwen3.attention.key_length' in change ? { 'qwen3.attention.value_length': uint32(2 ** 31), 'qwen3.rope.dimension_count': uint32(2 ** 31) } : {}
  expect(await refusal(await asGguf(name, { ...sized, ...change }))).toBe(sentence)
})

test('what Transformers left out of the text part of a model with pictures is what it takes for it', async () => {
  const copy = changed('gemma3-with-pictures', {})
  const config = JSON.parse(readFileSync(join(copy, 'config.json'), 'utf8'))
  for (const key of [
    'query_pre_attn_scalar',
    'sliding_window',
    'rms_norm_eps',
    'max_position_embeddings',
    'layer_types',
    'rope_parameters',
    'hidden_activation',
  ])
    delete config.text_config[key]
  writeFileSync(
    join(copy, 'config.json'),
    JSON.stringify({ ...config, text_config: { ...config.text_config, rope_scaling: { rope_type: 'linear', factor: 8 } } }),
  )
  await using base = await openBase(copy)
  const { attentionScale, slidingWindow, normEpsilon, contextLength, ropeTheta, ropeDivisors } = base.config
  expect({ attentionScale, slidingWindow, normEpsilon, contextLength, ropeTheta, ropeDivisors }).toEqual({
    attentionScale: 1 / 16,
    slidingWindow: { tokens: 4096, ropeTheta: 10_000, layers: [true, true, true] },
    normEpsilon: 1e-6,
    contextLength: 131_072,
    ropeTheta: 1_000_000,
    ropeDivisors: Array.from({ length: 8 }, () => 8),
  })
})

test('a folder whose weights are missing, in part or kept as PyTorch does', async () => {
  const missing = changed('llama', {})
  rmSync(join(missing, 'model-00002-of-00002.safetensors'))
  expect(await refusal(missing)).toBe('1 of the 2 files that it names are missing (model-00002-of-00002.safetensors): fetch them too.')
  rmSync(join(missing, 'model.safetensors.index.json'))
  expect(await refusal(missing)).toBe('there is neither model.safetensors nor model.safetensors.index.json in this folder.')
  writeFileSync(join(missing, 'pytorch_model.bin'), '')
  expect(await refusal(missing)).toContain('in files that could run programs')
})

test('an index that names files elsewhere', async () => {
  const copy = changed('llama', {})
  writeFileSync(join(copy, 'model.safetensors.index.json'), JSON.stringify({ weight_map: { 'model.norm.weight': '../outside.safetensors' } }))
  expect(await refusal(copy)).toBe('it names ../outside.safetensors, which is no safetensors file beside it.')
})

test('a GGUF whose second part is missing', async () => {
  const first = join(folder, 'parted-00001-of-00002.gguf')
  renameSync(await asGguf('qwen3', { 'split.count': { type: 'uint16', value: 2 } }), first)
  expect(await refusal(first)).toBe('this part of 2 of the model is missing: put all of them into one folder.')
})

test('a base whose numbers are cut off', async () => {
  const copy = changed('qwen3', {})
  const path = join(copy, 'model.safetensors')
  writeFileSync(path, readFileSync(path).subarray(0, 50_000))
  expect(await refusal(copy)).toContain('it was cut short')
})

/** Those of each kind; what only the formats refuse has tests of its own. */
const MUTATIONS = 300

const isRefusal = (error: unknown) => error instanceof FormatError

/** Everything that is done with a base. */
async function takeUp(path: string): Promise<undefined> {
  await using base = await openBase(path)
  await readWeights(base)
  await identify(base)
  return undefined
}

test.each(['llama', 'gemma3'])('hundreds of hostile GGUFs of %s are read or refused in a clear sentence, in little memory', async (name) => {
  const path = await asGguf(name)
  const { faults, refused } = await faultsIn(hostileGgufs(readFileSync(path), MUTATIONS), path, () => takeUp(path), isRefusal)
  expect(faults).toEqual([])
  expect(refused).toBeGreaterThan(MUTATIONS / 3)
})

test('hundreds of hostile folders are read or refused in a clear sentence, in little memory', async () => {
  const copy = changed('qwen2', {})
  const path = join(copy, 'model.safetensors')
  const { faults, refused } = await faultsIn(hostileSafetensors(readFileSync(path), MUTATIONS), path, () => takeUp(copy), isRefusal)
  expect(faults).toEqual([])
  expect(refused).toBeGreaterThan(MUTATIONS / 2)
})

test('every value of a config may be anything, and is read or refused in a sentence', async () => {
  const config: Record<string, unknown> = JSON.parse(readFileSync(join(tinyBases, 'gemma3', 'config.json'), 'utf8'))
  const values = [0, -1, 0.5, 1e308, 2 ** 40, '', 'x', [], {}, true, null, [[]], { full_attention: 3 }, { full_attention: { rope_type: 'linear', factor: -1 } }]
  const strange: string[] = []
  const copy = join(folder, 'any')
  mkdirSync(copy)
  cpSync(join(tinyBases, 'gemma3', 'model.safetensors'), join(copy, 'model.safetensors'))
  for (const key of Object.keys(config))
    for (const value of values) {
      writeFileSync(join(copy, 'config.json'), JSON.stringify({ ...config, [key]: value }))
      await takeUp(copy).catch((error: unknown) => isRefusal(error) || strange.push(`${key} ${JSON.stringify(value)}: ${String(error)}`))
    }
  expect(strange).toEqual([])
})
