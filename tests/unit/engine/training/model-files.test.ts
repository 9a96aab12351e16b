import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { GGML_TYPES } from '#engine/formats/ggml-types.ts'
import { FormatError, type GgufValue, openGguf } from '#engine/formats/index.ts'
import { initialWeights, parameterSpecs } from '#engine/model/index.ts'
import { trainVocabulary } from '#engine/tokenizer/index.ts'
import {
  readGgufModel,
  readModel,
  readModelFolder,
  type TrainedModel,
  Trainer,
  writeCheckpoint,
  writeGgufModel,
  writeModelFolder,
} from '#engine/training/index.ts'
import { ggufNames } from '#engine/training/gguf-model.ts'
import { type BlockSample, blockSamples, ggufBytes, type RawTensor } from '../formats/gguf-bytes.ts'
import { TINY, tinyCorpus, tinySettings } from './tiny-run.ts'

let folder: string
let model: TrainedModel
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'moke-model-'))
  const vocabulary = await trainVocabulary(['开课了，开课了。'.repeat(4)], { size: 257 })
  model = { config: { ...TINY, vocabulary: 257, tied: false }, weights: initialWeights({ ...TINY, tied: false }, 4), vocabulary }
})
afterAll(() => rm(folder, { recursive: true }))

describe('a Hugging Face folder', () => {
  test("gives the model back exactly, and has the config of Transformers' qwen3", async () => {
    const path = join(folder, 'hf')
    await writeModelFolder(path, model, 'F32')
    expect(await readModelFolder(path)).toEqual(model)
    expect(JSON.parse(await readFile(join(path, 'config.json'), 'utf8'))).toEqual({
      architectures: ['Qwen3ForCausalLM'],
      model_type: 'qwen3',
      vocab_size: 257,
      hidden_size: 16,
      intermediate_size: 32,
      num_hidden_layers: 1,
      num_attention_heads: 2,
      num_key_value_heads: 1,
      head_dim: 8,
      hidden_act: 'silu',
      attention_bias: false,
      max_position_embeddings: 16,
      rms_norm_eps: 1e-6,
      rope_theta: 10_000,
      tie_word_embeddings: false,
      bos_token_id: 256,
      eos_token_id: 256,
      torch_dtype: 'float32',
    })
  })

  test.each([
    ['{"model_type":"llama"}', 'its model_type is "llama"; only "qwen3" can be read here.'],
    ['[]', 'this is not a JSON object.'],
    ['{', 'this is not JSON'],
    ['{"model_type":"qwen3"}', 'there is no number vocab_size.'],
  ])('with the config %s is refused', async (config, message) => {
    const path = join(folder, 'broken')
    await writeModelFolder(path, model, 'F16')
    await writeFile(join(path, 'config.json'), config)
    await expect(readModelFolder(path)).rejects.toThrow(message)
  })

  test.each([
    ['config.json', '"num_hidden_layers": 1', '"num_hidden_layers": 1000000000', 'config.json: it speaks of 1000000000 layers, but there are only 14 tensors.'],
    ['config.json', '"head_dim": 8', '"head_dim": 7', 'config.json: the head width must be even for RoPE, not 7.'],
    ['config.json', '"head_dim": 8', '"rope_scaling": {"rope_type": "yarn"}, "head_dim": 8', 'config.json: its positions are scaled'],
    ['moke-tokenizer.json', '"version": 1', '"version": 2', 'moke-tokenizer.json: This is no tokenizer file: its version is 2; this program reads version 1.'],
  ])('is refused by the name of the file that is wrong: %s, %s', async (name, from, to, message) => {
    const path = join(folder, 'wrong')
    await writeModelFolder(path, model, 'F16')
    const text = await readFile(join(path, name), 'utf8')
    expect(text).toContain(from)
    await writeFile(join(path, name), text.replace(from, to))
    await expect(readModel(path)).rejects.toThrow(message)
  })

  test("whose weights don't fit the config is refused", async () => {
    const path = join(folder, 'misfit')
    await writeModelFolder(path, model, 'BF16')
    const config = JSON.parse(await readFile(join(path, 'config.json'), 'utf8'))
    await writeFile(join(path, 'config.json'), JSON.stringify({ ...config, intermediate_size: 33 }))
    await expect(readModelFolder(path)).rejects.toThrow('the tensor model.layers.0.mlp.gate_proj.weight should have the shape [33, 16], but has [32, 16].')
  })
})

