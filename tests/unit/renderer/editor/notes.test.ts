import { Editor, Transforms } from 'slate'
import { describe, expect, test } from 'vitest'
import { Doc } from '#preload/document/schema.ts'
import { partNotes, withMarkedNotes } from '#renderer/editor/clipboard/note-copy.ts'
import { moveToEdge, selectAll } from '#renderer/editor/document/commands.ts'
import { NoteNumbers } from '#renderer/editor/note/note-numbers.ts'
import { insertNote } from '#renderer/editor/note/notes.ts'
import { linesOf, offsetOf, Writing } from './writing.ts'

const run = (text: string) => ({ text })
const mark = (note: string) => ({ type: 'note-mark', note, children: [run('')] })
const block = (type: string, id: string, ...children: object[]) => ({ type, id, children })
const doc = (...blocks: object[]) => Doc.parse(blocks)
const cited = () =>
  doc(
    block('paragraph', 'p', run('甲'), mark('m'), run('乙')),
    block('paragraph', 'q', run('丙'), mark('n'), run('')),
    block('note', 'm', run('一')),
    block('note', 'n', run('二')),
  )
const ids = (text: Doc) => text.map(({ id }) => id)

describe('notes', () => {
  test('lie at the end, in the order of their first marks, those that nothing names last', async () => {
    const at = new Writing(cited()).at(0, 0)
    await at.turn(insertNote)
    expect(at.lines).toEqual(['^甲^乙', '丙^', '[^] ', '[^] 一', '[^] 二'])
    await at.turn((editor) => Transforms.moveNodes(editor, { at: [1], to: [0] }))
    expect(at.lines.slice(2)).toEqual(['[^] 二', '[^] ', '[^] 一'])
    // The first mark of 甲's line goes: its note stays, and is last.
    at.at(1, 0, 1, 1)
    await at.turn((editor) => editor.deleteFragment())
    expect(at.lines).toEqual(['丙^', '甲^乙', '[^] 二', '[^] 一', '[^] '])
    expect(at.doc).toEqual(at.logged)
    while (at.editor.history.canUndo) await at.turn((editor) => editor.undo())
    expect([at.doc, at.logged]).toEqual([cited(), cited()])
  })

  test('are left by no paragraph behind them, and have a text before them', async () => {
    const at = new Writing(cited()).at(3, 1)
    await at.turn((editor) => editor.insertBreak())
    expect(at.lines.at(-1)).toBe('[^] 二\n')
    await at.turn((editor) => Transforms.removeNodes(editor, { at: [0] }))
    await at.turn((editor) => Transforms.removeNodes(editor, { at: [0] }))
    expect(at.lines).toEqual(['', '[^] 二\n', '[^] 一'])
  })

  test('are not merged with what is before them', async () => {
    const at = new Writing(cited()).at(2, 0)
    await at.turn((editor) => editor.deleteBackward('character'))
    at.at(3, 0)
    await at.turn((editor) => editor.deleteBackward('word'))
    at.at(1, 2)
    await at.turn((editor) => editor.deleteForward('character'))
    at.at(2, 1)
    await at.turn((editor) => editor.deleteForward('character'))
    expect(at.doc).toEqual(cited())
  })

  test('lie behind the end of the text, which is gone to before theirs; all is all', async () => {
    const at = new Writing(cited()).at(0, 0)
    await at.turn((editor) => moveToEdge(editor, 'end', false))
    expect(offsetOf(at.editor)).toEqual([1, 2])
    await at.turn((editor) => moveToEdge(editor, 'end', false))
    expect(offsetOf(at.editor)).toEqual([3, 1])
    await at.turn((editor) => moveToEdge(editor, 'end', false))
    expect(offsetOf(at.editor)).toEqual([3, 1])
    at.at(0, 1)
    await at.turn((editor) => moveToEdge(editor, 'end', true))
    expect(at.editor.selection).toEqual({ anchor: { path: [0, 0], offset: 1 }, focus: Editor.end(at.editor, [1]) })
    await at.turn((editor) => moveToEdge(editor, 'end', true))
    expect(at.editor.selection).toEqual({ anchor: { path: [0, 0], offset: 1 }, focus: Editor.end(at.editor, [3]) })
    await at.turn(selectAll)
    expect(at.editor.selection).toEqual(Editor.range(at.editor, []))
  })

  test('that are empty go by Backspace, with every mark of theirs', async () => {
    const at = new Writing(doc(block('paragraph', 'p', run('甲'), mark('m'), run('乙'), mark('m'), run('')), block('note', 'm', run('')))).at(1, 0)
    await at.turn((editor) => editor.deleteBackward('character'))
    expect(at.lines).toEqual(['甲乙'])
    expect(offsetOf(at.editor)).toEqual([0, 1])
    await at.turn((editor) => editor.undo())
    expect(at.lines).toEqual(['甲^乙^', '[^] '])
  })

  test('are numbered by first marks, and only what changed is drawn again', () => {
    const text = doc(
      block('paragraph', 'p', run('甲'), mark('m'), run(''), mark('lost'), run(''), mark('m'), run('')),
      block('note', 'm', run('一')),
      block('note', 'free', run('二')),
    )
    const numbers = new NoteNumbers(text)
    expect(['m', 'lost', 'free'].map(numbers.of)).toEqual([
      { number: 1, isThere: true, isFirst: true },
      { number: 2, isThere: false, isFirst: false },
      { number: 0, isThere: true, isFirst: false },
    ])
    const drawn: string[] = []
    for (const id of ['m', 'lost', 'free']) numbers.subscribe(id as never, () => drawn.push(id))
    numbers.update(text.slice(0, 2), [{ type: 'remove_node', path: [2], node: { text: '' } }])
    expect(drawn).toEqual(['free'])
    expect(numbers.textOf('m')).toBe('一')
  })
})

