/** Slate's editor with everything this page adds to it. */
import type { Doc } from '#preload/document/schema.ts'
import { type TypingAids, withChineseTyping } from '#renderer/editor/typing/chinese-typing.ts'
import { withClipboard } from '#renderer/editor/clipboard/clipboard.ts'
import { withEdges } from '#renderer/editor/typing/edges.ts'
import { withExactPlaces } from './exact-places.ts'
import { withHistory } from '#renderer/editor/saving/history.ts'
import { withImageRules } from '#renderer/editor/image/image-keys.ts'
import { withInlineObjects } from './inline-objects.ts'
import { withMarkdown } from '#renderer/editor/typing/markdown.ts'
import { withNoteRules } from '#renderer/editor/note/note-rules.ts'
import { withRangeDeletion } from './range-deletion.ts'
import { withSchema } from './schema-rules.ts'
import { withSlash } from '#renderer/editor/tools/slash.ts'
import type { StudioEditor } from './slate-shape.ts'
import { withTableTyping } from '#renderer/editor/table/table-typing.ts'
import { withTurns } from './turns.ts'
import { withTypingRules } from '#renderer/editor/typing/typing-rules.ts'
import { createEditor, Editor } from 'slate'
import { withReact } from 'slate-react'

/** Blocks a chunk: twenty kept a key under 30 ms at 300,000 字, a thousand did not. */
const chunkSize = 20

const noAids: TypingAids = { fullWidth: false, pairs: false }

/** Makes the editor of one page. `aids`: the helps that the author has chosen. */
export function createPageEditor(doc: Doc, isComposing: () => boolean, aids: () => TypingAids = () => noAids): StudioEditor {
  const editor = withExactPlaces(withHistory(withReact(createEditor(), 'x-moke-fragment'), () => performance.now()))
  const typed = withInlineObjects(withRangeDeletion(withImageRules(withNoteRules(withTypingRules(withEdges(withSchema(editor)))))))
  const written = withMarkdown(withTableTyping(typed), isComposing)
  withTurns(withClipboard(withSlash(withChineseTyping(written, isComposing, aids), isComposing)))
  editor.getChunkSize = (node) => (Editor.isEditor(node) ? chunkSize : null)
  editor.children = [...doc]
  return editor
}