describe('a GGUF', () => {
  test('gives the model back exactly in float32', async () => {
    const path = join(folder, 'model.gguf')
    await writeGgufModel(path, model, 'tiny', 'f32')
    const { config, weights, vocabulary } = await readGgufModel(path)
    expect({ ...config, normEpsilon: 1e-6 }).toEqual(model.config)
    expect(config.normEpsilon).toBe(Math.fround(1e-6))
    expect({ weights, vocabulary }).toEqual({ weights: model.weights, vocabulary: model.vocabulary })
  })

  test('keeps what is known of the model through every export', async () => {
    const notes = { 'moke.calibration': '{"version":1,"墨":"课"}', 'general.license': 'other', 'general.license.name': 'a-licence', 'general.author': '墨' }
    const [gguf, again, directory] = ['noted.gguf', 'noted-again.gguf', 'noted'].map((name) => join(folder, name)) as [string, string, string]
    await writeGgufModel(gguf, { ...model, notes }, 'tiny', 'f32')
    await writeModelFolder(directory, await readModel(gguf), 'F16')
    await writeGgufModel(again, await readModel(directory), 'tiny', 'q8_0')
    expect((await readGgufModel(again)).notes).toEqual(notes)
    await using file = await openGguf(again)
    expect(file.metadata.get('moke.calibration')).toEqual({ type: 'string', value: notes['moke.calibration'] })
  })

  test('keeps matrices in half precision where their rows fit no block of 32', async () => {
    const path = join(folder, 'narrow.gguf')
    await writeGgufModel(path, model, 'tiny', 'q8_0')
    const { weights } = await readGgufModel(path)
    const worst = (name: string): number => model.weights.get(name)!.reduce((a, x, i) => Math.max(a, Math.abs(x - weights.get(name)![i]!) / Math.abs(x)), 0)
    expect(worst('model.layers.0.mlp.up_proj.weight')).toBeLessThanOrEqual(2 ** -11)
    expect(worst('model.layers.0.mlp.down_proj.weight')).toBeGreaterThan(2 ** -11)
  })
})

/** A GGUF of the tiny model with other metadata or tensors than it should have. */
async function changedGguf(change: { metadata?: Record<string, GgufValue | undefined>; tensors?: readonly RawTensor[] }): Promise<string> {
  const path = join(folder, 'changed.gguf')
  await writeGgufModel(path, model, 'tiny', 'f32')
  await using file = await openGguf(path)
  const tensors: RawTensor[] = []
  for (const { name, shape } of file.tensors.values()) tensors.push({ name, shape, type: 'F32', blocks: new Uint8Array((await file.read(name)).buffer) })
  const metadata = { ...Object.fromEntries(file.metadata), ...change.metadata }
  const kept = Object.entries(metadata).flatMap(([key, value]): [string, GgufValue][] => (value === undefined ? [] : [[key, value]]))
  await writeFile(path, ggufBytes(Object.fromEntries(kept), [...tensors, ...(change.tensors ?? [])]))
  return path
}

