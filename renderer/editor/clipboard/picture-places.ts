/** Places that a text keeps for pictures on their way: empty paragraphs, which become the pictures. */
import { newBlockId } from '#preload/document/identity.ts'
import { blockText } from '#preload/document/lines.ts'
import type { Block, BlockId, ImageId } from '#preload/document/schema.ts'
import type { ComingPicture } from './pasted-pictures.ts'
import { blocksOf } from '#renderer/editor/document/schema-rules.ts'
import type { StudioEditor } from '#renderer/editor/document/slate-shape.ts'
import { Editor, Transforms } from 'slate'

/** Where a place is; -1: nowhere, it was taken back or deleted. */
export function indexOfPlace(editor: StudioEditor, place: BlockId): number {
  return blocksOf(editor).findIndex(({ id }) => id === place)
}

/** Makes a place its picture. One that was written into stays what it is, with the picture above. */
export function fillPlace(editor: StudioEditor, { place, alt }: ComingPicture, image: ImageId): void {
  const index = indexOfPlace(editor, place)
  const block = blocksOf(editor)[index]
  if (!block) return
  if (isFree(block)) {
    editor.apply({ type: 'set_node', path: [index], properties: { type: 'paragraph' }, newProperties: { type: 'image', image, alt } })
    return
  }
  Transforms.insertNodes(editor, { type: 'image', id: newBlockId(), image, alt, children: [{ text: '' }] }, { at: [index] })
}

/** Of a picture that can't come, what it shows is left in its place. */
export function leaveAlt(editor: StudioEditor, { place, alt }: ComingPicture): void {
  const index = indexOfPlace(editor, place)
  const block = blocksOf(editor)[index]
  if (block && isFree(block) && alt !== '') Transforms.insertText(editor, alt, { at: Editor.start(editor, [index]) })
}

/** Takes a place away that is empty still, where there is more of the text than that. */
export function removePlace(editor: StudioEditor, place: string): void {
  const index = blocksOf(editor).findIndex(({ id }) => id === place)
  const block = blocksOf(editor)[index]
  if (block && isFree(block) && blocksOf(editor).length > 1) Transforms.removeNodes(editor, { at: [index] })
}

function isFree(block: Block): boolean {
  return block.type === 'paragraph' && blockText(block) === ''
}
