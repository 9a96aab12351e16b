import { type KeyboardEvent, useRef } from 'react'
import type { Adapter } from '#preload/contract/voice.ts'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { isComposing } from '#renderer/ui/keys.ts'
import { useDoing } from './use-voice.ts'

/** Another name for an adapter: Enter or leaving it keeps it, Esc gives it up. */
export function RenameField({ adapter: { id, name }, onDone }: { adapter: Adapter; onDone: () => void }) {
  const { t } = useTexts()
  const doing = useDoing()
  const isOver = useRef(false)
  const end = async (typed: string | null) => {
    if (isOver.current) return
    isOver.current = true
    const next = typed?.trim() ?? ''
    if (next !== '' && next !== name) await doing(({ voice }) => voice.rename({ id, name: next }))
    onDone()
  }
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (isComposing(event.nativeEvent)) return
    if (event.key === 'Enter') void end(event.currentTarget.value)
    if (event.key === 'Escape') void end(null)
    if (event.key === 'Escape') event.stopPropagation()
  }
  return (
    <input
      className="field"
      autoFocus
      defaultValue={name}
      maxLength={100}
      aria-label={t('voice.renamed', { name })}
      onFocus={({ target }) => target.select()}
      onKeyDown={onKeyDown}
      onBlur={({ target }) => void end(target.value)}
    />
  )
}
