/** The tokenizer of a base for commands, which load llama.cpp only where it has to be asked. */
import { type Base, type BaseTokenizer, openTokenizer as open } from '#engine/bases/index.ts'

export function openTokenizer(base: Base): Promise<BaseTokenizer> {
  return open(base, async (path) => (await import('#engine/completion/index.ts')).ModelVocabulary.open(path))
}
