/** Pictures in a text: how wide they are, what they show, and taking one away. */
import type { Block } from '#preload/document/schema.ts'
import { blocksOf } from '#renderer/editor/document/schema-rules.ts'
import type { StudioEditor } from '#renderer/editor/document/slate-shape.ts'
import { Editor, type Point, Transforms } from 'slate'

export type Image = Extract<Block, { type: 'image' }>

/** Widths that a picture comes to rest at, in percent of the measure. */
export const restingWidths = [25, 50, 75, 100] as const
const narrowest = 10
/** As near as this, in percent, a picture comes to rest. */
const pull = 2.5

/** A width as it is kept: in whole percent, at rest where it is near. */
export function snapWidth(percent: number): number {
  const near = restingWidths.find((width) => Math.abs(width - percent) <= pull)
  return near ?? Math.min(100, Math.max(narrowest, Math.round(percent)))
}

/** Sets how wide a picture is; undefined: as wide as it is, and no wider than the text. */
export function setWidth(editor: StudioEditor, id: string, width: number | undefined): void {
  const index = indexOfImage(editor, id)
  if (index < 0) return
  editor.history.group(() => {
    if (width === undefined) Transforms.unsetNodes(editor, 'width', { at: [index] })
    else Transforms.setNodes(editor, { width: snapWidth(width) }, { at: [index] })
  })
}

/** Sets what a picture shows, for those who can't see it. */
export function setAlt(editor: StudioEditor, id: string, alt: string): void {
  const index = indexOfImage(editor, id)
  const block = blocksOf(editor)[index]
  if (block?.type === 'image' && block.alt !== alt) editor.history.group(() => Transforms.setNodes(editor, { alt: alt.slice(0, 2000) }, { at: [index] }))
}

/** Takes a picture away with its caption, and goes on writing where it was. */
export function removeImage(editor: StudioEditor, id: string): void {
  const index = indexOfImage(editor, id)
  if (index < 0) return
  editor.history.group(() => {
    Transforms.removeNodes(editor, { at: [index] })
    Transforms.select(editor, placeOfGone(editor, index))
  })
}

/** Where one goes on writing once a picture has gone: behind the text above it, before what is below it where there is none. */
export function placeOfGone(editor: StudioEditor, index: number): Point {
  const blocks = blocksOf(editor)
  const [above, next] = [blocks[index - 1], blocks[index]]
  if (above && isWritten(above)) return Editor.end(editor, [index - 1])
  return next && next.type !== 'note' ? Editor.start(editor, [index]) : Editor.end(editor, [Math.min(Math.max(0, index - 1), blocks.length - 1)])
}

function isWritten({ type }: Block): boolean {
  return type !== 'image' && type !== 'table' && type !== 'divider' && type !== 'formula-block'
}

/** Where a picture is; -1: nowhere. */
export function indexOfImage(editor: StudioEditor, id: string): number {
  return blocksOf(editor).findIndex((block) => block.id === id && block.type === 'image')
}
