import { Transforms } from 'slate'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { inlinesOf, isRun, linesOf } from '#preload/document/lines.ts'
import { Doc } from '#preload/document/schema.ts'
import { partNotes, withMarkedNotes } from '#renderer/editor/clipboard/note-copy.ts'
import { closeFormula, insertFormula, insertFormulaBlock, setTex, stepInto } from '#renderer/editor/formula/formulas.ts'
import { openedIn } from '#renderer/editor/formula/opened.ts'
import { followNote, insertNote } from '#renderer/editor/note/notes.ts'
import { setShape } from '#renderer/editor/document/shapes.ts'
import { blocksOf } from '#renderer/editor/document/schema-rules.ts'
import type { StudioEditor } from '#renderer/editor/document/slate-shape.ts'
import { expectWayBack, pasteBlocks, Writing } from './writing.ts'

const run = (text: string) => ({ text })
const formula = (tex: string) => ({ type: 'formula', tex, children: [run('')] })
const mark = (note: string) => ({ type: 'note-mark', note, children: [run('')] })

const start = Doc.parse([
  { type: 'paragraph', id: 'p', children: [run('设'), formula('x^2'), run('为正'), mark('m'), run('')] },
  { type: 'formula-block', id: 'f', children: [run('a=b')] },
  { type: 'image', id: 'i', image: 'a'.repeat(64), alt: '图', children: [run('图注'), formula('y'), run('')] },
  { type: 'item', id: 'l', kind: 'bullet', depth: 0, children: [run(''), mark('n'), run('项'), mark('m'), run('')] },
  {
    type: 'table',
    id: 't',
    align: [null],
    hasHeader: true,
    children: [{ type: 'row', children: [{ type: 'cell', id: 'c', children: [run('格'), formula('z'), run('')] }] }],
  },
  { type: 'paragraph', id: 'q', children: [run('最后')] },
  { type: 'note', id: 'm', children: [run('一')] },
  { type: 'note', id: 'n', children: [run('二'), formula('w'), run('')] },
])

type Edit = readonly [name: string, run: (writing: Writing) => void | Promise<unknown>]
const turn = (name: string, edit: (editor: StudioEditor) => void): Edit => [name, (writing) => writing.turn(edit)]
const isExpanded = (editor: StudioEditor) => editor.selection !== null && JSON.stringify(editor.selection.anchor) !== JSON.stringify(editor.selection.focus)

const edits: fc.Arbitrary<Edit> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom('写', 'x', '\n').map((text) => turn(`type ${text}`, (editor) => editor.insertText(text))) },
  {
    weight: 5,
    arbitrary: fc.tuple(fc.nat(8), fc.nat(7)).map(([block, offset]): Edit => [`caret ${block} ${offset}`, (writing) => void writing.at(block, offset)]),
  },
  {
    weight: 3,
    arbitrary: fc
      .tuple(fc.nat(8), fc.nat(7), fc.nat(8), fc.nat(7))
      .map(([a, b, c, d]): Edit => [`select ${a} ${b} ${c} ${d}`, (writing) => void writing.at(a, b, c, d)]),
  },
  { weight: 2, arbitrary: fc.constant(turn('enter', (editor) => editor.insertBreak())) },
  {
    weight: 4,
    arbitrary: fc.constant(
      turn('back', (editor) => (isExpanded(editor) ? editor.deleteFragment({ direction: 'backward' }) : editor.deleteBackward('character'))),
    ),
  },
  { weight: 3, arbitrary: fc.constant(turn('delete', (editor) => (isExpanded(editor) ? editor.deleteFragment() : editor.deleteForward('character')))) },
  { weight: 3, arbitrary: fc.constantFrom('x', undefined).map((tex) => turn(`formula ${tex}`, (editor) => insertFormula(editor, tex))) },
  { weight: 1, arbitrary: fc.constant(turn('formula block', (editor) => insertFormulaBlock(editor))) },
  { weight: 3, arbitrary: fc.constant(turn('note', insertNote)) },
  { weight: 2, arbitrary: fc.constant(turn('follow', (editor) => void followNote(editor))) },
  { weight: 2, arbitrary: fc.constantFrom(1, -1).map((by) => turn(`step ${by}`, (editor) => void stepInto(editor, by as 1))) },
  {
    weight: 3,
    arbitrary: fc.constantFrom('', 'u', 'v^2').map((tex) =>
      turn(`write ${tex}`, (editor) => {
        const path = openedIn(editor).get()?.ref.current
        if (path) setTex(editor, path, tex)
      }),
    ),
  },
  { weight: 3, arbitrary: fc.constantFrom(1, 0, -1).map((by) => turn(`leave ${by}`, (editor) => closeFormula(editor, by as 1))) },
  { weight: 1, arbitrary: fc.constantFrom('paragraph', 'code', 'quote').map((type) => turn(type, (editor) => setShape(editor, { type } as { type: 'code' }))) },
  {
    weight: 2,
    arbitrary: fc.constant(
      turn('copy and paste', (editor) => {
        if (!editor.selection || !isExpanded(editor)) return
        const copied = withMarkedNotes(blocksOf({ children: editor.getFragment() }), blocksOf(editor))
        Transforms.collapse(editor, { edge: 'end' })
        const { text, notes } = partNotes(copied, blocksOf(editor))
        pasteBlocks(editor, text)
        Transforms.insertNodes(editor, notes, { at: [blocksOf(editor).length] })
      }),
    ),
  },
  { weight: 1, arbitrary: fc.tuple(fc.nat(6), fc.nat(6)).map(([from, to]) => turn(`move ${from} ${to}`, (editor) => moveBlock(editor, from, to))) },
  { weight: 2, arbitrary: fc.constant(turn('undo', (editor) => editor.undo())) },
  { weight: 1, arbitrary: fc.constant(turn('redo', (editor) => editor.redo())) },
)

function moveBlock(editor: StudioEditor, from: number, to: number): void {
  const { length } = editor.children
  if (from < length && to < length) editor.history.group(() => Transforms.moveNodes(editor, { at: [from], to: [to] }))
}

/** A run at both sides of whatever is none, nothing nested where it can't be, ids once each, the notes last. */
function expectSound(doc: Doc): void {
  expect(Doc.safeParse(doc).error?.issues ?? []).toEqual([])
  for (const block of doc) {
    for (const { line } of linesOf(block)) {
      const kinds = inlinesOf(line).map((child) => (isRun(child) ? 'run' : 'object'))
      expect([kinds[0], kinds.at(-1), kinds.join(' ').includes('object object')]).toEqual(['run', 'run', false])
    }
  }
  const ids = doc.flatMap((block) => linesOf(block).map(({ line }) => line.id))
  expect(new Set(ids).size).toBe(ids.length)
  expect(doc.findLastIndex(({ type }) => type !== 'note')).toBe(doc.filter(({ type }) => type !== 'note').length - 1)
}

test('any sequence of edits with formulas, footnotes and pictures leaves a document, the log has it, and it can be taken back and done again', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(edits, { maxLength: 40 }), async (sequence) => {
      const writing = new Writing(start)
      for (const [, edit] of sequence) {
        await edit(writing)
        expectSound(writing.doc)
        expect(writing.doc).toEqual(writing.logged)
      }
      await writing.turn((editor) => closeFormula(editor))
      await expectWayBack(writing, start)
    }),
    { numRuns: Number(process.env['MOKE_FUZZ_RUNS'] ?? 150) },
  )
}, 60_000)
