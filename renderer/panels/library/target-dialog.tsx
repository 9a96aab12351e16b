import { type FormEvent, useId, useState } from 'react'
import type { LessonEntry } from '#preload/contract/library.ts'
import type { LessonTarget } from '#preload/contract/plan.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Dialog, DialogActions } from '#renderer/ui/dialog.tsx'
import { formatMinutes } from '#renderer/ui/format.ts'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { inAll } from './rows.ts'
import { type Written, writtenMinutes, writtenWords } from './target.ts'
import './target-dialog.css'

/** How long lessons are to become: in 字, in minutes of narration, or both. Emptied fields take the target away. */
export function TargetDialog({
  lessons,
  pace,
  onSave,
  onClose,
}: {
  /** None: it is closed. */
  lessons: readonly LessonEntry[]
  pace: number
  onSave: (target: LessonTarget) => void
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
      {first && <TargetForm key={first.id} begin={commonTarget(lessons)} count={lessons.length} pace={pace} onSave={onSave} onClose={onClose} />}
    </Dialog>
  )
}

/** What all of them aim at; null where they differ. */
function commonTarget(lessons: readonly LessonEntry[]): LessonTarget {
  const [first] = lessons
  const common = <N extends keyof LessonTarget>(name: N) =>
    lessons.every(({ target }) => target[name] === first?.target[name]) ? (first?.target[name] ?? null) : null
  return { words: common('words'), minutes: common('minutes') }
}

function TargetForm({
  begin,
  count,
  pace,
  onSave,
  onClose,
}: {
  begin: LessonTarget
  /** Of lessons, each of which gets it. */ count: number
  pace: number
  onSave: (target: LessonTarget) => void
  onClose: () => void
}) {
  const { t } = useTexts()
  const [written, setWritten] = useState(begin.words?.toString() ?? '')
  const [minutes, setMinutes] = useState(begin.minutes?.toString() ?? '')
  const [isTried, setTried] = useState(false)
  const target = { words: writtenWords(written), minutes: writtenMinutes(minutes) }
  const save = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (target.words !== undefined && target.minutes !== undefined) onSave({ words: target.words, minutes: target.minutes })
  }
  const isEach = count > 1
  const wordsInAll = isEach && target.words ? t('target.words-in-all', { count, total: target.words * count }) : undefined
  const words = Math.round((target.minutes ?? 0) * pace)
  const time = formatMinutes((target.minutes ?? 0) * count)
  const said = isEach ? t('target.minutes-in-all', { count, time, words }) : t('target.about-words', { count: words })
  return (
    <form className="target-form" onSubmit={save} noValidate>
      <Field
        label={t(isEach ? 'target.words-each' : 'target.words')}
        unit={t('target.words-unit')}
        text={written}
        onText={setWritten}
        wrong={wrongIf(target.words, isTried) && t('target.words-wrong')}
        hint={wordsInAll}
        first
      />
      <Field
        label={t(isEach ? 'target.minutes-each' : 'target.minutes')}
        unit={t('target.minutes-unit')}
        text={minutes}
        onText={setMinutes}
        wrong={wrongIf(target.minutes, isTried) && t('target.minutes-wrong')}
        hint={target.minutes ? said : undefined}
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

/** A field is not called wrong before the author has said that it is done. */
const wrongIf = (written: Written, isTried: boolean) => isTried && written === undefined

function Field({
  label,
  unit,
  text,
  onText,
  wrong,
  hint,
  first,
}: {
  label: string
  unit: string
  text: string
  onText: (text: string) => void
  wrong: string | false
  hint?: string | undefined
  first?: boolean
}) {
  const id = useId()
  const said = wrong || hint
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
          value={text}
          data-autofocus={first || undefined}
          aria-invalid={wrong ? true : undefined}
          aria-describedby={said ? `${id}-said` : undefined}
          onChange={(event) => onText(event.target.value)}
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
