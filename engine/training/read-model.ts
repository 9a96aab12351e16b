import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { parseVocabulary } from '#engine/tokenizer/index.ts'
import { readCheckpoint } from './checkpoint.ts'
import { readGgufModel, type TrainedModel } from './gguf-model.ts'
import { readModelFolder } from './model-folder.ts'

/** Reads a model wherever it comes from: a GGUF, a Hugging Face folder, a checkpoint or a run's folder. */
export async function readModel(path: string): Promise<TrainedModel> {
  if (/\.gguf$/i.test(path)) return readGgufModel(path)
  const config = await stat(join(path, 'config.json')).catch(() => undefined)
  if (config !== undefined) return readModelFolder(path)
  const { settings, weights, tokenizer } = await readCheckpoint(path)
  return { config: settings.config, weights, vocabulary: parseVocabulary(tokenizer) }
}
