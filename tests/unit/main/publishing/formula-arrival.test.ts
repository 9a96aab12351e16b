/** Whether each kind of formula can be found not to have arrived: what exports are held against is of use only then. */
import { expect, test } from 'vitest'
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
