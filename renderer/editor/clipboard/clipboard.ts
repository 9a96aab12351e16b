/** What leaves and enters the page by copying, pasting and dragging. A suggestion is no text of the page, so it is never copied. */
import { type Block, Doc } from '#preload/document/schema.ts'
import { isRun, linesOf } from '#preload/document/lines.ts'
import { paragraphsFrom } from '#renderer/editor/document/block-insertion.ts'
import { htmlFromBlocks, plainFromBlocks } from './clipboard-text.ts'
import { copiedBlocks } from './copied-blocks.ts'
import type { PastedBlock } from '#preload/html/html-blocks.ts'
import { withoutPictures } from '#preload/html/html-pictures.ts'
import { mostHtml, readHtml } from './html-source.ts'
import { pasteLink } from '#renderer/editor/link/links.ts'
import { pastedImages } from '#renderer/editor/image/image-files.ts'
import { bringImages, fillPlaces } from '#renderer/editor/image/image-uploads.ts'
import { partNotes } from './note-copy.ts'
import { parseJson } from '#renderer/editor/saving/json.ts'
import { markdownFromBlocks, markdownIn } from './markdown-paste.ts'
import { partPictures, type ReadPaste } from './pasted-pictures.ts'
import { Pasting, type PasteWork } from './pasting.ts'
import { blocksFromPlain } from './plain-blocks.ts'
import { blocksOf } from '#renderer/editor/document/schema-rules.ts'
import { currentBlock, isSource } from '#renderer/editor/document/selected.ts'
import type { StudioEditor } from '#renderer/editor/document/slate-shape.ts'
import { selectedCells } from '#renderer/editor/table/table-cells.ts'
import { fillCells, partTables, tableFromTabs } from '#renderer/editor/table/table-paste.ts'
import { Editor, Range, type RangeRef, Transforms } from 'slate'

/** Our own form: blocks as JSON, read back through the schema. */
const ownFormat = 'application/x-moke-fragment'
/** UTF-16 units of plain text that are taken at once: some books. */
const mostPlain = 5 << 20

/** What pasting adds to the editor. */
export interface ClipboardParts {
  pasting: Pasting
}

/** What the clipboard holds, of all that it may. */
interface Clip {
  readonly own: string
  readonly html: string
  readonly plain: string
}

/** Teaches an editor to copy and paste. */
export function withClipboard(editor: StudioEditor): StudioEditor {
  const { undo, redo } = editor
  editor.pasting = new Pasting(
    editor,
    () => performance.now(),
    (run) => void setTimeout(run),
  )
  editor.setFragmentData = (data) => {
    const blocks = copiedBlocks(editor)
    if (blocks.length === 0) return
    data.setData(ownFormat, JSON.stringify(blocks))
    data.setData('text/html', htmlFromBlocks(blocks))
    data.setData('text/plain', plainFromBlocks(blocks))
  }
  editor.insertData = (data) => {
    const { isPlain } = editor.pasting
    editor.pasting.isPlain = false
    if (!isPlain && bringImages(editor, pastedImages(data))) return
    const read = (type: string) => (isPlain && type !== 'text/plain' ? '' : data.getData(type))
    paste(editor, { own: read(ownFormat), html: read('text/html'), plain: read('text/plain').replace(/\r\n?/g, '\n') }, isPlain)
  }
  // What is under way is part of what is taken back.
  editor.undo = () => {
    editor.pasting.finishNow()
    undo()
  }
  editor.redo = () => {
    editor.pasting.finishNow()
    redo()
  }
  return editor
}

function paste(editor: StudioEditor, clip: Clip, isPlain: boolean): void {
  const block = currentBlock(editor)?.block
  const { html, pictures } = withoutPictures(clip.html)
  const size = Math.max(clip.plain.length - mostPlain, html.length - mostHtml)
  if (size > 0) editor.pasting.tell({ kind: 'too-large', units: Math.max(clip.plain.length, html.length) })
  else if (isPlain || (block && isSource(block))) pastePlain(editor, clip.plain, block)
  else if (!pasteLink(editor, clip.plain)) editor.pasting.start(work(editor, { ...clip, html }, pictures))
}

/** A line each, as they are; in source they are lines of it. */
function pastePlain(editor: StudioEditor, plain: string, block: Block | undefined): void {
  const isInSource = block !== undefined && isSource(block)
  const text = isInSource ? plain : withoutEnd(plain)
  const isOneLine = isInSource || !text.includes('\n')
  editor.pasting.start(
    atTarget(editor, function* () {
      if (isOneLine) editor.history.group(() => editor.insertText(text))
      else yield* editor.pasting.insert(paragraphsFrom(text))
    }),
  )
}

/** A line that is copied whole has its end with it, which belongs to the text that it is taken from. */
function withoutEnd(text: string): string {
  return text.endsWith('\n') ? text.slice(0, -1) : text
}

/**
 * Puts something in where the selection is now, once nothing is being composed: the word that is keeps its place and its
 * caret. Where the author has gone elsewhere meanwhile, they stay there. `read` is what has to be done first.
 */
function atTarget(editor: StudioEditor, put: () => PasteWork, read?: PasteWork): PasteWork {
  return putAt(editor, editor.selection && Editor.rangeRef(editor, editor.selection, { affinity: 'inward' }), put, read)
}

