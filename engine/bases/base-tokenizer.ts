/** The tokenizer of a base, wherever it comes from: what a text is learnt in is what it will be completed in. */
import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { FormatError } from '#engine/formats/index.ts'
import { parseVocabulary, Tokenizer, TokenizerError, vocabularyFromGgufMetadata } from '#engine/tokenizer/index.ts'
import type { Base } from './base.ts'
import { ThreadedTokenizer } from './threaded-tokenizer.ts'

/** Texts to ids. Whoever opens it closes it. */
export interface BaseTokenizer extends AsyncDisposable {
  readonly vocabularySize: number
  /** The token that ends every document. */
  readonly endOfText: number
  encode(text: string): ArrayLike<number> | Promise<ArrayLike<number>>
}

/**
 * A vocabulary of the kind that ours has is read with our tokenizer, which gives the ids of llama.cpp; of another GGUF llama.cpp
 * itself is asked by `inLlama`, of a folder Hugging Face's library, in a thread.
 */
export async function openTokenizer(base: Base, inLlama: (path: string) => Promise<BaseTokenizer>): Promise<BaseTokenizer> {
  if (base.form === 'gguf') return openOfGguf(base, inLlama)
  const own = join(base.path, 'moke-tokenizer.json')
  if (!(await stat(own).catch(() => undefined))?.isFile()) return ThreadedTokenizer.open(base.path, threadEntry())
  return closable(new Tokenizer(parseVocabulary(await readFile(own, 'utf8'))))
}

async function openOfGguf(base: Base, inLlama: (path: string) => Promise<BaseTokenizer>): Promise<BaseTokenizer> {
  const model = base.metadata.get('tokenizer.ggml.model')?.value
  const pattern = base.metadata.get('tokenizer.ggml.pre')?.value
  if (model === 'gpt2' && pattern === 'qwen2') return closable(aboutFile(base.path, () => new Tokenizer(vocabularyFromGgufMetadata(base.metadata))))
  return inLlama(base.path)
}

/** What a damaged vocabulary says, with the file's name. */
function aboutFile<T>(path: string, make: () => T): T {
  try {
    return make()
  } catch (error) {
    if (error instanceof TokenizerError) throw new FormatError(path, `${error.message.replace(/\.$/, '')}.`)
    throw error
  }
}

function closable(tokenizer: Tokenizer): BaseTokenizer {
  return {
    vocabularySize: tokenizer.size,
    endOfText: tokenizer.endOfText,
    encode: (text) => tokenizer.encode(text),
    [Symbol.asyncDispose]: () => Promise.resolve(),
  }
}

/** The thread's file: the source's where the source runs, else what lies beside the bundle (scripts/outputs.mjs). */
function threadEntry(): URL {
  return new URL(import.meta.url.endsWith('.ts') ? './tokenizer-thread.ts' : './tokenizer.js', import.meta.url)
}
