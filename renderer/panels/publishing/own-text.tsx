import { useId } from 'react'
import { LONGEST_TEXT, type TargetOption } from '#preload/contract/targets.ts'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { useKept } from './use-kept.ts'

interface OwnTextGiven {
  /** What it is a text of: it waits there while it can't be stored. */
  readonly place: string
  readonly option: Extract<TargetOption, { kind: 'text' | 'lessons' }>
  readonly value: string
  /** What is taken where it is empty; empty: what its hint says. */
  readonly instead: string
  /** Whether it is stored. */
  readonly onSet: (text: string) => Promise<boolean>
}

/** From here on a field says how much it still takes. */
const NEARLY_FULL = LONGEST_TEXT * 0.9

/** A text of an author's own: kept while they rest, as they leave the field, and as it goes away. */
export function OwnText({ place, option, value, instead, onSet }: OwnTextGiven) {
  const { t, language } = useTexts()
  const id = useId()
  const { typed, isUnstored, kept, props } = useKept(place, value, onSet)
  const { most } = option
  const length = (typed.trim() || instead).length
  const field = {
    id,
    className: 'field',
    'data-own': option.name,
    placeholder: instead,
    'aria-describedby': `${id}-hint`,
    ...props,
    maxLength: LONGEST_TEXT,
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
        <input {...field} autoComplete="off" onKeyDown={(event) => event.key === 'Enter' && !event.nativeEvent.isComposing && void kept.settle()} />
      )}
      {most !== null && length > 0 && <small className={length > most ? 'options-wrong' : undefined}>{t('publishing.own-length', { is: length, most })}</small>}
      {typed.length > NEARLY_FULL && <small className="options-wrong">{t('publishing.own-full', { is: typed.length, most: LONGEST_TEXT })}</small>}
      {isUnstored && (
        <small className="options-wrong" role="status">
          {t('publishing.own-unstored')}
        </small>
      )}
    </div>
  )
}
