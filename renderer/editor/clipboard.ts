/** What leaves and enters the page by copying, pasting and dragging. A suggestion is no text of the page, so it is never copied. */
import { Doc } from '#preload/document/schema.ts'
import { currentBlock, isSource } from './selected.ts'
import { blocksFromHtml } from './html-blocks.ts'
import { htmlFromBlocks, plainFromBlocks } from './clipboard-text.ts'
import { partNotes, withMarkedNotes } from './note-copy.ts'
import { parseJson } from './json.ts'
import { blocksFromPlain } from './plain-blocks.ts'
import { blocksOf } from './schema-rules.ts'
import type { StudioEditor } from './slate-shape.ts'
import { Range, Transforms } from 'slate'

/** Our own form: blocks as JSON, read back through the schema. */
const ownFormat = 'application/x-moke-fragment'

/** Teaches an editor to copy and paste. */
export function withClipboard(editor: StudioEditor): StudioEditor {
  editor.setFragmentData = (data) => {
    const blocks = copiedBlocks(editor)
    if (blocks.length === 0) return
    data.setData(ownFormat, JSON.stringify(blocks))
    data.setData('text/html', htmlFromBlocks(blocks))
    data.setData('text/plain', plainFromBlocks(blocks))
  }
  editor.insertData = (data) => editor.history.group(() => insertFrom(editor, data))
  return editor
}

/** The selected blocks, cut to the selection; a divider that holds the caret is selected whole. */
function copiedBlocks(editor: StudioEditor): Doc {
  const { selection } = editor
  if (!selection) return []
  if (Range.isExpanded(selection)) return withMarkedNotes(blocksOf({ children: editor.getFragment() }), blocksOf(editor))
  const block = currentBlock(editor)?.block
  return block?.type === 'divider' ? [block] : []
}

function insertFrom(editor: StudioEditor, data: DataTransfer): void {
  const plain = data.getData('text/plain')
  const block = currentBlock(editor)?.block
  if (block && isSource(block)) {
    editor.insertText(plain.replace(/\r\n?/g, '\n'))
    return
  }
  const own = ownBlocks(data.getData(ownFormat))
  const blocks = own ?? (data.getData('text/html') ? blocksFromHtml(data.getData('text/html')) : [])
  const isFormatted = blocks.length > 1 || blocks.some((block) => block.type !== 'paragraph' || block.children.some((child) => Object.keys(child).length > 1))
  if (isFormatted) insertBlocks(editor, blocks)
  else if (/[\r\n]/.test(plain.trim())) insertBlocks(editor, blocksFromPlain(plain))
  else if (plain !== '') editor.insertText(plain)
  else if (blocks.length > 0) insertBlocks(editor, blocks)
}

function ownBlocks(json: string): Doc | null {
  if (json === '') return null
  const read = Doc.safeParse(parseJson(json))
  return read.success ? read.data : null
}

function insertBlocks(editor: StudioEditor, blocks: Doc): void {
  if (currentBlock(editor)?.block.type === 'divider') editor.insertBreak()
  const { text, notes } = partNotes(blocks, blocksOf(editor))
  if (text.length > 0) Transforms.insertFragment(editor, text)
  // Notes go to the end by themselves; the caret stays behind the text.
  if (notes.length > 0) Transforms.insertNodes(editor, notes, { at: [blocksOf(editor).length] })
}
