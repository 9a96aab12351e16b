/** A base whose own numbers were trained, as a model of its own. */
import type { Base } from './base.ts'
import { folderVocabulary } from './folder-vocabulary.ts'
import { exportBase } from './gguf-export.ts'

/** Writes it as GGUF in 8 bits, one parameter in memory at a time; `trained` are numbers by their Hugging Face names. */
export async function exportTuned(path: string, base: Base, name: string, trained: ReadonlyMap<string, Float32Array>, signal?: AbortSignal): Promise<void> {
  const metadata = base.form === 'folder' ? await folderVocabulary(base.path, base.config.vocabulary) : {}
  const change = (parameter: string, numbers: Float32Array): Float32Array => trained.get(parameter) ?? numbers
  await exportBase(path, base, { name, precision: 'q8_0', metadata, change }, signal)
}
