import { expect, test } from 'vitest'
import { narratedLength } from '#preload/document/narrating.ts'
import type { Block, Doc } from '#preload/document/schema.ts'

const paragraph = (text: string): Block => ({ type: 'paragraph', id: 'p', children: [{ text }] }) as Block
/** Behind each other, so that a silence of 2.4 is 24. */
const tenfold = (block: Block): number => narratedLength(Array.from({ length: 10 }, (): Block => ({ ...block }))) / 10

test.each([
  ['先说鱼。', 4],
  ['120克', 5],
  ['1,024 人', 7],
  ['10050', 5],
  ['2024年', 5],
  ['2024个', 7],
  ['35%', 6],
  ['3.14', 4],
  ['00123', 5],
  ['13800138000', 11],
  ['见 https://example.com/a/b/c', 8],
  ['𠮷野家', 3],
])('%s is %i 字 to say, and a silence', (text, length) => {
  expect(tenfold(paragraph(text))).toBeCloseTo(length + 2.4, 5)
})

test('what nobody says takes no time: code, notes, pictures, signs alone, what is struck out', () => {
  const doc = [
    { type: 'code', id: 'a', children: [{ text: 'print(1)' }] },
    { type: 'note', id: 'b', children: [{ text: '出处' }] },
    paragraph('——'),
    { type: 'paragraph', id: 'c', children: [{ text: '一百元', strike: true }] },
  ] as Doc
  expect(narratedLength(doc)).toBe(0)
})

test('a formula is as long as its words; a grid is none', () => {
  const formula = (tex: string): Block => ({ type: 'formula-block', id: 'f', children: [{ text: tex }] }) as Block
  expect([tenfold(formula('E=mc^2')), tenfold(formula(String.raw`\begin{matrix}1\end{matrix}`))]).toEqual([8 + 1 + 2.4, 0])
})
