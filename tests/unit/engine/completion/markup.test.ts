import { describe, expect, test } from 'vitest'
import { markupStart, startsBlock, withoutBlockMarks } from '#engine/completion/markup.ts'

describe('marks of Markdown', () => {
  test.each([
    ['**注意**，这里', '今天', 0],
    ['用 `map` 方法', '今天', 2],
    ['用 `map` 方法', '先用 `filter`，再', 10],
    ['见<b>这里</b>', '今天', 1],
    ['见[文档](https', '今天', 1],
    ['表格 | 列', '今天', 3],
    ['今天 C# 很好', '今天', 8],
  ])('it finds in %j after %j the first that the author does not write', (text, before, start) => {
    expect(markupStart(text, before)).toBe(start)
  })

  test.each(['# 标题', '## 标题', '- 一点', '• 一点', '> 引用', '1. 第一', '12) 第十二'])(
    'it takes %j for another block at the start of one, and nowhere else',
    (text) => {
      expect(markupStart(text, '上一段。\n\n')).toBe(0)
      expect(markupStart(text, '')).toBe(0)
      expect(markupStart(text, '上一段')).toBe(text.length)
    },
  )

  test('it takes no number for text at the start of an item, but does in a heading', () => {
    expect(['1. 第一周\n  1. ', '- '].map((before) => markupStart('1. 看书', before))).toEqual([0, 0])
    expect(['# ', '- 看'].map((before) => markupStart('1. 看书', before))).toEqual([5, 5])
  })

  test.each(['1980 年', '1.5 倍', '-5 度', '#标签', '第一'])('it takes %j for text at the start of a block', (text) => {
    expect(markupStart(text, '上一段。\n\n')).toBe(text.length)
  })

  test('it knows where a block without a mark of its own starts', () => {
    expect(['', '一段。\n\n', '一段', '一段\n\n# ', '- '].map(startsBlock)).toEqual([true, true, false, false, false])
  })

  test('it leaves out beginnings of another block and keeps the others in proportion', () => {
    const choice = (text: string, probability: number) => ({ token: 1, takenBack: 0, text, probability })
    const kept = withoutBlockMarks([choice('#', 0.5), choice('训练', 0.2), choice('-', 0.1), choice('1', 0.1), choice('**', 0.1)])
    expect(kept.map(({ text, probability }) => [text, probability])).toEqual([
      ['训练', expect.closeTo(2 / 3, 9)],
      ['1', expect.closeTo(1 / 3, 9)],
    ])
    expect(withoutBlockMarks([choice('#', 1)])).toEqual([])
  })
})
