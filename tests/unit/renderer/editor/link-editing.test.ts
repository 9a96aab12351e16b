import { Editor, Transforms } from 'slate'
import { expect, test } from 'vitest'
import { Doc } from '#preload/document/schema.ts'
import { editedLink, editLink, leaveLink } from '#renderer/editor/link/link-editing.ts'
import { docOf, Writing } from './writing.ts'

test('the text that a link is made of is the same, whatever comes into the page meanwhile', async () => {
  const at = new Writing(docOf('上段', '这下段')).at(1, 1, 1, 3)
  editLink(at.editor)
  expect(editedLink(at.editor).get()).toMatchObject({ link: null, text: '下段' })
  const image = Doc.parse([{ type: 'image', id: 'i', image: 'a'.repeat(64), alt: '', children: [{ text: '' }] }])
  await at.turn((editor) => Transforms.insertNodes(editor, [...image], { at: [1] }))
  await at.turn((editor) => Transforms.insertText(editor, '看', { at: { path: [2, 0], offset: 0 } }))
  const range = leaveLink(at.editor)
  expect([Editor.string(at.editor, range!), editedLink(at.editor).get()]).toEqual(['下段', null])
})

test('where its text has gone there is no place left, and one opened after it is another', async () => {
  const at = new Writing(docOf('上段', '下段')).at(1, 0, 1, 2)
  editLink(at.editor)
  await at.turn((editor) => Transforms.removeNodes(editor, { at: [1] }))
  expect(leaveLink(at.editor)).toBe(null)
  at.at(0, 0, 0, 1)
  editLink(at.editor)
  at.at(0, 1, 0, 2)
  editLink(at.editor)
  expect(editedLink(at.editor).get()?.text).toBe('段')
  expect([...Editor.rangeRefs(at.editor)].length).toBe(1)
})
