import { type ChangeEvent, type KeyboardEvent, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { isComposing } from '#renderer/ui/keys.ts'
import type { PageProps } from './page-props.ts'

/** The lesson's title: saved while it is typed; Esc gives up, Enter and ↓ go on into the text. */
export function Title({ title, editable, rename, onLeave }: { title: string; editable: boolean; rename: PageProps['rename']; onLeave: () => void }) {
  const { t } = useTexts()
  const { shown, ...field } = useTitleField(title, rename)
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
    <textarea
      className="page-title"
      rows={1}
      maxLength={200}
      spellCheck={false}
      value={shown}
      readOnly={!editable}
      aria-label={t('editor.title')}
      placeholder={t('editor.title-empty')}
      onKeyDown={onKeyDown}
      onFocus={field.entered}
      onChange={field.changed}
      onCompositionEnd={(event) => field.composed(event.currentTarget.value)}
      onBlur={(event) => field.left(event.currentTarget.value)}
    />
  )
}

/** What of typing a title is not drawn. */
interface Typing {
  /** What Esc brings back. */
  readonly before: string
  /** What the lesson was called from here last; null: nothing was typed. */
  readonly named: string | null
  readonly isComposing: boolean
}

/** What stands in the field, and when the lesson is called so. */
function useTitleField(title: string, rename: PageProps['rename']) {
  /** What is being typed, space by space; null: what the lesson is called. */
  const [draft, setDraft] = useState<string | null>(null)
  const typing = useRef<Typing>({ before: title, named: null, isComposing: false })

  useLayoutEffect(() => {
    const { named, isComposing } = typing.current
    // Named elsewhere, after what was typed here. An input method is not interrupted: what it ends with is newer still.
    if (named === null || named === title || isComposing) return
    typing.current = restingAt(title)
    setDraft(null)
  }, [title])
  useEffect(
    () => () => {
      // A page that goes while it is typed in loses the focus without being told.
      if (typing.current.named !== null) rename(typing.current.named, 'now')
    },
    [rename],
  )

  const name = (typed: string, when: 'soon' | 'now') => {
    const { before } = typing.current
    // Emptied, the lesson keeps the name it had.
    const named = cleanTitle(typed) || before
    typing.current = { before, named, isComposing: false }
    rename(named, when)
  }
  return {
    shown: draft ?? title,
    entered: () => {
      typing.current = restingAt(title)
    },
    changed: ({ target, nativeEvent }: ChangeEvent<HTMLTextAreaElement>) => {
      setDraft(target.value.replace(/\n/g, ' '))
      if (nativeEvent instanceof InputEvent && nativeEvent.isComposing) typing.current = { ...typing.current, isComposing: true }
      else name(target.value, 'soon')
    },
    composed: (typed: string) => name(typed, 'soon'),
    left: (typed: string) => {
      if (draft !== null) name(typed, 'now')
      typing.current = restingAt(title)
      setDraft(null)
    },
    giveUp: () => {
      const { before } = typing.current
      if (draft !== null) rename(before, 'now')
      typing.current = restingAt(before)
      setDraft(null)
    },
  }
}

function restingAt(title: string): Typing {
  return { before: title, named: null, isComposing: false }
}

function cleanTitle(typed: string): string {
  return typed.replace(/\s+/gu, ' ').trim().slice(0, 200).trim()
}
