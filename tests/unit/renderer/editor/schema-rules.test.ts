import { Transforms } from 'slate'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Doc } from '#preload/document/schema.ts'
import { indentItems, insertDivider, insertParagraphBelow, selectAll } from '#renderer/editor/document/commands.ts'
import { insertAccepted, toggleMark } from '#renderer/editor/document/marks.ts'
import { setShape, type Shape } from '#renderer/editor/document/shapes.ts'
import { blocksFromPlain } from '#renderer/editor/clipboard/plain-blocks.ts'
import { blocksOf } from '#renderer/editor/document/schema-rules.ts'
import type { StudioEditor } from '#renderer/editor/document/slate-shape.ts'
import { expectWayBack, docOf, Writing } from './writing.ts'

type Edit = readonly [name: string, run: (writing: Writing) => void | Promise<unknown>]

const shapes: Shape[] = [
  { type: 'paragraph' },
  { type: 'heading', level: 1 },
  { type: 'heading', level: 3 },
  { type: 'item', kind: 'bullet' },
  { type: 'item', kind: 'number' },
  { type: 'quote' },
  { type: 'code' },
]
const texts = ['写', '作', '我们', 'a', ' ', '`', '-', '#', '> ', '。', '👨‍👩‍👧', '\n']
const turn = (name: string, run: (editor: StudioEditor) => void): Edit => [name, (writing) => writing.turn(run)]

/** Everything an author can do, at random places. */
const edits: fc.Arbitrary<Edit> = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom(...texts).map((text) => turn(`type ${text}`, (editor) => editor.insertText(text))) },
  {
    weight: 4,
    arbitrary: fc.tuple(fc.nat(6), fc.nat(9)).map(([block, offset]): Edit => [`caret ${block} ${offset}`, (writing) => void writing.at(block, offset)]),
  },
  {
    weight: 3,
    arbitrary: fc
      .tuple(fc.nat(6), fc.nat(9), fc.nat(6), fc.nat(9))
      .map(([a, b, c, d]): Edit => [`select ${a} ${b} ${c} ${d}`, (writing) => void writing.at(a, b, c, d)]),
  },
  { weight: 3, arbitrary: fc.constant(turn('enter', (editor) => editor.insertBreak())) },
  { weight: 1, arbitrary: fc.constant(turn('soft break', (editor) => editor.insertSoftBreak())) },
  {
    weight: 3,
    arbitrary: fc
      .constantFrom('character', 'word', 'block')
      .map((unit) =>
        turn(`back ${unit}`, (editor) => (isExpanded(editor) ? editor.deleteFragment({ direction: 'backward' }) : editor.deleteBackward(unit as 'word'))),
      ),
  },
  {
    weight: 2,
    arbitrary: fc
      .constantFrom('character', 'word')
      .map((unit) => turn(`delete ${unit}`, (editor) => (isExpanded(editor) ? editor.deleteFragment() : editor.deleteForward(unit as 'word')))),
  },
  { weight: 3, arbitrary: fc.constantFrom(...shapes).map((shape) => turn(`shape ${JSON.stringify(shape)}`, (editor) => setShape(editor, shape))) },
  { weight: 2, arbitrary: fc.constantFrom('bold', 'italic', 'code').map((mark) => turn(`mark ${mark}`, (editor) => toggleMark(editor, mark as 'bold'))) },
  { weight: 1, arbitrary: fc.constant(turn('divider', insertDivider)) },
  { weight: 1, arbitrary: fc.constant(turn('below', insertParagraphBelow)) },
  { weight: 1, arbitrary: fc.constantFrom(1, -1).map((by) => turn(`indent ${by}`, (editor) => indentItems(editor, by as 1))) },
  {
    weight: 2,
    arbitrary: fc.constant(
      turn('accept', (editor) => {
        if (editor.selection && !isExpanded(editor)) insertAccepted(editor, '模型写的', { model: 'm', at: 1 })
      }),
    ),
  },
  {
    weight: 1,
    arbitrary: fc.tuple(fc.nat(6), fc.nat(6)).map(([from, to]) =>
      turn(`paste ${from} ${to}`, (editor) => {
        if (editor.selection) Transforms.insertFragment(editor, [...blocksOf(editor).slice(from, to + 1)])
      }),
    ),
  },
  {
    weight: 1,
    arbitrary: fc.constant(
      turn('paste plain', (editor) => {
        if (editor.selection) Transforms.insertFragment(editor, blocksFromPlain('甲\n\n乙\n丙'))
      }),
    ),
  },
  { weight: 1, arbitrary: fc.constant(turn('all', selectAll)) },
  { weight: 2, arbitrary: fc.constant(turn('undo', (editor) => editor.undo())) },
  { weight: 1, arbitrary: fc.constant(turn('redo', (editor) => editor.redo())) },
)

const isExpanded = (editor: StudioEditor) => editor.selection !== null && JSON.stringify(editor.selection.anchor) !== JSON.stringify(editor.selection.focus)
const start = docOf('h1 标题', '第一段的文字', '- 甲', '  - 乙', '> 引用', '```let a = 1\nb', '---', '最后一段')

describe('any sequence of edits', () => {
  test('it leaves a document, logs every change of it, and can be taken back and done again', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(edits, { maxLength: 40 }), async (sequence) => {
        const writing = new Writing(start)
        for (const [, run] of sequence) {
          await run(writing)
          const read = Doc.safeParse(writing.doc)
          expect(read.error?.issues ?? []).toEqual([])
          expect(writing.doc).toEqual(writing.logged)
          expect(new Set(writing.doc.map(({ id }) => id)).size).toBe(writing.doc.length)
        }
        await expectWayBack(writing, start)
      }),
      { numRuns: Number(process.env['MOKE_FUZZ_RUNS'] ?? 150) },
    )
  }, 60_000)
})
