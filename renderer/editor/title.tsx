import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { isComposing } from '#renderer/ui/keys.ts'

/** The lesson's title: saved on leaving it; Enter and ↓ go on into the text. */
export function Title({ title, editable, rename, onLeave }: { title: string; editable: boolean; rename: (title: string) => Promise<void>; onLeave: () => void }) {
  const { t } = useTexts()
  const [draft, setDraft] = useState(title)
  const known = useRef(title)
  useEffect(() => {
    // Renamed elsewhere, in the library; a draft being typed here is not taken away.
    setDraft((now) => (now === known.current ? title : now))
    known.current = title
  }, [title])

  const save = () => {
    const next = draft.replace(/\s+/gu, ' ').trim().slice(0, 200)
    setDraft(next === '' ? title : next)
    if (next !== '' && next !== title) void rename(next)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (isComposing(event.nativeEvent)) return
    const isOut = event.key === 'Enter' || (event.key === 'ArrowDown' && !event.shiftKey)
    if (event.key === 'Escape') setDraft(title)
    else if (isOut) {
      event.preventDefault()
      onLeave()
    }
  }
  return (
    <textarea
      className="page-title" rows={1} maxLength={200} spellCheck={false} value={draft} readOnly={!editable}
      aria-label={t('editor.title')} placeholder={t('editor.title-empty')}
      onChange={(event) => setDraft(event.target.value.replace(/\n/g, ' '))} onBlur={save} onKeyDown={onKeyDown}
    />
  )
}
