import { type FormEvent, type KeyboardEvent, useId, useState } from 'react'
import type { LessonEntry } from '#preload/contract/library.ts'
import type { LessonTarget } from '#preload/contract/plan.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Dialog, DialogActions } from '#renderer/ui/dialog.tsx'
import { formatMinutes } from '#renderer/ui/format.ts'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { inAll } from './rows.ts'
import { commonTarget, type CommonTarget, type Written, writtenMinutes, writtenWords } from './target.ts'
import './target-dialog.css'

/** How long lessons are to become: in 字, in minutes of narration, or both. Emptied fields take the target away; untouched ones leave each lesson its own. */
export function TargetDialog({
  lessons,
  pace,
  onSave,
  onClose,
}: {
  /** None: it is closed. */
  lessons: readonly LessonEntry[]
  pace: number
  /** Only of what the author changed. */
  onSave: (change: Partial<LessonTarget>) => void
  onClose: () => void
}) {
  const { t } = useTexts()
  const [first] = lessons
  const { words, minutes } = inAll(lessons, pace)
  const now = { words, time: formatMinutes(minutes) }
  const description = lessons.length === 1 ? t('target.now', now) : t('target.each', { ...now, count: lessons.length })
  return (
    <Dialog
      open={lessons.length > 0}
      onClose={onClose}
      title={lessons.length === 1 && first ? t('target.title', { title: first.title }) : t('target.title-each', { count: lessons.length })}
      description={description}
      size="small"
    >
      {first && (
        <TargetForm
          key={first.id}
          begin={commonTarget(lessons.map(({ target }) => target))}
          count={lessons.length}
          pace={pace}
          onSave={onSave}
          onClose={onClose}
        />
      )}
    </Dialog>
  )
}

function TargetForm({
  begin,
  count,
  pace,
  onSave,
  onClose,
}: {
  begin: CommonTarget
  /** Of lessons, each of which gets it. */ count: number
  pace: number
  onSave: (change: Partial<LessonTarget>) => void
  onClose: () => void
}) {
  const { t } = useTexts()
  const words = useWritten(begin.words, writtenWords)
  const minutes = useWritten(begin.minutes, writtenMinutes)
  const [isTried, setTried] = useState(false)
  const save = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (words.value === undefined || minutes.value === undefined) return
    onSave({ ...(words.isTouched && { words: words.value }), ...(minutes.isTouched && { minutes: minutes.value }) })
  }
  const isEach = count > 1
  const wordsInAll = isEach && words.value ? t('target.words-in-all', { count, total: words.value * count }) : undefined
  const about = Math.round((minutes.value ?? 0) * pace)
  const time = formatMinutes((minutes.value ?? 0) * count)
  const said = isEach ? t('target.minutes-in-all', { count, time, words: about }) : t('target.about-words', { count: about })
  return (
    <form className="target-form" onSubmit={save} noValidate>
      <Field
        label={t(isEach ? 'target.words-each' : 'target.words')}
        unit={t('target.words-unit')}
        written={words}
        wrong={wrongIf(words.value, isTried) && t('target.words-wrong')}
        hint={wordsInAll}
        first
      />
      <Field
        label={t(isEach ? 'target.minutes-each' : 'target.minutes')}
        unit={t('target.minutes-unit')}
        written={minutes}
        wrong={wrongIf(minutes.value, isTried) && t('target.minutes-wrong')}
        hint={minutes.value ? said : undefined}
      />
      <DialogActions>
        <Button onClick={onClose}>{t('ui.cancel')}</Button>
        <Button kind="go" type="submit">
          {t('target.save')}
        </Button>
      </DialogActions>
    </form>
  )
}

interface WrittenField {
  readonly text: string
  readonly value: Written
  /** The author wrote in it, or emptied it: else it changes nothing. */
  readonly isTouched: boolean
  /** It stands for lessons that differ. */
  readonly differs: boolean
  readonly write: (text: string) => void
}

/** A field that begins with what all lessons have; empty where they differ. */
function useWritten(begin: number | null | undefined, read: (text: string) => Written): WrittenField {
  const [text, setText] = useState(begin?.toString() ?? '')
  const [isTouched, setTouched] = useState(false)
  const write = (next: string) => {
    setText(next)
    setTouched(true)
  }
  return { text, value: read(text), isTouched, differs: begin === undefined && !isTouched, write }
}

/** A field is not called wrong before the author has said that it is done. */
const wrongIf = (written: Written, isTried: boolean) => isTried && written === undefined

function Field({
  label,
  unit,
  written,
  wrong,
  hint,
  first,
}: {
  label: string
  unit: string
  written: WrittenField
  wrong: string | false
  hint?: string | undefined
  first?: boolean
}) {
  const { t } = useTexts()
  const id = useId()
  const said = wrong || hint || (written.differs && t('target.differs-hint'))
  // There is nothing to delete in it, and yet the author says that there is to be none.
  const empty = (event: KeyboardEvent) => {
    if (written.differs && (event.key === 'Backspace' || event.key === 'Delete')) written.write('')
  }
  return (
    <div className="target-field">
      <label htmlFor={id}>{label}</label>
      <span>
        <input
          id={id}
          className="field"
          inputMode="decimal"
          autoComplete="off"
          maxLength={20}
          placeholder={written.differs ? t('target.differs') : undefined}
          value={written.text}
          data-autofocus={first || undefined}
          aria-invalid={wrong ? true : undefined}
          aria-describedby={said ? `${id}-said` : undefined}
          onKeyDown={empty}
          onChange={(event) => written.write(event.target.value)}
        />
        {unit}
      </span>
      {said && (
        <small id={`${id}-said`} role={wrong ? 'alert' : undefined} data-wrong={wrong ? true : undefined}>
          {said}
        </small>
      )}
    </div>
  )
}
