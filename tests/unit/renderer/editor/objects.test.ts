import { Editor } from 'slate'
import { describe, expect, test } from 'vitest'
import { Doc } from '#preload/document/schema.ts'
import { closeFormula, insertFormula, insertFormulaBlock, leaveFormulaBlock, openFormula, setTex, stepInto } from '#renderer/editor/formula/formulas.ts'
import { openedIn } from '#renderer/editor/formula/opened.ts'
import { followNote, insertNote } from '#renderer/editor/note/notes.ts'
import { offsetOf, Writing } from './writing.ts'

const run = (text: string) => ({ text })
const formula = (tex: string) => ({ type: 'formula', tex, children: [run('')] })
const mark = (note: string) => ({ type: 'note-mark', note, children: [run('')] })
const block = (type: string, id: string, ...children: object[]) => ({ type, id, children })
const writing = (...blocks: object[]) => new Writing(Doc.parse(blocks))
const text = () => writing(block('paragraph', 'p', run('前面后面')), block('paragraph', 'q', run('下一段')))

describe('a formula in a line', () => {
  test('is put in at the caret, which then stands behind it', async () => {
    const at = text().at(0, 2)
    await at.turn((editor) => insertFormula(editor, 'x^2'))
    await at.type('字')
    expect(at.lines).toEqual(['前面$x^2$字后面', '下一段'])
    expect(at.doc).toEqual(at.logged)
    await at.turn((editor) => editor.undo())
    await at.turn((editor) => editor.undo())
    expect(at.lines).toEqual(['前面后面', '下一段'])
  })

  test('takes what is selected for its source, and is open for writing; all of it is one step', async () => {
    const at = writing(block('paragraph', 'p', run('设x^2为'))).at(0, 1, 0, 4)
    await at.turn((editor) => insertFormula(editor))
    const opened = openedIn(at.editor).get()
    expect(at.lines).toEqual(['设$x^2$为'])
    await at.turn((editor) => setTex(editor, opened!.ref.current!, 'x^3'))
    await at.turn((editor) => closeFormula(editor, 1))
    expect([openedIn(at.editor).get(), offsetOf(at.editor)]).toEqual([null, [0, 2]])
    await at.turn((editor) => editor.undo())
    expect(at.lines).toEqual(['设x^2为'])
  })

  test('keeps the sources of formulas in what is selected, and leaves the footnotes behind it', async () => {
    const start = [block('paragraph', 'p', run('设'), formula('x^2'), run('>0'), mark('n'), run('即可')), block('note', 'n', run('注'))]
    const at = writing(...start).at(0, 0, 0, 6)
    await at.turn((editor) => insertFormula(editor))
    expect(at.lines).toEqual(['$设x^2>0即$^可', '[^] 注'])
    await at.turn((editor) => closeFormula(editor, 1))
    expect(at.doc).toEqual(at.logged)
    await at.turn((editor) => editor.undo())
    expect(at.doc).toEqual(Doc.parse(start))
  })

  test('that is made of a part of a run, with another formula whole, takes no more than that', async () => {
    const at = writing(block('paragraph', 'p', run('设甲'), formula('y'), run('乙'))).at(0, 1, 0, 3)
    await at.turn((editor) => insertFormula(editor))
    expect(at.lines).toEqual(['设$甲y$乙'])
  })

  test('that is left without a source was never there', async () => {
    const at = text().at(0, 2)
    await at.turn((editor) => insertFormula(editor))
    await at.turn((editor) => closeFormula(editor, 1))
    expect(at.lines).toEqual(['前面后面', '下一段'])
    expect([at.editor.history.canUndo, offsetOf(at.editor)]).toEqual([false, [0, 2]])
    expect(at.doc).toEqual(at.logged)
  })

  test('whose source is taken away goes, and comes back by undo', async () => {
    const at = writing(block('paragraph', 'p', run('前'), formula('x'), run('后')))
    await at.turn((editor) => openFormula(editor, [0, 1], 'end'))
    await at.turn((editor) => setTex(editor, [0, 1], ''))
    await at.turn((editor) => closeFormula(editor, 1))
    expect(at.lines).toEqual(['前后'])
    await at.turn((editor) => editor.undo())
    expect(at.lines).toEqual(['前$x$后'])
  })

  test('is selected by the first Backspace, and gone by the second', async () => {
    const at = writing(block('paragraph', 'p', run('前'), formula('x'), run('后'))).at(0, 2)
    await at.turn((editor) => editor.deleteBackward('character'))
    expect(at.lines).toEqual(['前$x$后'])
    expect(Editor.string(at.editor, at.editor.selection!, { voids: true })).toBe('')
    await at.turn((editor) => editor.deleteFragment({ direction: 'backward' }))
    expect(at.lines).toEqual(['前后'])
  })

  test('is gone into from both sides, and a footnote is stepped over', async () => {
    const at = writing(block('paragraph', 'p', run('前'), formula('x'), run(''), mark('n'), run('后')), block('note', 'n', run('注')))
    at.at(0, 1)
    await at.turn((editor) => void stepInto(editor, 1))
    expect(openedIn(at.editor).get()?.from).toBe('start')
    await at.turn((editor) => closeFormula(editor, 1))
    expect(offsetOf(at.editor)).toEqual([0, 2])
    await at.turn((editor) => void stepInto(editor, 1))
    expect(offsetOf(at.editor)).toEqual([0, 3])
    await at.turn((editor) => void stepInto(editor, -1))
    await at.turn((editor) => void stepInto(editor, -1))
    expect(openedIn(at.editor).get()?.from).toBe('end')
  })

  test('is not put into code, a formula or a divider', async () => {
    for (const type of ['code', 'formula-block', 'divider']) {
      const at = writing(block(type, 'c', run('')), block('paragraph', 'q', run('')))
      at.at(0, 0)
      await at.turn((editor) => insertFormula(editor, 'x'))
      await at.turn(insertNote)
      expect(at.doc).toEqual(at.logged)
      expect(at.doc.map(({ type: kind }) => kind)).toEqual([type, 'paragraph'])
    }
  })
})

