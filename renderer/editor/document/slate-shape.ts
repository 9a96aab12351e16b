/** Teaches Slate's types our blocks and runs. */
import type { Block, Cell, Formula, NoteMark, Row, Run } from '#preload/document/schema.ts'
import type { ClipboardParts } from '#renderer/editor/clipboard/clipboard.ts'
import type { BaseEditor } from 'slate'
import type { ReactEditor } from 'slate-react'
import type { HistoryParts } from '#renderer/editor/saving/history.ts'

/** Slate's editor with everything that this folder adds to it. */
export type StudioEditor = BaseEditor & ReactEditor & HistoryParts & ClipboardParts

declare module 'slate' {
  interface CustomTypes {
    Editor: StudioEditor
    Element: Block | Row | Cell | Formula | NoteMark
    Text: Run
  }
}
