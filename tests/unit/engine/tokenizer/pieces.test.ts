import fc from 'fast-check'
import { expect, test } from 'vitest'
import { pieceEnd, splitPieces } from '#engine/tokenizer/pieces.ts'
import { isYoungerThanUnicode15 } from '#engine/tokenizer/unicode-age.ts'
import { nastyStrings } from '../../../fixtures/nasty-strings.ts'

/** The pattern that the scanner writes out, as published for Qwen 2 (with Unicode's idea of white space). */
const pattern =
  /'[sS]|'[tT]|'[rR][eE]|'[vV][eE]|'[mM]|'[lL][lL]|'[dD]|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\p{White_Space}\p{L}\p{N}]+[\r\n]*|\p{White_Space}*[\r\n]+|\p{White_Space}+(?!\P{White_Space})|\p{White_Space}+/gu

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.string({
    unit: fc.constantFrom("'", 's', 'R', 'e', 'l', 'L', ' ', '\n', '\r', '\t', '\u3000', '\u0085', '\ufeff', '7', '好', '，', '\u0301', '😀', '𠮷', '-'),
    maxLength: 30,
  }),
)
const known = (sample: string) => [...sample].every((character) => !isYoungerThanUnicode15(character.codePointAt(0) ?? 0))

test('it cuts as the published pattern does', () => {
  fc.assert(
    fc.property(text.filter(known), (sample) => {
      expect(splitPieces(sample)).toEqual(sample.match(pattern) ?? [])
    }),
    { numRuns: 3000 },
  )
})

test.each(Object.entries(nastyStrings))('it cuts as the published pattern does: %s', (_name, sample) => {
  expect(splitPieces(sample)).toEqual(sample.match(pattern) ?? [])
})

test('it loses nothing, whatever the text', () => {
  fc.assert(fc.property(fc.string({ unit: fc.nat(0xffff).map((unit) => String.fromCharCode(unit)) }), (sample) => splitPieces(sample).join('') === sample))
})

test('it keeps Chinese clauses, marks, words and digits apart', () => {
  expect(splitPieces("他说：“好的”，it's 42.\n\n  End")).toEqual(['他说', '：“', '好的', '”，', 'it', "'s", ' ', '4', '2', '.\n\n', ' ', ' End'])
})

test('it takes letters younger than Unicode 15.1 for marks, as llama.cpp does', () => {
  expect(splitPieces('a\u{323b0}b')).toEqual(['a', '\u{323b0}b'])
  expect(splitPieces('a\u{31350}b')).toEqual(['a\u{31350}b'])
})

test('it always moves on', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary', minLength: 1 }), (sample) => pieceEnd(sample, 0) > 0))
})
