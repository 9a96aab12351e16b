/**
 * The tokenizer of a Hugging Face folder as the metadata of a GGUF, for byte-level ones whose way of parting words llama.cpp knows:
 * those of llama 3, qwen and their like. Of others, such as gemma's, nothing is guessed.
 */
import { join } from 'node:path'
import { type GgufValue, shown } from '#engine/formats/index.ts'
import { factsOf, type Facts } from './folder-tokenizer.ts'
import { JsonFields, readJsonFields } from './json-fields.ts'

const LONGEST = 256e6
/** llama.cpp's numbers of kinds of tokens. */
const KIND = { normal: 1, control: 3, userDefined: 4, unused: 5 } as const

/** llama.cpp's names of the patterns that part words, by the pattern in the file. */
const patterns: Readonly<Record<string, string>> = {
  "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+": 'qwen2',
  "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}{1,3}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+": 'llama-bpe',
}

/** The `tokenizer.` entries of a GGUF with `rows` rows of embeddings. Throws FormatError for a tokenizer of another kind, or with more tokens. */
export async function folderVocabulary(folder: string, rows: number): Promise<Record<string, GgufValue>> {
  const file = await readJsonFields(join(folder, 'tokenizer.json'), LONGEST)
  const model = file.fields('model')
  if (model?.text('type') !== 'BPE' || model.flag('byte_fallback'))
    file.fail('this tokenizer is not byte-level, and cannot be written into a GGUF here: fetch the model as GGUF.')
  const facts = await factsOf(folder, file)
  const { tokens, types } = tokensOf(file, facts, rows)
  return {
    'tokenizer.ggml.model': { type: 'string', value: 'gpt2' },
    'tokenizer.ggml.pre': { type: 'string', value: patternOf(file) },
    'tokenizer.ggml.tokens': { type: 'array', of: 'string', value: tokens },
    'tokenizer.ggml.token_type': { type: 'array', of: 'int32', value: types },
    'tokenizer.ggml.merges': { type: 'array', of: 'string', value: mergesOf(file) },
    'tokenizer.ggml.eos_token_id': { type: 'uint32', value: facts.endOfText },
    'tokenizer.ggml.bos_token_id': { type: 'uint32', value: facts.begin[0] ?? facts.endOfText },
    'tokenizer.ggml.add_bos_token': { type: 'bool', value: facts.begin.length > 0 },
  }
}

function tokensOf(file: JsonFields, facts: Facts, rows: number): { readonly tokens: string[]; readonly types: number[] } {
  if (facts.size > rows) file.fail(`it has ${facts.size} tokens, but the embedding only ${rows} rows.`)
  // Rows without a token only fill up the embedding.
  const tokens = Array.from({ length: rows }, (_, id) => `[PAD${id}]`)
  const types = tokens.map((): number => KIND.unused)
  const put = (token: string, id: unknown, kind: number): void => {
    if (typeof id !== 'number' || !Number.isSafeInteger(id) || id < 0 || id >= rows)
      return file.fail(`the token ${shown(token)} has the id ${shown(String(id))}.`)
    tokens[id] = token
    types[id] = kind
  }
  const words = file.fields('model')?.fields('vocab')
  for (const token of words?.keys() ?? []) put(token, words?.value(token), KIND.normal)
  for (const { content, id, special } of facts.added) put(content, id, special ? KIND.control : KIND.userDefined)
  return { tokens, types }
}

/** Merges as llama.cpp has them, two tokens with a blank between: pairs in newer files, such texts in older ones. */
function mergesOf(file: JsonFields): string[] {
  const merges = file.fields('model')?.value('merges')
  return (Array.isArray(merges) ? merges : []).map((merge: unknown) => {
    if (typeof merge === 'string') return merge
    return Array.isArray(merge) && merge.length === 2 ? merge.join(' ') : file.fail('a merge is no pair of tokens.')
  })
}

/** What llama.cpp calls the way in which words are parted. */
function patternOf(file: JsonFields): string {
  const parts = partsOf(file.fields('pre_tokenizer'))
  const split = parts.find((part) => part.text('type') === 'Split')
  const pattern = split?.fields('pattern')?.text('Regex') ?? ''
  const known = patterns[pattern]
  if (known === undefined || !parts.some((part) => part.text('type') === 'ByteLevel'))
    return file.fail('it parts words in a way that is not known here, and cannot be written into a GGUF: fetch the model as GGUF.')
  return known
}

function partsOf(part: JsonFields | undefined): JsonFields[] {
  if (!part) return []
  const parts = part.value('pretokenizers')
  if (!Array.isArray(parts)) return [part]
  return parts.map((one: unknown) => new JsonFields(part.path, typeof one === 'object' && one !== null ? { ...one } : {}))
}
