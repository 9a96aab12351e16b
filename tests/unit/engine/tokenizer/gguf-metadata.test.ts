import { expect, test } from 'vitest'
import { ggufMetadataFromVocabulary, Tokenizer, TokenizerError, type Vocabulary, vocabularyFromGgufMetadata } from '#engine/tokenizer/index.ts'
import { bytesOfSpelling, spellBytes } from '#engine/tokenizer/byte-alphabet.ts'
import { vocabularyFromMerges } from '#engine/tokenizer/vocabulary.ts'
import { shippedVocabulary } from './sample-vocabulary.ts'

const asRead = (vocabulary: Vocabulary) => new Map<string, { type: string; value: unknown }>(Object.entries(ggufMetadataFromVocabulary(vocabulary)))

test('it spells tokens in the alphabet of GPT-2', () => {
  const metadata = ggufMetadataFromVocabulary(
    vocabularyFromMerges([
      [32, 97],
      [0xe5, 0xa5],
      [257, 0xbd],
    ]),
  )
  const tokens = metadata['tokenizer.ggml.tokens']?.value as readonly string[]
  expect([tokens[0], tokens[10], tokens[32], tokens[97], tokens[127], tokens[173]]).toEqual(['Ā', 'Ċ', 'Ġ', 'a', 'ġ', 'Ń'])
  expect(tokens.slice(256)).toEqual(['Ġa', 'å¥', 'å¥½', '<|endoftext|>'])
  expect(metadata['tokenizer.ggml.merges']?.value).toEqual(['Ġ a', 'å ¥', 'å¥ ½'])
  expect(metadata['tokenizer.ggml.token_type']?.value).toEqual([...new Array<number>(259).fill(1), 3])
  expect(metadata['tokenizer.ggml.eos_token_id']).toEqual({ type: 'uint32', value: 259 })
  expect(metadata['tokenizer.ggml.add_bos_token']).toEqual({ type: 'bool', value: false })
})

test('it has a letter for every byte, and only those', () => {
  const all = Uint8Array.from({ length: 256 }, (_, byte) => byte)
  expect(new Set(spellBytes(all)).size).toBe(256)
  expect(bytesOfSpelling(spellBytes(all))).toEqual(all)
  expect(bytesOfSpelling('好')).toBeUndefined()
  expect(bytesOfSpelling(' ')).toBeUndefined()
})

test('it comes back as it was', () => {
  expect(vocabularyFromGgufMetadata(asRead(shippedVocabulary))).toEqual(shippedVocabulary)
})

test('it brings back tokens of any order and kind', () => {
  const plain = vocabularyFromMerges([[97, 98]])
  const tokens = [...plain.tokens.toReversed(), { bytes: new TextEncoder().encode('<思考>'), kind: 'added' as const }]
  const turned: Vocabulary = { tokens, merges: [[257 - 97, 257 - 98]], endOfText: 0 }
  const back = vocabularyFromGgufMetadata(asRead(turned))
  expect(back).toEqual(turned)
  expect(new Tokenizer(back).encode('ab<思考>')).toEqual([1, 258])
})

test('it takes the stated end where none has the usual name', () => {
  const plain = vocabularyFromMerges([])
  const named: Vocabulary = {
    ...plain,
    tokens: plain.tokens.map((token) => (token.kind === 'control' ? { ...token, bytes: new TextEncoder().encode('</s>') } : token)),
  }
  expect(vocabularyFromGgufMetadata(asRead(named)).endOfText).toBe(256)
})

test.each<[string, string, unknown, string]>([
  ['another model', 'tokenizer.ggml.model', 'llama', 'The model\'s tokenizer is "llama" with the pre-tokeniser "qwen2"; "gpt2" with "qwen2" can be used.'],
  [
    'another pre-tokeniser',
    'tokenizer.ggml.pre',
    undefined,
    'The model\'s tokenizer is "gpt2" with the pre-tokeniser missing; "gpt2" with "qwen2" can be used.',
  ],
  ['no tokens', 'tokenizer.ggml.tokens', undefined, 'The model has no list of texts tokenizer.ggml.tokens.'],
  ['tokens that are numbers', 'tokenizer.ggml.tokens', ['a', 1], 'The model has no list of texts tokenizer.ggml.tokens.'],
  ['a token outside the alphabet', 'tokenizer.ggml.tokens', ['好'], 'The token "好" is not spelt in the byte-level alphabet.'],
  ['a merge of unknown tokens', 'tokenizer.ggml.merges', ['a bc'], 'Merge 0 of the model, "a bc", does not join two of its tokens.'],
  ['a merge without a blank', 'tokenizer.ggml.merges', ['ab'], 'Merge 0 of the model, "ab", does not join two of its tokens.'],
])('it refuses %s', (_name, key, value, sentence) => {
  const metadata = asRead(vocabularyFromMerges([[97, 98]]))
  metadata.set(key, { type: 'string', value })
  expect(() => vocabularyFromGgufMetadata(metadata)).toThrow(new TokenizerError(sentence))
})
