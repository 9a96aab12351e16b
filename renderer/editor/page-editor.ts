/** Slate's editor with everything this page adds to it. */
import type { Doc } from '#preload/document/schema.ts'
import { withClipboard } from './clipboard.ts'
import { withEdges } from './edges.ts'
import { withExactPlaces } from './exact-places.ts'
import { withHistory } from './history.ts'
import { withInlineObjects } from './inline-objects.ts'
import { withMarkdown } from './markdown.ts'
import { withNoteRules } from './note-rules.ts'
import { withSchema } from './schema-rules.ts'
import type { StudioEditor } from './slate-shape.ts'
import { withTableTyping } from './table-typing.ts'
import { withTypingRules } from './typing-rules.ts'
import { createEditor, Editor } from 'slate'
import { withReact } from 'slate-react'

/** Blocks a chunk: twenty kept a key under 30 ms at 300,000 字, a thousand did not. */
const chunkSize = 20

/** Makes the editor of one page. */
export function createPageEditor(doc: Doc, isComposing: () => boolean): StudioEditor {
  const editor = withExactPlaces(withHistory(withReact(createEditor(), 'x-moke-fragment'), () => performance.now()))
  withClipboard(withMarkdown(withTableTyping(withInlineObjects(withNoteRules(withTypingRules(withEdges(withSchema(editor)))))), isComposing))
  editor.getChunkSize = (node) => (Editor.isEditor(node) ? chunkSize : null)
  editor.children = [...doc]
  return editor
}
