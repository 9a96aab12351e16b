import { useEffect, useId, useRef, useState } from 'react'
import type { TargetOption } from '#preload/contract/targets.ts'
import { useTexts } from '#renderer/ui/i18n.tsx'

interface OwnTextGiven {
  readonly option: Extract<TargetOption, { kind: 'text' | 'lessons' }>
  readonly value: string
  /** What is taken where it is empty; empty: what its hint says. */
  readonly instead: string
  readonly onSet: (text: string) => void
}

/** Milliseconds without a key after which a text is kept. */
const REST = 1000

/** A text of an author's own: kept while they rest, as they leave the field, and as it goes away. */
export function OwnText({ option, value, instead, onSet }: OwnTextGiven) {
  const { t, language } = useTexts()
  const id = useId()
  const { typed, type, settle, begin, leave } = useKept(value, onSet)
  const { most } = option
  const field = {
    id,
    className: 'field',
    value: typed,
    placeholder: instead,
    'aria-describedby': `${id}-hint`,
    onChange: (event: { readonly target: { readonly value: string } }) => type(event.target.value),
    onFocus: begin,
    onBlur: leave,
  }
  return (
    <div className="options-line">
      <div>
        <label htmlFor={id}>{option.label[language]}</label>
        <small id={`${id}-hint`}>{option.hint?.[language]}</small>
      </div>
      {option.lines ? (
        <textarea {...field} rows={3} />
      ) : (
        <input {...field} autoComplete="off" onKeyDown={(event) => event.key === 'Enter' && !event.nativeEvent.isComposing && settle()} />
      )}
      {most !== null && typed !== '' && (
        <small className={typed.trim().length > most ? 'options-wrong' : undefined}>{t('publishing.own-length', { is: typed.trim().length, most })}</small>
      )}
    </div>
  )
}

/** What is typed, ahead of what is kept: what comes back from before never takes its place. */
function useKept(value: string, onSet: (text: string) => void) {
  const [typed, setTyped] = useState(value)
  const now = useRef({ typed: value, kept: value, onSet, isWritten: false, rest: undefined as ReturnType<typeof setTimeout> | undefined })
  useEffect(() => {
    now.current.onSet = onSet
  })
  useEffect(() => {
    const own = now.current
    if (own.isWritten || own.typed !== own.kept) return
    own.typed = value
    own.kept = value
    setTyped(value)
  }, [value])
  const settle = () => {
    const own = now.current
    clearTimeout(own.rest)
    own.rest = undefined
    if (own.typed === own.kept) return
    own.kept = own.typed
    own.onSet(own.typed.trim() === '' ? '' : own.typed)
  }
  useEffect(() => {
    const own = now.current
    return () => {
      clearTimeout(own.rest)
      if (own.typed !== own.kept) own.onSet(own.typed.trim() === '' ? '' : own.typed)
    }
  }, [])
  const type = (text: string) => {
    const own = now.current
    setTyped(text)
    own.typed = text
    clearTimeout(own.rest)
    own.rest = setTimeout(settle, REST)
  }
  /** While it is written in, what was kept a moment ago is older than what stands there. */
  const begin = () => {
    now.current.isWritten = true
  }
  const leave = () => {
    now.current.isWritten = false
    settle()
  }
  return { typed, type, settle, begin, leave }
}