function* putAt(editor: StudioEditor, target: RangeRef | null, put: () => PasteWork, read?: PasteWork): PasteWork {
  if (read) yield* read
  yield* editor.pasting.untilQuiet()
  const range = target?.unref()
  if (!range) return
  const isElsewhere = editor.selection !== null && !Range.equals(editor.selection, range)
  const place = isElsewhere && editor.selection ? Editor.rangeRef(editor, editor.selection, { affinity: 'inward' }) : null
  if (place) editor.pasting.hurry()
  Transforms.select(editor, range)
  yield* put()
  const back = place?.unref()
  if (back) Transforms.select(editor, back)
}

function work(editor: StudioEditor, clip: Clip, pictures: readonly string[]): PasteWork {
  const own = ownBlocks(clip.own)
  const read: PastedBlock[] = []
  const raised = { asSigns: 0, asText: 0 }
  const put = function* () {
    const paste = own ? { blocks: own, pictures: [], remote: 0, lost: 0 } : partPictures(read, pictures)
    // The plain text of x² is x2.
    yield* insertRead(editor, paste, raised.asSigns > 0 ? '' : clip.plain)
    if (raised.asText > 0) editor.pasting.tell({ kind: 'raised-lost', count: raised.asText })
  }
  return atTarget(editor, put, own || clip.html === '' ? undefined : readHtml(clip.html, read, raised))
}

/** Puts the text in; its pictures fill their places as they come. */
function* insertRead(editor: StudioEditor, { blocks, pictures, remote, lost }: ReadPaste, plain: string): PasteWork {
  const { pasting } = editor
  pasting.places = new Set(pictures.map(({ place }) => place))
  const below = currentBlock(editor)?.block.id
  yield* insert(editor, blocks, plain)
  pasting.places = new Set()
  if (remote > 0) pasting.tell({ kind: 'pictures-remote', count: remote })
  const unkept = fillPlaces(editor, pictures, below) ? 0 : pictures.length
  if (lost + unkept > 0) pasting.tell({ kind: 'pictures-lost', count: lost + unkept })
}

function* insert(editor: StudioEditor, blocks: Doc, plain: string): PasteWork {
  const { text: apart, notes } = partNotes(blocks, blocksOf(editor))
  const [only] = apart
  const isInTable = selectedCells(editor) !== null
  const table = only?.type === 'table' && apart.length === 1 ? only : isInTable && !isFormatted(blocks) ? tableFromTabs(plain) : null
  if (table && isInTable) {
    editor.history.group(() => {
      if (!fillCells(editor, table)) editor.pasting.tell({ kind: 'table-full' })
      else if (notes.length > 0) Transforms.insertNodes(editor, notes, { at: [blocksOf(editor).length] })
    })
    return
  }
  // Programs for code write Markdown as lines without a format.
  const isText = editor.pasting.places.size === 0 && blocks.every((block) => block.type === 'paragraph' && !isFormatted([block]))
  if (!isText) return yield* insertBlocks(editor, blocks)
  const markdown = markdownIn(plain)
  if (markdown) {
    yield* insertBlocks(editor, markdown)
    return editor.pasting.tell({ kind: 'markdown', asPlain: plainInstead(editor, plain) })
  }
  if (blocks.length > 1) return yield* insertBlocks(editor, blocks)
  if (plain.trim().includes('\n')) return yield* insertBlocks(editor, blocksFromPlain(plain))
  // Around a line alone, line ends are none of the text.
  const line = plain.replace(/^\n+|\n+$/g, '')
  if (line !== '') editor.history.group(() => editor.insertText(line))
  else yield* insertBlocks(editor, blocks)
}

function* insertBlocks(editor: StudioEditor, blocks: Doc): PasteWork {
  const { text, notes } = partNotes(blocks, blocksOf(editor))
  const { blocks: parts, parted } = partTables([...text, ...notes])
  if (parted > 0) editor.pasting.tell({ kind: 'tables-parted' })
  yield* editor.pasting.insert(parts)
}

/** Puts the plain text in the place of what came of it, for as long as nothing else has changed. */
function plainInstead(editor: StudioEditor, plain: string): () => void {
  const pasted = editor.children
  return () => {
    if (editor.children !== pasted) return
    editor.undo()
    pastePlain(editor, plain, currentBlock(editor)?.block)
  }
}

/** Whether blocks say more than their text. */
function isFormatted(blocks: Doc): boolean {
  return (
    blocks.length > 1 ||
    blocks.some(
      (block) => block.type !== 'paragraph' || linesOf(block).some(({ line }) => line.children.some((child) => !isRun(child) || Object.keys(child).length > 1)),
    )
  )
}

function ownBlocks(json: string): Doc | null {
  if (json === '') return null
  const read = Doc.safeParse(parseJson(json))
  return read.success ? read.data : null
}

/** What is selected, or else the whole page, as Markdown on the clipboard. */
export async function copyAsMarkdown(editor: StudioEditor): Promise<void> {
  const blocks = copiedBlocks(editor)
  const { text, losses } = markdownFromBlocks(blocks.length > 0 ? blocks : blocksOf(editor))
  await navigator.clipboard.writeText(text)
  editor.pasting.tell({ kind: 'copied-markdown', losses: [...new Set(losses.map(({ kind }) => kind))] })
}
