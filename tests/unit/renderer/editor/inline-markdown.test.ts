import { describe, expect, test } from 'vitest'
import { BlockId, type Run } from '#preload/document/schema.ts'
import { toggleMark } from '#renderer/editor/document/marks.ts'
import { paragraph } from '#renderer/editor/document/schema-rules.ts'
import { docOf, Writing } from './writing.ts'

const typed = async (text: string) => (await new Writing(docOf('')).at(0, 0).type(text)).lines[0]

describe('markdown within a line', () => {
  test.each([
    ['前**粗**后', '前*粗*后'],
    ['前*斜*后', '前_斜_后'],
    ['前_斜_后', '前_斜_后'],
    ['前`码`后', '前`码`后'],
    ['前~~删~~后', '前~删~后'],
    ['前==亮==后', '前=亮=后'],
    ['见[书](https://a.b/c)。', '见[书](https://a.b/c)。'],
    ['见[书](a.com/c)。', '见[书](https://a.com/c)。'],
    ['设$x^2$则', '设$x^2$则'],
    ['**粗 里 空**', '*粗 里 空*'],
    ['***', '***'],
  ])('it reads %s', async (text, expected) => {
    const writing = await new Writing(docOf('')).at(0, 0).type(text)
    expect(writing.lines).toEqual([expected])
    expect(writing.logged).toEqual(writing.doc)
  })

  test.each([
    ['2*3*4'],
    ['a==b and c==d'],
    ['** 空 **'],
    ['* 空*'],
    ['snake_case_name'],
    ['花了$5，又花了$6'],
    ['$5,$6'],
    ['\\*不\\*'],
    ['[书](不是 地址)'],
    ['[书](javascript:1)'],
    ['``'],
    ['~一~'],
  ])('it leaves %s alone', async (text) => {
    // A list would begin with the star.
    const writing = await new Writing(docOf('。')).at(0, 1).type(text)
    expect(writing.lines).toEqual([`。${text}`])
  })

  test('it takes nothing for a sign within code', async () => {
    const writing = await new Writing(docOf('')).at(0, 0).type('`a*b` 和c*')
    expect(writing.lines).toEqual(['`a*b` 和c*'])
  })

  test('it gives the signs back on one undo, and takes them again on redo', async () => {
    const writing = await new Writing(docOf('')).at(0, 0).type('看**粗**')
    await writing.turn((editor) => editor.undo())
    expect(writing.lines).toEqual(['看**粗**'])
    await writing.turn((editor) => editor.redo())
    expect(writing.lines).toEqual(['看*粗*'])
    expect(writing.logged).toEqual(writing.doc)
  })

  test('it keeps what is marked inside', async () => {
    const writing = await new Writing(docOf('')).at(0, 0).type('**粗*斜*`码`**后')
    expect(writing.lines).toEqual(['*粗**_斜_**`码`*后'])
  })

  test('it never reads what an input method writes', async () => {
    const writing = await new Writing(docOf('')).at(0, 0).type('**粗*')
    writing.isComposing = true
    await writing.type('*')
    expect(writing.lines).toEqual(['**粗**'])
  })

  test('it works in a quote, a heading and an item, and not in code', async () => {
    for (const [start, expected] of [
      ['> ', '> *粗*'],
      ['h2 ', 'h2 *粗*'],
      ['- ', '- *粗*'],
      ['```', '```**粗**'],
    ] as const) {
      const writing = await new Writing(docOf(start)).at(0, 0).type('**粗**')
      expect(writing.lines).toEqual([expected])
    }
  })
})

describe('an address that is typed', () => {
  test('it becomes a link on the blank behind it, and text again on one undo', async () => {
    const writing = await new Writing(docOf('')).at(0, 0).type('看https://a.b/c?d=1 吧')
    expect(writing.lines).toEqual(['看[https://a.b/c?d=1](https://a.b/c?d=1) 吧'])
    expect(writing.logged).toEqual(writing.doc)
    await writing.turn((editor) => editor.undo())
    await writing.turn((editor) => editor.undo())
    expect(writing.lines).toEqual(['看https://a.b/c?d=1 '])
  })

  test('it becomes a link on Enter', async () => {
    const writing = await new Writing(docOf('')).at(0, 0).type('www.a.com/b')
    await writing.turn((editor) => editor.insertBreak())
    expect(writing.lines).toEqual(['[www.a.com/b](https://www.a.com/b)', ''])
    await writing.turn((editor) => editor.undo())
    expect(writing.lines).toEqual(['www.a.com/b', ''])
  })

  test.each([['https:// '], ['a.b.c '], ['文件.txt ']])('it leaves %s alone', async (text) => {
    expect(await typed(text)).toBe(text)
  })

  test('it ends before a mark of the sentence', async () => {
    expect(await typed('see https://a.b/c. ')).toBe('see [https://a.b/c](https://a.b/c). ')
    expect(await typed('见https://a.b/c，https://d.e ')).toBe('见https://a.b/c，[https://d.e](https://d.e) ')
  })
})

describe('at the edge of a mark', () => {
  const withRuns = (...children: Run[]) => new Writing([{ ...paragraph(children), id: BlockId.parse('b0') }])

  test('it goes on with bold, and not with code or a link', async () => {
    for (const [mark, expected] of [
      [{ bold: true }, '*甲乙*丙'],
      [{ code: true }, '`甲`乙丙'],
      [{ link: 'https://a.b/' }, '[甲](https://a.b/)乙丙'],
    ] as const) {
      const writing = withRuns({ text: '甲', ...mark }, { text: '丙' }).at(0, 1)
      await writing.type('乙')
      expect(writing.lines).toEqual([expected])
    }
  })

  test('it writes before code at the start of a line without it', async () => {
    const writing = withRuns({ text: '甲', code: true }).at(0, 0)
    await writing.type('乙')
    expect(writing.lines).toEqual(['乙`甲`'])
  })

  test('it stays in code that is being written until the caret leaves it', async () => {
    const writing = new Writing(docOf('')).at(0, 0)
    await writing.turn((editor) => toggleMark(editor, 'code'))
    await writing.type('ab')
    await writing.turn((editor) => editor.deleteBackward('character'))
    await writing.type('c')
    expect(writing.lines).toEqual(['`ac`'])
    writing.at(0, 0).at(0, 2)
    await writing.type('d')
    expect(writing.lines).toEqual(['`ac`d'])
  })
})
