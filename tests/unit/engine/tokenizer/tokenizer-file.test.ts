import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseVocabulary, serializeVocabulary, TokenizerError } from '#engine/tokenizer/index.ts'
import { vocabularyFromMerges } from '#engine/tokenizer/vocabulary.ts'
import { shippedVocabulary } from './sample-vocabulary.ts'

const small = vocabularyFromMerges([
  [97, 98],
  [256, 99],
])
const file = {
  format: 'moke-tokenizer',
  version: 1,
  pattern: 'qwen2',
  size: 259,
  endOfText: '<|endoftext|>',
  merges: [
    [97, 98],
    [256, 99],
  ],
}

test('it comes back as it was', () => {
  expect(JSON.parse(serializeVocabulary(small))).toEqual(file)
  expect(parseVocabulary(serializeVocabulary(small))).toEqual(small)
  expect(parseVocabulary(serializeVocabulary(shippedVocabulary))).toEqual(shippedVocabulary)
  expect(parseVocabulary(serializeVocabulary(vocabularyFromMerges([])))).toEqual(vocabularyFromMerges([]))
})

test.each<[string, unknown, string]>([
  ['a list', [], 'it is not a JSON object'],
  ['another format', { ...file, format: 'x' }, 'its format is "x", not "moke-tokenizer"'],
  ['a later version', { ...file, version: 2 }, 'its version is 2; this program reads version 1'],
  ['another pattern', { ...file, pattern: 'gpt2' }, 'its pattern is "gpt2"; this program knows "qwen2"'],
  ['another end of text', { ...file, endOfText: undefined }, 'its end of text is missing, not "<|endoftext|>"'],
  ['a wrong size', { ...file, size: 300 }, 'its size is 300, but its merges make 259 ids'],
  ['no merges', { ...file, merges: {} }, 'it has no list of merges'],
  ['a merge of three', { ...file, merges: [[1, 2, 3]] }, 'merge 0 is [1,2,3], not a pair of ids'],
  ['a merge of a fraction', { ...file, merges: [[1, 2.5]] }, 'merge 0 is [1,2.5], not a pair of ids'],
])('it refuses %s', (_name, value, reason) => {
  expect(() => parseVocabulary(JSON.stringify(value))).toThrow(new TokenizerError(`This is no tokenizer file: ${reason}.`))
})

test('it refuses what is not JSON', () => {
  expect(() => parseVocabulary('{"format"')).toThrow(TokenizerError)
})

test('it reads or refuses a damaged file, and never anything else', () => {
  const text = serializeVocabulary(small)
  const damage = fc.tuple(fc.nat(text.length), fc.nat(8), fc.string({ maxLength: 4 }))
  fc.assert(
    fc.property(damage, ([at, cut, put]) => {
      try {
        parseVocabulary(text.slice(0, at) + put + text.slice(at + cut))
      } catch (error) {
        expect(error).toBeInstanceOf(TokenizerError)
      }
    }),
    { numRuns: 2000 },
  )
})
