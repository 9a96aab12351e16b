import type { KeyboardEvent } from 'react'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { isComposing } from '#renderer/ui/keys.ts'
import { useTitleField } from '#renderer/ui/use-title-field.ts'
import { writtenIn } from '#renderer/ui/written-in.ts'
import type { PageProps } from '#renderer/editor/page-props.ts'

/** The lesson's title: saved while it is typed; Esc gives up, Enter and ↓ go on into the text. */
export function Title({ title, editable, rename, onLeave }: { title: string; editable: boolean; rename: PageProps['rename']; onLeave: () => void }) {
  const { t } = useTexts()
  const field = useTitleField(title, rename)
  const onKeyDown = (event: KeyboardEvent) => {
    if (isComposing(event.nativeEvent)) return
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
        value={field.shown}
        lang={writtenIn(field.shown)}
        readOnly={!editable}
        aria-label={t('editor.title')}
        placeholder={t('editor.title-empty')}
        {...field.props}
        onKeyDown={onKeyDown}
        onBlur={(event) => field.leave(event.currentTarget.value)}
      />
    </h1>
  )
}