describe('a GGUF that others made', () => {
  test('may mix all element types, as where the width is no multiple of 256', async () => {
    const config = { ...TINY, vocabulary: 257, width: 288, layers: 3, heads: 4, keyHeads: 2, headWidth: 64, feedForward: 256, tied: false }
    const samples = blockSamples()
    const plain = { type: 'F32' as const, blocks: Buffer.from(Float32Array.of(1, -2, 0.5, 0).buffer), numbers: Float32Array.of(1, -2, 0.5, 0) }
    const names = ggufNames(config)
    const used = new Map<string, BlockSample>()
    const tensors = parameterSpecs(config).map(({ name, role, shape }, i): RawTensor => {
      const fitting = samples.filter(
        ({ type }) => (shape.at(-1) ?? 0) % GGML_TYPES[type].numbers === 0 && type.endsWith('_K') === ((shape.at(-1) ?? 0) === 256),
      )
      const sample = (role === 'norm' ? undefined : fitting[i % fitting.length]) ?? plain
      used.set(name, sample)
      return { name: names.get(name) ?? name, shape, type: sample.type, blocks: sample.blocks }
    })
    const path = join(folder, 'mixed.gguf')
    await writeGgufModel(path, model, 'tiny', 'f32')
    await using tiny = await openGguf(path)
    const count = (value: number): GgufValue => ({ type: 'uint32', value })
    const sizes = {
      'qwen3.block_count': count(3),
      'qwen3.embedding_length': count(288),
      'qwen3.feed_forward_length': count(256),
      'qwen3.attention.head_count': count(4),
      'qwen3.attention.head_count_kv': count(2),
      'qwen3.attention.key_length': count(64),
      'qwen3.attention.value_length': count(64),
    }
    await writeFile(path, ggufBytes({ ...Object.fromEntries(tiny.metadata), ...sizes }, tensors))
    const { weights } = await readGgufModel(path)
    expect(new Set([...used.values()].map(({ type }) => type)).size).toBeGreaterThan(10)
    for (const [name, { numbers }] of used) {
      const read = weights.get(name) ?? new Float32Array(0)
      expect(read.length, name).toBeGreaterThan(0)
      expect(
        read.every((value, i) => value === numbers[i % numbers.length]),
        name,
      ).toBe(true)
    }
  })

  test('may leave out what llama.cpp does not need, and count in other types', async () => {
    const path = await changedGguf({
      metadata: { 'qwen3.attention.key_length': undefined, 'qwen3.rope.freq_base': undefined, 'qwen3.block_count': { type: 'uint64', value: 1n } },
    })
    expect((await readGgufModel(path)).config).toMatchObject({ headWidth: 8, layers: 1, ropeTheta: 10_000 })
  })

  const one = { shape: [4], type: 'F32' as const, blocks: new Uint8Array(16) }
  test.each<[string, Parameters<typeof changedGguf>[0], string]>([
    [
      'four billion layers',
      { metadata: { 'qwen3.block_count': { type: 'uint32', value: 2 ** 32 - 1 } } },
      'it speaks of 4294967295 layers, but there are only',
    ],
    ['half a layer', { metadata: { 'qwen3.block_count': { type: 'float32', value: 0.5 } } }, 'layers must be a whole number above 0, not 0.5.'],
    ['no heads', { metadata: { 'qwen3.attention.head_count': { type: 'uint32', value: 0 } } }, 'heads must be a whole number above 0, not 0.'],
    [
      'a wider embedding',
      { metadata: { 'qwen3.embedding_length': { type: 'uint32', value: 2 ** 31 } } },
      'token_embd.weight should have the shape [257, 2147483648]',
    ],
    ['a list of sizes', { metadata: { 'qwen3.block_count': { type: 'array', of: 'uint32', value: [1] } } }, 'the metadata have no number qwen3.block_count.'],
    ['scaled positions', { metadata: { 'qwen3.rope.scaling.type': { type: 'string', value: 'yarn' } } }, 'its positions are scaled'],
    ['biases', { tensors: [{ ...one, name: 'blk.0.attn_q.bias' }] }, 'it has the tensor blk.0.attn_q.bias, which the decoders'],
    [
      'another tokenizer',
      { metadata: { 'tokenizer.ggml.pre': { type: 'string', value: 'llama-bpe' } } },
      'with the pre-tokeniser "llama-bpe"; "gpt2" with "qwen2" can be used.',
    ],
    [
      'more tokens than rows',
      {
        metadata: {
          'tokenizer.ggml.tokens': { type: 'array', of: 'string', value: Array.from({ length: 300 }, (_, i) => (i === 0 ? '<|endoftext|>' : `a${i}`)) },
          'tokenizer.ggml.merges': undefined,
        },
      },
      'its vocabulary has 300 tokens, but its embedding only 257 rows.',
    ],
    ['another architecture', { metadata: { 'general.architecture': { type: 'string', value: 'x'.repeat(1000) } } }, `its architecture is ${'x'.repeat(80)}…;`],
  ])('is refused with %s', async (_name, change, reason) => {
    const path = await changedGguf(change)
    const reading = readModel(path)
    await expect(reading).rejects.toThrow(FormatError)
    await expect(reading).rejects.toThrow(reason)
    await expect(reading).rejects.toThrow(`${path}: `)
  })
})

test('a model is read from a GGUF, a folder, a checkpoint or a run alike', async () => {
  const corpus = await tinyCorpus()
  const { serializeVocabulary } = await import('#engine/tokenizer/index.ts')
  const trainer = await Trainer.begin(tinySettings(corpus), corpus, serializeVocabulary(model.vocabulary), {})
  const checkpoint = await writeCheckpoint(folder, trainer.checkpoint())
  const { weights } = trainer.checkpoint()
  const trained = { config: TINY, weights: new Map(weights), vocabulary: model.vocabulary }
  await writeGgufModel(join(folder, 'a.gguf'), trained, 'a', 'f32')
  await writeModelFolder(join(folder, 'a'), trained, 'F32')
  for (const path of [join(folder, 'a.gguf'), join(folder, 'a'), checkpoint, folder]) {
    const read = await readModel(path)
    expect(Object.fromEntries(read.weights)).toEqual(Object.fromEntries(weights))
    expect(read.vocabulary).toEqual(model.vocabulary)
  }
  await trainer.dispose()
})