describe('a formula of its own', () => {
  test('takes the place of an empty paragraph, with a way on below', async () => {
    const at = writing(block('paragraph', 'p', run(''))).at(0, 0)
    await at.turn((editor) => insertFormulaBlock(editor))
    await at.type('a')
    expect(at.lines).toEqual(['$$a', ''])
  })

  test('comes below a text, and is what was selected', async () => {
    const at = text().at(0, 2)
    await at.turn((editor) => insertFormulaBlock(editor, 'e=mc^2'))
    expect(at.lines).toEqual(['前面后面', '$$e=mc^2', '下一段'])
    at.at(2, 0, 2, 3)
    await at.turn((editor) => insertFormulaBlock(editor))
    expect(at.lines).toEqual(['前面后面', '$$e=mc^2', '$$下一段'])
  })

  const source = block('formula-block', 'f', run('x'))
  const heading = { ...block('heading', 'h', run('一节')), level: 2 }

  test('is left to the paragraph behind it, or a new one where another block or none is behind it', async () => {
    const before = writing(source, block('paragraph', 'p', run('下一段'))).at(0, 1)
    await before.turn((editor) => void leaveFormulaBlock(editor, 'next'))
    await before.type('字')
    expect(before.lines).toEqual(['$$x', '字下一段'])
    for (const behind of [[], [heading]]) {
      const at = writing(source, ...behind).at(0, 0)
      const [, ...others] = at.lines
      await at.turn((editor) => void leaveFormulaBlock(editor, 'next'))
      expect([at.lines, offsetOf(at.editor)]).toEqual([
        ['$$x', '', ...others],
        [1, 0],
      ])
      expect(at.doc).toEqual(at.logged)
      await at.turn((editor) => editor.undo())
      expect([at.lines, offsetOf(at.editor)]).toEqual([
        ['$$x', ...others],
        [0, 0],
      ])
    }
  })

  test('is left to a new paragraph where that is asked for, unless an empty one is there already', async () => {
    const at = writing(source, block('paragraph', 'p', run('下一段'))).at(0, 1)
    await at.turn((editor) => void leaveFormulaBlock(editor, 'new'))
    expect(at.lines).toEqual(['$$x', '', '下一段'])
    at.at(0, 0)
    await at.turn((editor) => void leaveFormulaBlock(editor, 'new'))
    expect([at.lines, offsetOf(at.editor)]).toEqual([
      ['$$x', '', '下一段'],
      [1, 0],
    ])
  })

  test('is left only by those who are in it', async () => {
    const at = writing(block('paragraph', 'p', run('上')), source).at(0, 0)
    await at.turn((editor) => expect(leaveFormulaBlock(editor, 'next')).toBe(false))
    at.at(0, 0, 1, 1)
    await at.turn((editor) => expect(leaveFormulaBlock(editor, 'next')).toBe(false))
    expect(at.lines).toEqual(['上', '$$x'])
  })
})

describe('a footnote', () => {
  test('has a mark at the caret and a note at the end, in which the author goes on', async () => {
    const at = text().at(0, 2)
    await at.turn(insertNote)
    await at.type('注')
    expect(at.lines).toEqual(['前面^后面', '下一段', '[^] 注'])
    await at.turn((editor) => void followNote(editor))
    expect(offsetOf(at.editor)).toEqual([0, 3])
    await at.turn((editor) => void followNote(editor))
    expect(offsetOf(at.editor)).toEqual([2, 1])
    await at.turn((editor) => editor.undo())
    await at.turn((editor) => editor.undo())
    expect(at.lines).toEqual(['前面后面', '下一段'])
    expect(at.doc).toEqual(at.logged)
  })
})
