import { Button } from '#renderer/ui/button.tsx'
import { useTexts } from '#renderer/ui/i18n.tsx'
import type { TextKey } from '#renderer/ui/translate.ts'
import type { SavedState } from '#renderer/editor/page-props.ts'

type Closed = Extract<SavedState, { kind: 'closed' }>

/** One line above the text that can't be written here, and the way to write it here all the same. */
export function Notice({
  editable,
  isClosing,
  closed,
  takeOver,
}: {
  editable: boolean
  isClosing: boolean
  closed: Closed | null
  takeOver: (() => void) | null
}) {
  const { t } = useTexts()
  const text = sentence(editable || !takeOver, isClosing, closed)
  if (!text) return null
  const isElsewhere = text === 'editor.read-only' || text === 'editor.closed-not-editor'
  return (
    <div className="page-notice" role="status">
      <span>{t(text)}</span>
      {!isClosing && takeOver && <Button onClick={takeOver}>{t(isElsewhere ? 'editor.take-over' : 'editor.look-again')}</Button>}
    </div>
  )
}

function sentence(editable: boolean, isClosing: boolean, closed: Closed | null): TextKey | null {
  if (isClosing) return 'editor.closing'
  if (closed) return closed.code === 'not-editor' ? 'editor.closed-not-editor' : 'editor.closed'
  return editable ? null : 'editor.read-only'
}
