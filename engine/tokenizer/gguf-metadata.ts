/**
 * A vocabulary as the `tokenizer.ggml.*` entries of a GGUF, and back. The entries are plain values in the
 * shape that engine/formats reads and writes; this file needs nothing of it.
 */
import { bytesOfSpelling, spellBytes } from './byte-alphabet.ts'
import { TokenizerError } from './tokenizer-error.ts'
import { byteKey, END_OF_TEXT, type Token, type TokenKind, type Vocabulary } from './vocabulary.ts'

/** The numbers of llama.cpp's token types that occur in byte-level vocabularies. */
const TYPE = { normal: 1, unknown: 2, control: 3, userDefined: 4, unused: 5 } as const

const typeOfKind: Readonly<Record<TokenKind, number>> = { text: TYPE.normal, control: TYPE.control, added: TYPE.userDefined }

type Entry =
  | { readonly type: 'string'; readonly value: string }
  | { readonly type: 'uint32'; readonly value: number }
  | { readonly type: 'bool'; readonly value: boolean }
  | { readonly type: 'array'; readonly of: 'string'; readonly value: readonly string[] }
  | { readonly type: 'array'; readonly of: 'int32'; readonly value: readonly number[] }

/** The entries with which llama.cpp makes the same ids of a text as Tokenizer does. */
export function ggufMetadataFromVocabulary(vocabulary: Vocabulary): Record<string, Entry> {
  const { tokens, merges, endOfText } = vocabulary
  const spelled = tokens.map((token) => (token.kind === 'text' ? spellBytes(token.bytes) : textOf(token)))
  return {
    'tokenizer.ggml.model': { type: 'string', value: 'gpt2' },
    'tokenizer.ggml.pre': { type: 'string', value: 'qwen2' },
    'tokenizer.ggml.tokens': { type: 'array', of: 'string', value: spelled },
    'tokenizer.ggml.token_type': { type: 'array', of: 'int32', value: tokens.map((token) => typeOfKind[token.kind]) },
    'tokenizer.ggml.merges': { type: 'array', of: 'string', value: merges.map(([left, right]) => `${spelled[left]} ${spelled[right]}`) },
    'tokenizer.ggml.eos_token_id': { type: 'uint32', value: endOfText },
    'tokenizer.ggml.bos_token_id': { type: 'uint32', value: endOfText },
    'tokenizer.ggml.add_bos_token': { type: 'bool', value: false },
  }
}

/** Metadata as read from a GGUF. */
export type GgufMetadata = ReadonlyMap<string, { readonly type: string; readonly value: unknown }>

/** The vocabulary of a GGUF. Throws TokenizerError where it is of another kind than byte-level with the qwen2 pre-tokeniser, or damaged. */
export function vocabularyFromGgufMetadata(metadata: GgufMetadata): Vocabulary {
  const model = metadata.get('tokenizer.ggml.model')?.value
  const pattern = metadata.get('tokenizer.ggml.pre')?.value
  if (model !== 'gpt2' || pattern !== 'qwen2')
    throw new TokenizerError(`The model's tokenizer is ${show(model)} with the pre-tokeniser ${show(pattern)}; "gpt2" with "qwen2" can be used.`)
  const spelled = stringList(metadata, 'tokenizer.ggml.tokens')
  const types = metadata.get('tokenizer.ggml.token_type')?.value
  const tokens = spelled.map((spelling, id) => tokenFrom(spelling, Array.isArray(types) ? types[id] : TYPE.normal))
  const merges = metadata.has('tokenizer.ggml.merges') ? stringList(metadata, 'tokenizer.ggml.merges') : []
  return { tokens, merges: mergesFrom(merges, spelled), endOfText: endOfTextFrom(metadata, tokens) }
}

function tokenFrom(spelling: string, type: unknown): Token {
  const kind: TokenKind = type === TYPE.userDefined ? 'added' : type === TYPE.normal ? 'text' : 'control'
  const bytes = kind === 'text' ? bytesOfSpelling(spelling) : new TextEncoder().encode(spelling)
  if (!bytes) throw new TokenizerError(`The token ${show(spelling)} is not spelt in the byte-level alphabet.`)
  return { bytes, kind }
}

function mergesFrom(lines: readonly string[], spelled: readonly string[]): [number, number][] {
  const ids = new Map(spelled.map((spelling, id) => [spelling, id]))
  return lines.map((line, rank) => {
    // As llama.cpp does: the separator is the first blank after the first character.
    const blank = line.indexOf(' ', 1)
    const left = ids.get(line.slice(0, blank))
    const right = ids.get(line.slice(blank + 1))
    if (blank < 0 || left === undefined || right === undefined)
      throw new TokenizerError(`Merge ${rank} of the model, ${show(line)}, does not join two of its tokens.`)
    return [left, right]
  })
}

function endOfTextFrom(metadata: GgufMetadata, tokens: readonly Token[]): number {
  const name = byteKey(new TextEncoder().encode(END_OF_TEXT))
  const named = tokens.findIndex((token) => token.kind === 'control' && byteKey(token.bytes) === name)
  const stated = metadata.get('tokenizer.ggml.eos_token_id')?.value
  const id = named >= 0 ? named : stated
  if (typeof id !== 'number' || !tokens[id]) throw new TokenizerError('The model names no token that ends a text.')
  return id
}

function stringList(metadata: GgufMetadata, key: string): readonly string[] {
  const value = metadata.get(key)?.value
  const items: readonly unknown[] = Array.isArray(value) ? value : []
  const texts = items.filter((item) => typeof item === 'string')
  if (!Array.isArray(value) || texts.length < items.length) throw new TokenizerError(`The model has no list of texts ${key}.`)
  return texts
}

function textOf(token: Token): string {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(token.bytes)
}

function show(value: unknown): string {
  return JSON.stringify(value)?.slice(0, 80) ?? 'missing'
}
