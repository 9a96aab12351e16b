/** How the mark of a footnote looks. */
import type { ReactNode } from 'react'
import type { RenderElementProps } from 'slate-react'
import type { NoteMark } from '#preload/document/schema.ts'

export interface NoteMarkViewProps {
  readonly attributes: RenderElementProps['attributes']
  readonly mark: NoteMark
  readonly children: ReactNode
}

export function NoteMarkView({ attributes, children }: NoteMarkViewProps) {
  return (
    <sup {...attributes} className="note-mark">
      <span contentEditable={false}>*</span>
      {children}
    </sup>
  )
}
