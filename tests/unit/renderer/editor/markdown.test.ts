import { numbersOf } from '#preload/document/numbering.ts'
import { describe, expect, test } from 'vitest'
import { signsComposed } from '#renderer/editor/typing/markdown.ts'
import { docOf, Writing } from './writing.ts'

describe('markdown typed at the start of a paragraph', () => {
  test.each([
    ['# 题', ['h1 题']],
    ['## 题', ['h2 题']],
    ['### 题', ['h3 题']],
    ['#### 题', ['h4 题']],
    ['###### 题', ['h6 题']],
    ['####### 题', ['####### 题']],
    ['[] 做', ['[] 做']],
    ['[ ] 做', ['[] 做']],
    ['[x] 做', ['[] ✓ 做']],
    ['- [ ] 做', ['[] 做']],
    ['- [x] 做', ['[] ✓ 做']],
    ['【】 做', ['[] 做']],
    ['》 引', ['> 引']],
    ['> [!NOTE] 记', ['!note 记']],
    ['> [!Warning] 记', ['!warning 记']],
    ['> [!OTHER] 记', ['> [!OTHER] 记']],
    ['$$x', ['$$x']],
    ['- 项', ['- 项']],
    ['* 项', ['- 项']],
    ['1. 项', ['1. 项']],
    ['> 引', ['> 引']],
    ['```let', ['```let']],
    ['---后', ['---', '后']],
    ['中# 题', ['中# 题']],
    ['1、 项', ['1. 项']],
    ['1。 项', ['1. 项']],
    ['１．　项', ['1. 项']],
    ['1） 项', ['1. 项']],
    ['1、项', ['1、项']],
    ['－ 项', ['- 项']],
    ['＊ 项', ['- 项']],
    ['＃＃ 题', ['h2 题']],
    ['＞ 引', ['> 引']],
    ['···let', ['```let']],
    ['——鲁迅', ['——鲁迅']],
    ['———后', ['---', '后']],
    ['－－－后', ['---', '后']],
    ['中···', ['中···']],
    ['中———', ['中———']],
    ['、 项', ['、 项']],
  ])('it reads %s', async (typed, expected) => {
    const writing = await new Writing(docOf('')).at(0, 0).type(typed)
    expect(writing.lines).toEqual(expected)
    expect(writing.logged).toEqual(writing.doc)
  })

  test.each([
    ['3. 项', [], 3],
    ['3) 项', [], 3],
    ['12、 项', [], 12],
    ['０．　项', [], 0],
    ['1. 项', ['1. 前'], 2],
    ['2. 项', ['1. 前'], 2],
    ['2. 项', ['1. 前', '说明'], 2],
    ['7. 项', ['1. 前', '说明'], 7],
  ])('%s begins a list at that number, behind %j', async (typed, before, number) => {
    const writing = await new Writing(docOf(...before, '')).at(before.length, 0).type(typed)
    expect([writing.lines.at(-1), numbersOf(writing.doc).at(-1)]).toEqual(['1. 项', number])
    expect(writing.logged).toEqual(writing.doc)
  })

  test('a list goes on from the number at which it begins, also behind what stands between', async () => {
    const writing = await new Writing(docOf('1. 前', '说明', '', '说明', '')).at(2, 0).type('2. 项')
    await writing.at(4, 0).type('3. 项')
    await writing.turn((editor) => editor.insertBreak())
    expect(numbersOf(writing.doc)).toEqual([1, 0, 2, 0, 3, 4])
    // The numbers behind follow whatever becomes of the first.
    await writing.at(0, 0).type('5. ')
    expect(numbersOf(writing.doc)).toEqual([5, 0, 6, 0, 7, 8])
  })

  test('a number before a numbered item is its own from then on, and one undo gives the signs back', async () => {
    const writing = await new Writing(docOf('1. 前', '1. 后')).at(1, 0).type('9. ')
    expect([writing.lines, numbersOf(writing.doc)]).toEqual([
      ['1. 前', '1. 后'],
      [1, 9],
    ])
    await writing.at(1, 0).type('1. ')
    expect(numbersOf(writing.doc)).toEqual([1, 1])
    await writing.at(1, 0).type('2. ')
    expect(writing.doc[1]).not.toHaveProperty('start')
    await writing.at(1, 0).type('9. ')
    await writing.turn((editor) => editor.undo())
    expect([writing.lines, numbersOf(writing.doc)]).toEqual([
      ['1. 前', '1. 9. 后'],
      [1, 2],
    ])
  })

  test.each(['2024. 大事', '3.5 元', '3.项', '3、项'])('%s stays a paragraph', async (typed) => {
    expect((await new Writing(docOf('')).at(0, 0).type(typed)).doc[0]?.type).toBe('paragraph')
  })

  test('it keeps the text behind the caret', async () => {
    const writing = await new Writing(docOf('题目')).at(0, 0).type('## ')
    expect(writing.lines).toEqual(['h2 题目'])
  })

  test('it turns no text into a divider or code that has other text behind it', async () => {
    const writing = await new Writing(docOf('后')).at(0, 0).type('---')
    expect(writing.lines).toEqual(['---后'].map((line) => line))
    expect(writing.doc[0]?.type).toBe('paragraph')
  })

  test('it leaves a heading, an item and code alone', async () => {
    const writing = await new Writing(docOf('h1 ')).at(0, 0).type('- ')
    expect(writing.lines).toEqual(['h1 - '])
  })

  test('it gives the typed signs back on undo', async () => {
    const writing = await new Writing(docOf('')).at(0, 0).type('# ')
    await writing.turn((editor) => editor.undo())
    expect(writing.lines).toEqual(['# '])
  })

  test.each([
    ['1、 ', '1、 '],
    ['－ ', '－ '],
    ['···', '···'],
    ['———', '———'],
  ])('it gives %j as it was typed back on undo', async (typed, back) => {
    const writing = await new Writing(docOf('')).at(0, 0).type(typed)
    expect(writing.lines).not.toEqual([back])
    await writing.turn((editor) => editor.undo())
    expect(writing.lines).toEqual([back])
    expect(writing.logged).toEqual(writing.doc)
  })

  test('two dashes by one key, twice, are a divider', async () => {
    const writing = new Writing(docOf('')).at(0, 0)
    await writing.turn((editor) => editor.insertText('——'))
    expect(writing.lines).toEqual(['——'])
    await writing.turn((editor) => editor.insertText('——'))
    expect(writing.lines).toEqual(['---', ''])
  })

  test.each([
    ['··', '·', '```'],
    ['——', '——', '---'],
  ])('it reads %s and %s of an input method once that is done', async (before, composed, expected) => {
    const writing = new Writing(docOf(before)).at(0, before.length)
    writing.isComposing = true
    await writing.turn((editor) => editor.insertText(composed))
    expect(writing.lines).toEqual([before + composed])
    writing.isComposing = false
    await writing.turn((editor) => signsComposed(editor))
    expect(writing.lines[0]).toBe(expected)
    expect(writing.logged).toEqual(writing.doc)
  })

  test('it never reads what an input method writes', async () => {
    const writing = await new Writing(docOf('')).at(0, 0).type('#')
    writing.isComposing = true
    await writing.type(' ')
    expect(writing.lines).toEqual(['# '])
  })
})
