import fc from 'fast-check'
import { Editor, Element, Node, Transforms } from 'slate'
import { expect, test } from 'vitest'
import { applyChanges } from '#preload/document/apply.ts'
import { type Block, Change, Doc } from '#preload/document/schema.ts'
import { pushChange } from '#preload/document/joining.ts'
import { beginInsertion } from '#renderer/editor/document/block-insertion.ts'
import { changeFromOperation } from '#renderer/editor/saving/changes.ts'
import { createPageEditor } from '#renderer/editor/document/page-editor.ts'
import { blocksOf } from '#renderer/editor/document/schema-rules.ts'
import type { StudioEditor } from '#renderer/editor/document/slate-shape.ts'
import { block, doc, run, text } from '../unit/preload/document/documents.ts'

const edit = fc.record({
  what: fc.constantFrom(
    'type',
    'break',
    'soft break',
    'backspace',
    'delete word',
    'delete range',
    'mark',
    'unmark',
    'insert block',
    'remove block',
    'move block',
    'merge',
    'insert run',
    'paste',
    'undo',
    'redo',
  ),
  at: fc.nat(1000),
  to: fc.nat(1000),
  text,
  block,
  run,
  isSaved: fc.boolean(),
})
type Edit = typeof edit extends fc.Arbitrary<infer T> ? T : never

/** A point of the page chosen by a number. */
function pointAt(editor: StudioEditor, number: number) {
  const texts = [...Node.texts(editor)]
  const [node, path] = texts[number % texts.length] ?? [{ text: '' }, [0, 0]]
  return { path, offset: number % (node.text.length + 1) }
}

function perform(editor: StudioEditor, { what, at, to, text: typed, ...given }: Edit): void {
  const [inserted, insertedRun] = [structuredClone(given.block), structuredClone(given.run)]
  const isCaret = what === 'type' || what === 'backspace' || what === 'delete word'
  Transforms.select(editor, { anchor: pointAt(editor, at), focus: pointAt(editor, isCaret ? at : to) })
  const index = at % editor.children.length
  switch (what) {
    case 'type':
      return editor.insertText(typed)
    case 'break':
      return editor.insertBreak()
    case 'soft break':
      return editor.insertSoftBreak()
    case 'backspace':
      return editor.deleteBackward('character')
    case 'delete word':
      return editor.deleteForward('word')
    case 'delete range':
      return editor.deleteFragment()
    case 'mark':
      return Editor.addMark(editor, 'bold', true)
    case 'unmark':
      return Editor.removeMark(editor, 'ai')
    case 'insert block':
      return Transforms.insertNodes(editor, inserted, { at: [index] })
    case 'remove block':
      return Transforms.removeNodes(editor, { at: [index] })
    case 'move block':
      return Transforms.moveNodes(editor, { at: [index], to: [to % editor.children.length] })
    case 'merge':
      return canMerge(editor, index) ? Transforms.mergeNodes(editor, { at: [index] }) : undefined
    case 'insert run':
      return Transforms.insertNodes(editor, insertedRun)
    case 'undo':
      return editor.undo()
    case 'redo':
      return editor.redo()
    case 'paste':
      return paste(editor, [inserted, structuredClone(inserted)])
  }
}

/** Slate itself refuses to merge rows with text. */
function canMerge(editor: StudioEditor, index: number): boolean {
  const [above, below] = blocksOf(editor).slice(Math.max(0, index - 1), index + 1)
  return index > 0 && (above?.type === 'table') === (below?.type === 'table')
}

/** As the page does it: the ends first, then what goes between them. */
function paste(editor: StudioEditor, blocks: readonly Block[]): void {
  const rest = beginInsertion(editor, blocks)
  if (rest.blocks.length > 0) Transforms.insertNodes(editor, [...rest.blocks], { at: [rest.before?.current?.[0] ?? editor.children.length] })
  rest.before?.unref()
}

test('it keeps in the log exactly what stands on the page, whatever is edited', () => {
  let batches = 0
  fc.assert(
    fc.property(doc, fc.array(edit, { maxLength: 12 }), (before, edits) => {
      const editor = createPageEditor(structuredClone(before), () => false)
      Editor.normalize(editor, { force: true })
      let kept: Doc = Doc.parse(structuredClone(editor.children))
      let batch: Change[] = []
      const { apply } = editor
      editor.apply = (operation) => {
        const change = changeFromOperation(structuredClone(operation))
        if (change) pushChange(batch, change)
        apply(operation)
      }
      for (const one of edits) {
        perform(editor, one)
        if (!one.isSaved) continue
        kept = applyChanges(
          kept,
          batch.map((change) => Change.parse(JSON.parse(JSON.stringify(change)))),
        )
        batch = []
        batches += 1
        expect(kept).toEqual(editor.children)
        expect(editor.children.every((child) => Element.isElement(child))).toBe(true)
      }
    }),
    { numRuns: 300, seed: 4 },
  )
  expect(batches).toBeGreaterThan(600)
})
