/** What is asked at the desk over it: where something stands, what went out before, and several targets at once. */
import { type FormEvent, useEffect, useId, useRef, useState } from 'react'
import type { ExportRecord } from '#preload/contract/ledger.ts'
import type { CourseId, LessonId } from '#preload/contract/library.ts'
import type { TargetFacts, TargetId } from '#preload/contract/targets.ts'
import { webAddress } from '#preload/contract/web-address.ts'
import { useHost } from '#renderer/host/host-context.tsx'
import { Button } from '#renderer/ui/button.tsx'
import { Dialog, DialogActions } from '#renderer/ui/dialog.tsx'
import { FilePath } from '#renderer/ui/file-path.tsx'
import { formatWhen } from '#renderer/ui/format.ts'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { useNotices } from '#renderer/ui/toast.tsx'
import { grouped, nameAfter } from './target-groups.ts'
import './dialogs.css'

/** What is to be marked as published: lessons, or null for the course as a whole. */
export interface Marking {
  readonly lessons: readonly LessonId[] | null
  readonly name: string
  readonly address: string | null
  /** It is marked, and stays as it is but for its address. */
  readonly isAddressOnly: boolean
}

/** Where it stands, if the author likes to say. */
export function MarkDialog({
  marking,
  target,
  onClose,
  onMark,
}: {
  marking: Marking | null
  target: TargetFacts
  onClose: () => void
  onMark: (marking: Marking) => void
}) {
  const { t, language } = useTexts()
  return (
    <Dialog
      open={marking !== null}
      onClose={onClose}
      title={t(marking?.isAddressOnly ? 'publishing.readdress-title' : 'publishing.mark-title', { title: marking?.name ?? '' })}
      {...(marking?.isAddressOnly ? {} : { description: t('publishing.mark-lead', { target: nameAfter(language, target) }) })}
      size="small"
    >
      {marking && <MarkForm marking={marking} onClose={onClose} onMark={onMark} />}
    </Dialog>
  )
}

function MarkForm({ marking, onClose, onMark }: { marking: Marking; onClose: () => void; onMark: (marking: Marking) => void }) {
  const { t } = useTexts()
  const [written, setWritten] = useState(marking.address ?? '')
  const [isWrong, setWrong] = useState(false)
  const id = useId()
  const field = useRef<HTMLInputElement>(null)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const address = webAddress(written)
    setWrong(address === undefined)
    if (address === undefined) field.current?.focus()
    else onMark({ ...marking, address })
  }
  return (
    <form className="publishing-form" onSubmit={submit}>
      <label htmlFor={id}>{t('publishing.address')}</label>
      <input
        ref={field}
        id={id}
        className="field"
        data-autofocus
        type="text"
        inputMode="url"
        aria-invalid={isWrong}
        aria-describedby={`${id}-hint`}
        spellCheck={false}
        autoComplete="off"
        maxLength={2000}
        value={written}
        onChange={(event) => {
          setWritten(event.target.value)
          setWrong(false)
        }}
      />
      {isWrong && (
        <small className="publishing-wrong" role="alert">
          {t('publishing.address-wrong')}
        </small>
      )}
      <small id={`${id}-hint`}>{t('publishing.address-hint')}</small>
      <DialogActions>
        <Button onClick={onClose}>{t('ui.cancel')}</Button>
        <Button kind="go" type="submit">
          {t(marking.isAddressOnly ? 'publishing.readdress-do' : 'publishing.mark')}
        </Button>
      </DialogActions>
    </form>
  )
}

/** Several targets in one go, one after the other. */
export function SeveralDialog({
  open,
  targets,
  first,
  onClose,
  onExport,
}: {
  open: boolean
  targets: readonly TargetFacts[]
  first: TargetId
  onClose: () => void
  onExport: (targets: readonly TargetId[]) => void
}) {
  const { t } = useTexts()
  return (
    <Dialog open={open} onClose={onClose} title={t('publishing.several-title')} description={t('publishing.several-lead')} size="small">
      <SeveralForm targets={targets} first={first} onClose={onClose} onExport={onExport} />
    </Dialog>
  )
}

