import type { KeyboardEvent } from 'react'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { isComposing, matchesShortcut } from '#renderer/ui/keys.ts'
import { isUntitled } from '#renderer/ui/unnamed.ts'
import { useTitleField } from '#renderer/ui/use-title-field.ts'
import { writtenIn } from '#renderer/ui/written-in.ts'
import type { PageProps } from '#renderer/editor/page-props.ts'

/**
 * The lesson's title: saved while it is typed; Esc gives up, Enter and ↓ go on into the text. Undo is the browser's while it is
 * typed, and before that brings back what the lesson was called. The title that a lesson is made with stands there as none.
 */
export function Title({
  title,
  editable,
  rename,
  undoRename,
  onLeave,
}: Pick<PageProps, 'rename' | 'undoRename'> & { title: string; editable: boolean; onLeave: () => void }) {
  const { t } = useTexts()
  const field = useTitleField(title, rename)
  const unnamed = isUntitled(title) ? title : null
  const shown = unnamed !== null && !field.isTyped ? '' : field.shown
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (isComposing(event.nativeEvent)) return
    const isUndo = matchesShortcut(event, 'Mod+Z')
    // The browser's undo goes on in other fields where there is none in this one.
    if (
      (isUndo || matchesShortcut(event, 'Mod+Shift+Z') || matchesShortcut(event, 'Mod+Y')) &&
      field.isUnchanged(event.currentTarget.value || (unnamed ?? ''))
    ) {
      event.preventDefault()
      if (isUndo && editable) undoRename()
      return
    }
    const isOut = event.key === 'Enter' || (event.key === 'ArrowDown' && !event.shiftKey)
    if (event.key === 'Escape') field.giveUp()
    else if (isOut) {
      event.preventDefault()
      onLeave()
    }
  }
  return (
    <h1 className="page-heading">
      <textarea
        className="page-title"
        rows={1}
        maxLength={200}
        spellCheck={false}
        value={shown}
        lang={writtenIn(shown || (unnamed ?? ''))}
        readOnly={!editable}
        aria-label={t('editor.title')}
        placeholder={unnamed ?? t('editor.title-empty')}
        {...field.props}
        onKeyDown={onKeyDown}
        onBlur={(event) => field.leave(event.currentTarget.value)}
      />
    </h1>
  )
}
