/** How the mark of a footnote looks, and its note at the end. Numbers are drawn by the style sheet: they are no text of the page. */
import { type ReactNode, useCallback, useSyncExternalStore } from 'react'
import { Transforms } from 'slate'
import { type RenderElementProps, useReadOnly, useSlateStatic } from 'slate-react'
import { lineText } from '#preload/document/lines.ts'
import type { BlockId, NoteMark } from '#preload/document/schema.ts'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { formatShortcut } from '#renderer/ui/keys.ts'
import { focusSelected } from '#renderer/editor/document/focus-selected.ts'
import type { NoteFacts, NoteNumbers } from './note-numbers.ts'
import type { Note } from '#preload/document/notes.ts'
import { goToMark, goToNote } from './notes.ts'
import { pressable } from '#renderer/editor/looks/pressable.ts'
import { useObjectStores } from '#renderer/editor/object-stores.tsx'
import { blocksOf } from '#renderer/editor/document/schema-rules.ts'
import './note.css'

/** Something of a note; `read` answers a primitive, or what is kept as it is. */
function useOfNote<T>(note: BlockId, read: (notes: NoteNumbers) => T): T {
  const { notes } = useObjectStores()
  return useSyncExternalStore(
    useCallback((listener) => notes.subscribe(note, listener), [notes, note]),
    () => read(notes),
  )
}

const useNote = (note: BlockId): NoteFacts => useOfNote(note, (notes) => notes.of(note))
/** What it says, for those who hear the page. */
const useNoteText = (note: BlockId): string => useOfNote(note, (notes) => notes.textOf(note))

export interface NoteMarkViewProps {
  readonly attributes: RenderElementProps['attributes']
  readonly mark: NoteMark
  readonly children: ReactNode
}

export function NoteMarkView({ attributes, mark, children }: NoteMarkViewProps) {
  const { t } = useTexts()
  const editor = useSlateStatic()
  const isReadOnly = useReadOnly()
  const { number, isThere } = useNote(mark.note)
  const says = useNoteText(mark.note)
  const follow = () => {
    if (goToNote(editor, mark.note)) return focusSelected(editor)
    if (isReadOnly) return
    // The note is gone; whoever asks for it gets it anew.
    const note: Note = { type: 'note', id: mark.note, children: [{ text: '' }] }
    editor.history.group(() => Transforms.insertNodes(editor, note, { at: [blocksOf(editor).length] }))
    goToNote(editor, mark.note)
    focusSelected(editor)
  }
  return (
    <sup {...attributes} className="note-mark">
      <span
        contentEditable={false}
        className="note-sign"
        role="link"
        aria-label={t(isThere ? 'note.mark' : 'note.mark-lost', { number })}
        aria-description={says || undefined}
        data-number={isThere ? number : '?'}
        data-note={mark.note}
        data-lost={isThere ? undefined : ''}
        {...pressable(follow)}
      />
      {children}
    </sup>
  )
}

export interface NoteViewProps {
  readonly attributes: RenderElementProps['attributes']
  readonly block: Note
  readonly children: ReactNode
}

export function NoteView({ attributes, block, children }: NoteViewProps) {
  const { t } = useTexts()
  const editor = useSlateStatic()
  const { number, isFirst } = useNote(block.id)
  const back = () => {
    if (goToMark(editor, block.id)) focusSelected(editor)
  }
  return (
    <div
      {...attributes}
      className="block note"
      role="doc-footnote"
      data-first={isFirst || undefined}
      data-hint={lineText(block) === '' ? t('note.hint', { keys: formatShortcut('Mod+Enter') }) : undefined}
    >
      {number > 0 ? (
        <span
          contentEditable={false}
          className="note-number"
          role="link"
          aria-label={t('note.back', { number })}
          title={t('note.back', { number })}
          data-number={`${number}`}
          {...pressable(back)}
        />
      ) : (
        <span
          contentEditable={false}
          className="note-number"
          role="img"
          aria-label={t('note.uncited')}
          title={t('note.uncited-why')}
          data-number={t('note.uncited')}
          data-uncited=""
        />
      )}
      {children}
    </div>
  )
}
