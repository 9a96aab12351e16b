/**
 * A decoder as a Hugging Face folder: `config.json`, `model.safetensors` with qwen3 names and `tokenizer.json`, which
 * Transformers and its kin read, and `moke-tokenizer.json`, our own tokenizer file.
 */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { makeFolders } from '#engine/computer/index.ts'
import { FormatError, openSafetensors, shown, writeAll, writeFileAtomically, writeSafetensors } from '#engine/formats/index.ts'
import { type DecoderConfig, parameterSpecs } from '#engine/model/index.ts'
import { huggingFaceTokenizer, parseVocabulary, serializeVocabulary } from '#engine/tokenizer/index.ts'
import { aboutFile, checkSizes, checkVocabulary, readWeights } from './decoder-file.ts'
import { notesFrom, type TrainedModel } from './gguf-model.ts'

const CONFIG = 'config.json'
const WEIGHTS = 'model.safetensors'
const TOKENIZER = 'moke-tokenizer.json'

/** Writes the files into a folder, which is made. */
export async function writeModelFolder(folder: string, { config, weights, vocabulary, notes }: TrainedModel, type: 'F32' | 'F16' | 'BF16'): Promise<void> {
  makeFolders(folder)
  const tensors = parameterSpecs(config).map(({ name, shape }) => ({
    name,
    shape,
    type,
    load: () => weights.get(name) ?? new Float32Array(0),
  }))
  await writeText(join(folder, TOKENIZER), serializeVocabulary(vocabulary))
  for (const [name, value] of Object.entries(huggingFaceTokenizer(vocabulary))) await writeText(join(folder, name), `${JSON.stringify(value)}\n`)
  await writeText(join(folder, CONFIG), `${JSON.stringify(huggingFaceConfig(config, vocabulary.endOfText, type), null, 2)}\n`)
  await writeSafetensors(join(folder, WEIGHTS), { metadata: { ...notes, format: 'pt' }, tensors })
}

async function writeText(path: string, text: string): Promise<void> {
  await writeFileAtomically(path, (file) => writeAll(file, new TextEncoder().encode(text)))
}

const TORCH_TYPE = { F32: 'float32', F16: 'float16', BF16: 'bfloat16' }

function huggingFaceConfig(config: DecoderConfig, endOfText: number, type: keyof typeof TORCH_TYPE): object {
  return {
    architectures: ['Qwen3ForCausalLM'],
    model_type: 'qwen3',
    vocab_size: config.vocabulary,
    hidden_size: config.width,
    intermediate_size: config.feedForward,
    num_hidden_layers: config.layers,
    num_attention_heads: config.heads,
    num_key_value_heads: config.keyHeads,
    head_dim: config.headWidth,
    hidden_act: 'silu',
    attention_bias: false,
    max_position_embeddings: config.contextLength,
    rms_norm_eps: config.normEpsilon,
    rope_theta: config.ropeTheta,
    tie_word_embeddings: config.tied,
    bos_token_id: endOfText,
    eos_token_id: endOfText,
    torch_dtype: TORCH_TYPE[type],
  }
}

/** Reads such a folder. Throws FormatError where its files don't make a model. */
export async function readModelFolder(folder: string): Promise<TrainedModel> {
  const path = join(folder, WEIGHTS)
  await using file = await openSafetensors(path)
  const config = checkSizes(join(folder, CONFIG), decoderConfig(await readFile(join(folder, CONFIG), 'utf8'), join(folder, CONFIG)), file)
  const tokenizer = await readFile(join(folder, TOKENIZER), 'utf8')
  const vocabulary = aboutFile(join(folder, TOKENIZER), () => parseVocabulary(tokenizer))
  checkVocabulary(join(folder, TOKENIZER), config, vocabulary)
  const weights = await readWeights(path, config, file, (name) => name)
  return { config, weights, vocabulary, ...notesFrom(file.metadata) }
}

function decoderConfig(json: string, path: string): DecoderConfig {
  const file = parseObject(json, path)
  const number = (key: string): number => {
    const value = file[key]
    if (typeof value !== 'number') throw new FormatError(path, `there is no number ${key}.`)
    return value
  }
  if (file['model_type'] !== 'qwen3')
    throw new FormatError(path, `its model_type is ${shown(JSON.stringify(file['model_type']) ?? 'missing')}; only "qwen3" can be read here.`)
  if ((file['rope_scaling'] ?? null) !== null) throw new FormatError(path, 'its positions are scaled (rope_scaling), which is not computed here.')
  return {
    vocabulary: number('vocab_size'),
    width: number('hidden_size'),
    layers: number('num_hidden_layers'),
    heads: number('num_attention_heads'),
    keyHeads: number('num_key_value_heads'),
    headWidth: number('head_dim'),
    feedForward: number('intermediate_size'),
    tied: file['tie_word_embeddings'] === true,
    ropeTheta: number('rope_theta'),
    normEpsilon: number('rms_norm_eps'),
    contextLength: number('max_position_embeddings'),
  }
}

function parseObject(json: string, path: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(json)
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value }
  } catch (error) {
    throw new FormatError(path, `this is not JSON (${shown(error instanceof Error ? error.message : String(error))}).`)
  }
  throw new FormatError(path, 'this is not a JSON object.')
}
