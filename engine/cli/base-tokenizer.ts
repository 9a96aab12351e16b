/** The tokenizer of a base, wherever it comes from: what a text is learnt in is what it will be completed in. */
import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { type Base, ThreadedTokenizer } from '#engine/bases/index.ts'
import { parseVocabulary, Tokenizer } from '#engine/tokenizer/index.ts'
import type { TextEncoder } from '#engine/training/index.ts'

/** Whoever opens it closes it. */
export type BaseTokenizer = TextEncoder & AsyncDisposable

/** Of a GGUF llama.cpp itself is asked, of a folder Hugging Face's library, in a thread; a folder of our own has a tokenizer of ours. */
export async function openTokenizer(base: Base): Promise<BaseTokenizer> {
  if (base.form === 'gguf') return (await import('#engine/completion/index.ts')).ModelVocabulary.open(base.path)
  const own = join(base.path, 'moke-tokenizer.json')
  if (!(await stat(own).catch(() => undefined))?.isFile()) return ThreadedTokenizer.open(base.path, threadEntry())
  const vocabulary = parseVocabulary(await readFile(own, 'utf8'))
  const tokenizer = new Tokenizer(vocabulary)
  return {
    vocabularySize: vocabulary.tokens.length,
    endOfText: vocabulary.endOfText,
    encode: (text) => tokenizer.encode(text),
    [Symbol.asyncDispose]: () => Promise.resolve(),
  }
}

/** The thread's file: the source's where the source runs, else what lies beside the bundle (scripts/outputs.mjs). */
function threadEntry(): URL {
  return new URL(import.meta.url.endsWith('.ts') ? '../bases/tokenizer-thread.ts' : './tokenizer.js', import.meta.url)
}
