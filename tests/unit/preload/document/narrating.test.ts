import { expect, test } from 'vitest'
import { narrationMinutes } from '#preload/document/counting.ts'
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
  ['用 TensorFlow 和 Transformer', 2 + 8.4],
  ['AI 和 GPU', 6],
  ['I don’t know', 1 + 1.6 + 1.6],
])('%s is %i 字 to say, and a silence', (text, length) => {
  expect(tenfold(paragraph(text))).toBeCloseTo(length + 2.4, 5)
})

test('an English lesson is as long as it is to listen to, some hundred and fifty words a minute', () => {
  const words = 'The quick brown fox jumps over the lazy dog near the river bank today and then sleeps through a warm afternoon. '.split(' ').length - 1
  const text = 'The quick brown fox jumps over the lazy dog near the river bank today and then sleeps through a warm afternoon. '.repeat(50)
  const perMinute = (words * 50) / narrationMinutes(narratedLength([paragraph(text)]), 240)
  expect(perMinute).toBeGreaterThan(120)
  expect(perMinute).toBeLessThan(170)
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

test('a formula is as long as its words; a grid is none, and one that nobody could follow', () => {
  const formula = (tex: string): Block => ({ type: 'formula-block', id: 'f', children: [{ text: tex }] }) as Block
  expect([tenfold(formula('E=mc^2')), tenfold(formula(String.raw`\begin{matrix}1\end{matrix}`))]).toEqual([8 + 1 + 2.4, 0])
  const long = `S_n = P${Array.from({ length: 9 }, (_, at) => ` + P(1+r)^${at + 1}`).join('')}`
  expect(tenfold(formula(long))).toBe(0)
})
