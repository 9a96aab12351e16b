import { describe, expect, test } from 'vitest'
import { selectAll } from '#renderer/editor/document/commands.ts'
import { withHistory } from '#renderer/editor/saving/history.ts'
import { withSchema } from '#renderer/editor/document/schema-rules.ts'
import { createEditor, Node, Transforms } from 'slate'
import { withReact } from 'slate-react'
import { docOf } from './writing.ts'

/** An editor whose clock the test moves. */
function timed() {
  let now = 0
  const editor = withSchema(withHistory(withReact(createEditor()), () => now))
  editor.children = [...docOf('')]
  Transforms.select(editor, { path: [0, 0], offset: 0 })
  const type = async (text: string, ms = 100) => {
    now += ms
    editor.insertText(text)
    await Promise.resolve()
  }
  const undo = () => {
    editor.undo()
    return Node.string(editor)
  }
  return {
    editor,
    type,
    undo,
    redo: () => {
      editor.redo()
      return Node.string(editor)
    },
  }
}

describe('undo', () => {
  test('it takes typing back up to the last pause', async () => {
    const { type, undo } = timed()
    for (const character of '写作') await type(character)
    await type('很', 1500)
    await type('难')
    expect([undo(), undo()]).toEqual(['写作', ''])
  })

  test('it takes typing back up to the last mark', async () => {
    const { type, undo } = timed()
    for (const character of '不难，难的是。开始') await type(character)
    expect([undo(), undo(), undo()]).toEqual(['不难，难的是。', '不难，', ''])
  })

  test('it takes a composition back as one step, its deletion included', async () => {
    const { editor, type, undo } = timed()
    for (const character of '旧词') await type(character)
    editor.history.openGroup()
    selectAll(editor)
    editor.deleteFragment()
    await Promise.resolve()
    await type('新词', 1200)
    editor.history.closeGroup()
    await type('后')
    expect([undo(), undo(), undo()]).toEqual(['新词', '旧词', ''])
  })

  test('it keeps deleting apart from typing, and takes a run of Backspaces back at once', async () => {
    const { editor, type, undo } = timed()
    for (const character of '写作难') await type(character)
    editor.deleteBackward('character')
    await Promise.resolve()
    editor.deleteBackward('character')
    await Promise.resolve()
    expect([Node.string(editor), undo(), undo()]).toEqual(['写', '写作难', ''])
  })

  test('it has no limit', async () => {
    const { type, undo, editor } = timed()
    for (let count = 0; count < 300; count += 1) await type('字', 2000)
    let steps = 0
    for (; editor.history.canUndo; steps += 1) undo()
    expect([steps, Node.string(editor)]).toEqual([300, ''])
  })

  test('it gives the caret back', async () => {
    const { editor, type } = timed()
    for (const character of '写作') await type(character)
    Transforms.select(editor, { path: [0, 0], offset: 1 })
    await Promise.resolve()
    await type('字')
    editor.undo()
    expect(editor.selection?.anchor).toEqual({ path: [0, 0], offset: 1 })
    editor.redo()
    expect(editor.selection?.anchor).toEqual({ path: [0, 0], offset: 2 })
  })
})

describe('redo', () => {
  test('it does again what was taken back, until something new is typed', async () => {
    const { editor, type, undo, redo } = timed()
    await type('写')
    await type('作', 2000)
    undo()
    expect([redo(), editor.history.canRedo]).toEqual(['写作', false])
    undo()
    await type('字', 2000)
    expect([editor.history.canRedo, redo()]).toEqual([false, '写字'])
  })
})