interface SeveralGiven {
  readonly targets: readonly TargetFacts[]
  readonly first: TargetId
  readonly onClose: () => void
  readonly onExport: (targets: readonly TargetId[]) => void
}

function SeveralForm({ targets, first, onClose, onExport }: SeveralGiven) {
  const { t, language } = useTexts()
  const [chosen, setChosen] = useState<ReadonlySet<TargetId>>(new Set([first]))
  const isAll = chosen.size === targets.length
  const toggle = (id: TargetId, isIn: boolean) => {
    const next = new Set(chosen)
    if (isIn) next.add(id)
    else next.delete(id)
    setChosen(next)
  }
  return (
    <div className="publishing-form">
      {grouped(targets).map(({ kind, targets: some }) => (
        <fieldset key={kind} className="publishing-several">
          <legend>{t(`publishing.kind-${kind}`)}</legend>
          {some.map(({ id, name }) => (
            <label key={id}>
              <input type="checkbox" checked={chosen.has(id)} onChange={(event) => toggle(id, event.target.checked)} />
              {name[language]}
            </label>
          ))}
        </fieldset>
      ))}
      <DialogActions>
        <Button kind="quiet" className="publishing-all" onClick={() => setChosen(new Set(isAll ? [] : targets.map(({ id }) => id)))}>
          {t(isAll ? 'publishing.several-none' : 'publishing.several-all')}
        </Button>
        <Button onClick={onClose}>{t('ui.cancel')}</Button>
        <Button kind="go" disabled={chosen.size === 0} onClick={() => onExport(targets.map(({ id }) => id).filter((id) => chosen.has(id)))}>
          {t('publishing.several-go', { count: chosen.size })}
        </Button>
      </DialogActions>
    </div>
  )
}

/** What went out of a course, the newest first. */
export function HistoryDialog({ open, course, targets, onClose }: { open: boolean; course: CourseId; targets: readonly TargetFacts[]; onClose: () => void }) {
  const { t } = useTexts()
  return (
    <Dialog open={open} onClose={onClose} title={t('publishing.history')} description={t('publishing.history-lead')}>
      <History course={course} targets={targets} />
    </Dialog>
  )
}

/** More than that nobody reads at once. */
const page = 50

function History({ course, targets }: { course: CourseId; targets: readonly TargetFacts[] }) {
  const { t, language } = useTexts()
  const host = useHost()
  const notices = useNotices()
  const [most, setMost] = useState(page)
  const [seen, setSeen] = useState<{ readonly total: number; readonly records: readonly ExportRecord[] } | null>(null)
  useEffect(() => {
    host
      .clients()
      .publishing.history({ course, from: 0, count: Math.min(200, most) })
      .then(setSeen, notices.problem)
  }, [host, notices, course, most])
  if (!seen) return null
  if (seen.records.length === 0) return <p>{t('publishing.history-none')}</p>
  return (
    <>
      <ul className="publishing-history">
        {seen.records.map((record) => (
          <li key={record.id}>
            <strong>{targets.find(({ id }) => id === record.target)?.name[language] ?? record.target}</strong>
            <span>{formatWhen(language, record.at)}</span>
            <small>{record.isWhole ? t('publishing.history-whole', { count: record.lessons }) : t('library.lessons', { count: record.lessons })}</small>
            {record.isThere ? <FilePath path={record.folder} /> : <small>{t('publishing.history-gone')}</small>}
          </li>
        ))}
      </ul>
      {seen.total > seen.records.length && most < 200 && (
        <Button kind="quiet" onClick={() => setMost(most + page)}>
          {t('publishing.more-places', { count: seen.total - seen.records.length })}
        </Button>
      )}
    </>
  )
}
