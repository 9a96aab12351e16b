/** Whether each kind of formula can be found not to have arrived: what exports are held against is of use only then. */
import { expect, test } from 'vitest'
import { isPlacedAs } from '../../../fixtures/publish/drawn-formula.ts'
import { arrivesAs, arrivesDrawn } from '../../../fixtures/publish/formula-arrival.ts'
import { xml } from '../../../fixtures/publish/outside.ts'
import { formulaKinds } from '../../../fixtures/publish/torture-texts.ts'

const math = (inner: string) => xml(`<math>${inner}</math>`).documentElement
const texOf = (kind: string): string => formulaKinds.find(([name]) => name === kind)?.[1] ?? ''
const read = (kind: string, inner: string): boolean => arrivesAs(kind, texOf(kind), { text: math(inner).textContent ?? '', math: math(inner) })
const drawn = (kind: string, text: string): boolean => arrivesDrawn(kind, texOf(kind), text)

test('a formula that says nothing is none of the kinds, and neither is another text in its place', () => {
  expect(formulaKinds.filter(([kind]) => read(kind, '') || read(kind, '<mtext>丢</mtext>')).map(([kind]) => kind)).toEqual([])
  expect(formulaKinds.filter(([kind]) => drawn(kind, '丢')).map(([kind]) => kind)).toEqual([])
})

test.each([
  [
    'chemistry',
    '<mn>2</mn><msub><mi>H</mi><mn>2</mn></msub><mo>+</mo><msub><mi>O</mi><mn>2</mn></msub><mo>⟶</mo><mn>2</mn><msub><mi>H</mi><mn>2</mn></msub><mi>O</mi>',
  ],
  ['ion', '<msubsup><mrow><mi>S</mi><mi>O</mi></mrow><mn>4</mn><mrow><mn>2</mn><mo>−</mo></mrow></msubsup>'],
  ['unit', '<mn>9.8</mn><mi>m</mi><mo>/</mo><msup><mi>s</mi><mn>2</mn></msup>'],
  ['new command', '<msup><mi mathvariant="double-struck">R</mi><mn>3</mn></msup>'],
  ['multiline', '<mtable><mtr><mtd><mi>a</mi><mo>+</mo><mi>b</mi></mtd></mtr><mtr><mtd><mo>+</mo><mi>c</mi></mtd></mtr></mtable>'],
])('%s, which KaTeX knows not, is held to its letters, its signs and how it is built', (kind, inner) => {
  const letters = inner.replaceAll(/<[^>]*>/g, '')
  expect([read(kind, inner), drawn(kind, letters)]).toEqual([true, true])
  expect([read(kind, `<mi>${letters}</mi>`), read(kind, inner.replace(/<(mn|mi)[^>]*>[^<]*/, '<$1>')), drawn(kind, letters.slice(1))]).toEqual([
    false,
    false,
    false,
  ])
})

test.each([
  ['chemistry', '2 H2 + O2 2 H2O'],
  ['chemistry', '2 H2 O2 → 2 H2O'],
  ['ion', 'SO2\n4'],
  ['unit', '98 m/s2'],
  ['declared operator', '𝑥'],
  ['link', 'https'],
  ['qed', '■'],
  ['rule', '—'],
])('%s is not “%s” on a page', (kind, text) => {
  expect(drawn(kind, text)).toBe(false)
})

test.each([
  ['declared operator', 'sgn 𝑥'],
  ['link', '𝑥'],
  ['qed', '■ □'],
  ['rule', '\n'],
])('%s is “%s” on a page', (kind, text) => {
  expect(drawn(kind, text)).toBe(true)
})

/** Words of a page: each with its left edge and its middle; letters are six points wide. */
const placed = (...words: readonly (readonly [text: string, left: number, middle: number])[]) =>
  words.map(([text, left, middle]) => ({ text, left, right: left + 6 * [...text].length, middle }))
const letters = (text: string): string[] => [...text.normalize('NFKD').replaceAll(/[^\p{L}\p{N}]/gu, '')].toSorted()

test.each([
  ['a fraction', '<mfrac><mrow><mi>a</mi><mo>+</mo><mi>b</mi></mrow><mi>c</mi></mfrac>', placed(['a+b', 0, 10], ['c', 6, 24])],
  ['a power', '<msup><mi>x</mi><mn>2</mn></msup>', placed(['x', 0, 10], ['2', 6, 6])],
  ['an index', '<msub><mi>x</mi><mi>i</mi></msub>', placed(['x', 0, 10], ['i', 6, 14])],
  ['both', '<msubsup><mi>x</mi><mi>i</mi><mn>2</mn></msubsup>', placed(['x', 0, 10], ['2', 6, 6], ['i', 6, 14])],
  ['a limit', '<munder><mi>lim</mi><mrow><mi>n</mi></mrow></munder>', placed(['lim', 0, 10], ['n', 6, 20])],
  [
    'rows',
    '<mtable><mtr><mtd><mi>a</mi></mtd><mtd><mi>b</mi></mtd></mtr><mtr><mtd><mi>c</mi></mtd><mtd><mi>d</mi></mtd></mtr></mtable>',
    placed(['a', 0, 10], ['b', 20, 10], ['c', 0, 24], ['d', 20, 24]),
  ],
  [
    'rows of which two cells are one word',
    '<mtable><mtr><mtd><mi>a</mi></mtd><mtd><mi>b</mi></mtd></mtr><mtr><mtd><mi>c</mi></mtd><mtd><mi>d</mi></mtd></mtr></mtable>',
    placed(['ac', 0, 14], ['b', 20, 10], ['d', 20, 18]),
  ],
])('%s is one on a page by where its words stand, and a line of its letters is none', (_, inner, words) => {
  expect(isPlacedAs(words, math(inner), letters)).toBe(true)
  expect(
    isPlacedAs(
      words.map((word, at) => ({ ...word, left: 8 * at, right: 8 * at + 6, middle: 10 })),
      math(inner),
      letters,
    ),
  ).toBe(false)
  // Upside down.
  expect(
    isPlacedAs(
      words.map((word) => ({ ...word, middle: -word.middle })),
      math(inner),
      letters,
    ),
  ).toBe(false)
})