describe('a copied text', () => {
  test('takes its notes along, and they are new ones where they are put in', () => {
    const text = cited()
    const copied = withMarkedNotes(text.slice(0, 1), text)
    expect(ids(copied)).toEqual(['p', 'm'])
    const { text: put, notes } = partNotes(copied, text)
    expect(linesOf([...put, ...notes])).toEqual(['甲^乙', '[^] 一'])
    expect(notes[0]?.id).not.toBe('m')
    expect(put[0]?.children[1]).toMatchObject({ note: notes[0]?.id })
  })

  test('that was cut and comes back names the note that stayed', () => {
    const text = cited()
    const cut = withMarkedNotes(text.slice(0, 1), text)
    expect(partNotes(cut, text.slice(1))).toEqual({ text: [text[0]], notes: [] })
    expect(partNotes(cut, doc(block('paragraph', 'x', run(''))))).toEqual({ text: [text[0]], notes: [text[2]] })
  })

  test('leaves out a mark whose note is nowhere', () => {
    expect(linesOf(partNotes(cited().slice(0, 1), doc(block('paragraph', 'x', run('')))).text)).toEqual(['甲乙'])
  })
})

test('whoever draws a mark hears when its note says something else, and of no other text', async () => {
  const { NoteNumbers } = await import('#renderer/editor/note/note-numbers.ts')
  const { Doc } = await import('#preload/document/schema.ts')
  const doc = (text: string) =>
    Doc.parse([
      { type: 'paragraph', id: 'p', children: [{ text: '' }] },
      { type: 'note', id: 'n', children: [{ text }] },
    ])
  const numbers = new NoteNumbers(doc('注'))
  const told: string[] = []
  const [, note] = doc('注')
  numbers.subscribe(note!.id, () => told.push(numbers.textOf('n')))
  numbers.update(doc('注'), [{ type: 'insert_text', path: [0, 0], offset: 0, text: '字' }])
  numbers.update(doc('注释'), [{ type: 'insert_text', path: [1, 0], offset: 1, text: '释' }])
  expect(told).toEqual(['注释'])
})
