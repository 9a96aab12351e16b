import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { initialWeights } from '#engine/model/index.ts'
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

  test('keeps matrices in half precision where their rows fit no block of 32', async () => {
    const path = join(folder, 'narrow.gguf')
    await writeGgufModel(path, model, 'tiny', 'q8_0')
    const { weights } = await readGgufModel(path)
    const worst = (name: string): number => model.weights.get(name)!.reduce((a, x, i) => Math.max(a, Math.abs(x - weights.get(name)![i]!) / Math.abs(x)), 0)
    expect(worst('model.layers.0.mlp.up_proj.weight')).toBeLessThanOrEqual(2 ** -11)
    expect(worst('model.layers.0.mlp.down_proj.weight')).toBeGreaterThan(2 ** -11)
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
