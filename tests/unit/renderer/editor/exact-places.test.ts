import { Transforms } from 'slate'
import { describe, expect, test } from 'vitest'
import { BlockId, type Doc } from '#preload/document/schema.ts'
import { changeFromOperation } from '#renderer/editor/saving/changes.ts'
import { createPageEditor } from '#renderer/editor/document/page-editor.ts'

const doc: Doc = [{ type: 'paragraph', id: BlockId.parse('p'), children: [{ text: '句一' }] }]

describe('an operation behind the end of a text', () => {
  test.each([
    ['insert_text', { type: 'insert_text', path: [0, 0], offset: 3, text: '今天' }, '句一今天', { type: 'insert_text', path: [0, 0], offset: 2, text: '今天' }],
    ['remove_text', { type: 'remove_text', path: [0, 0], offset: 1, text: '一二' }, '句', { type: 'remove_text', path: [0, 0], offset: 1, text: '一' }],
  ] as const)('%s is done at its end, and the log hears of what was done', (_name, op, text, change) => {
    const editor = createPageEditor(doc, () => false)
    editor.apply({ ...op, path: [...op.path] })
    expect(editor.children[0]).toMatchObject({ children: [{ text }] })
    expect(editor.operations.flatMap((each) => changeFromOperation(each) ?? [])).toEqual([change])
  })

  test('a caret is set at its end', () => {
    const editor = createPageEditor(doc, () => false)
    Transforms.select(editor, { path: [0, 0], offset: 9 })
    expect(editor.selection?.anchor).toEqual({ path: [0, 0], offset: 2 })
  })

  test('one that would remove nothing is none', () => {
    const editor = createPageEditor(doc, () => false)
    editor.apply({ type: 'remove_text', path: [0, 0], offset: 2, text: '二' })
    expect(editor.operations).toEqual([])
  })
})
