import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Token, Tokenizer, TokenizerError } from '#engine/tokenizer/index.ts'
import { vocabularyFromMerges } from '#engine/tokenizer/vocabulary.ts'
import { nastyStrings } from '../../../fixtures/nasty-strings.ts'
import { shippedVocabulary } from './sample-vocabulary.ts'

const tokenizer = new Tokenizer(shippedVocabulary)
const bytesOnly = new Tokenizer(vocabularyFromMerges([]))
const unit = fc.nat(0xffff).map((code) => String.fromCharCode(code))

describe('a text', () => {
  test.each(Object.entries(nastyStrings))('it comes back exactly: %s', (_name, text) => {
    expect(tokenizer.decode(tokenizer.encode(text))).toBe(text)
  })

  test('it comes back exactly, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => tokenizer.decode(tokenizer.encode(text)) === text),
      { numRuns: 500 },
    )
  })

  test('it comes back with U+FFFD for lone surrogates, as in all of JavaScript’s UTF-8', () => {
    expect(tokenizer.decode(tokenizer.encode('a\ud800b\udc00'))).toBe('a\ufffdb\ufffd')
    fc.assert(
      fc.property(fc.string({ unit }), (text) => tokenizer.decode(tokenizer.encode(text)) === text.toWellFormed()),
      { numRuns: 500 },
    )
  })

  test('it never becomes the end of text, not even by its name', () => {
    const ids = tokenizer.encode('a<|endoftext|>b')
    expect(ids).not.toContain(tokenizer.endOfText)
    expect(tokenizer.endOfText).toBe(tokenizer.size - 1)
  })

  test('it takes few tokens for common words', () => {
    expect(tokenizer.encode('我们')).toHaveLength(1)
    expect(tokenizer.encode(' the')).toHaveLength(1)
  })

  test('it gives the same ids from the cache as without it', () => {
    const text = '他们说，课程的第一章。'
    const first = tokenizer.encode(text)
    expect(tokenizer.encode(text)).toEqual(first)
    expect(new Tokenizer(shippedVocabulary).encode(text)).toEqual(first)
  })

  test('it may be a megabyte without a break', () => {
    const line = '好'.repeat(350_000)
    expect(tokenizer.decode(tokenizer.encode(line))).toBe(line)
  })
})

describe('ids', () => {
  test('they decode to U+FFFD where a character is cut', () => {
    const [first = 0, second = 0, third = 0] = bytesOnly.encode('好')
    expect(bytesOnly.decode([first, second])).toBe('\ufffd')
    expect(bytesOnly.decode([third, 65])).toBe('\ufffdA')
  })

  test('they decode as UTF-8 decoders do, whatever they are', () => {
    fc.assert(fc.property(fc.array(fc.nat(255)), (ids) => bytesOnly.decode(ids) === Buffer.from(ids).toString('utf8')))
    fc.assert(
      fc.property(fc.array(fc.nat(tokenizer.size - 1)), (ids) => {
        const bytes = Buffer.concat(ids.map((id) => tokenizer.bytesOf(id)))
        return tokenizer.decode(ids) === bytes.toString('utf8')
      }),
    )
  })

  test('they come out of a stream as soon as characters are whole', () => {
    const decoder = bytesOnly.streamDecoder()
    expect(bytesOnly.encode('a😀好').map((id) => decoder.push(id))).toEqual(['a', '', '', '', '😀', '', '', '好'])
    expect(decoder.end()).toBe('')
    expect(decoder.push(0xe5)).toBe('')
    expect(decoder.end()).toBe('\ufffd')
    expect(decoder.push(65)).toBe('A')
  })

  test('the end of text shows as nothing', () => {
    expect(tokenizer.decode([...tokenizer.encode('a'), tokenizer.endOfText, ...tokenizer.encode('b')])).toBe('ab')
  })

  test('one outside the vocabulary is a RangeError', () => {
    expect(() => tokenizer.decode([tokenizer.size])).toThrow(RangeError)
    expect(() => tokenizer.bytesOf(-1)).toThrow('outside the vocabulary of 8000')
  })
})

describe('a vocabulary', () => {
  const added = (text: string): Token => ({ bytes: new TextEncoder().encode(text), kind: 'added' })

  test('its added tokens are cut out of the text, the longest first', () => {
    const plain = vocabularyFromMerges([])
    const { encode, decode } = bind(new Tokenizer({ ...plain, tokens: [...plain.tokens, added('<a'), added('<ab>')] }))
    expect(encode('x<ab><a<')).toEqual([120, 258, 257, 60])
    expect(decode(encode('x<ab><a<'))).toBe('x<ab><a<')
  })

  test('it must have every byte', () => {
    const plain = vocabularyFromMerges([])
    const tokens = plain.tokens.map((token, id): Token => (id === 7 ? { ...token, kind: 'control' } : token))
    expect(() => new Tokenizer({ ...plain, tokens })).toThrow(new TokenizerError('The vocabulary has no token for the byte 7.'))
  })

  test('its merges must make tokens of it', () => {
    expect(() => new Tokenizer({ ...vocabularyFromMerges([]), merges: [[1, 2]] })).toThrow('Merge 0 (1 with 2) makes no token of the vocabulary.')
    expect(() => vocabularyFromMerges([[1, 300]])).toThrow('Merge 0 joins tokens 1 and 300, of which one is not made yet.')
    expect(() =>
      vocabularyFromMerges([
        [1, 2],
        [1, 2],
      ]),
    ).toThrow('Merge 1 makes a token that is in the vocabulary already.')
  })
})

function bind(it: Tokenizer) {
  return { encode: (text: string) => it.encode(text), decode: (ids: number[]) => it.decode(ids) }
}
