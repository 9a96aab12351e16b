import { useState } from 'react'
import type { Checked } from '#preload/contract/backups.ts'
import { Button } from '#renderer/ui/button.tsx'
import { DialogActions } from '#renderer/ui/dialog.tsx'
import { useTexts } from '#renderer/ui/i18n.tsx'
import type { Translate } from '#renderer/ui/translate.ts'
import type { BackupDeeds } from './use-backup-work.ts'

/** Lessons that are named; more would hide what matters. */
const namedLessons = 12

/** What would be another: in numbers, then lesson by lesson. */
export function Comparison({ checked, deeds }: { checked: Checked; deeds: BackupDeeds }) {
  const { t } = useTexts()
  const [isTaking, setTaking] = useState(false)
  const take = async () => {
    setTaking(true)
    await deeds.take(checked)
  }
  return (
    <div className="backups-comparison">
      <Numbers checked={checked} />
      {checked.lostImages > 0 && <p className="backups-trouble">{t('backups.lost', { count: checked.lostImages })}</p>}
      {checked.refusedImages > 0 && <p className="backups-trouble">{t('backups.refused', { count: checked.refusedImages })}</p>}
      {checked.present && <Differences checked={checked} />}
      <DialogActions>
        <Button data-autofocus disabled={isTaking} onClick={() => deeds.leave(checked)}>
          {t('ui.cancel')}
        </Button>
        <Button kind="go" disabled={isTaking} onClick={() => void take()}>
          {t('backups.take')}
        </Button>
      </DialogActions>
    </div>
  )
}

function Numbers({ checked }: { checked: Checked }) {
  const { t } = useTexts()
  const { present, titles } = checked
  const rows = (['courses', 'lessons', 'words'] as const).map((name) => ({ name, now: present?.[name], after: checked[name] }))
  return (
    <table className="backups-numbers">
      <caption>{titles.slice(0, 6).join(' · ')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('backups.column')}</th>
          <th scope="col">{t('backups.now')}</th>
          <th scope="col">{t('backups.then')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ name, now, after }) => (
          <tr key={name}>
            <th scope="row">{t(`backups.${name}`)}</th>
            <td>{now?.toLocaleString() ?? '–'}</td>
            <td>{after.toLocaleString()}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Differences({ checked: { differing, differingCount } }: { checked: Checked }) {
  const { t } = useTexts()
  if (differingCount === 0) return <p className="backups-same">{t('backups.same')}</p>
  const named = differing.slice(0, namedLessons)
  return (
    <>
      <p className="backups-same">{t('backups.differ', { count: differingCount })}</p>
      <ul className="backups-differing">
        {named.map((lesson, index) => (
          <li key={index} data-gone={lesson.there === null || undefined}>
            <span>{lesson.title}</span>
            <small>{whatChanges(lesson, t)}</small>
          </li>
        ))}
      </ul>
      {differingCount > named.length && <p className="backups-more">{t('backups.differ-more', { count: differingCount - named.length })}</p>}
    </>
  )
}

function whatChanges({ here, there }: Checked['differing'][number], t: Translate): string {
  if (there === null) return t('backups.gone', { words: here ?? 0 })
  return here === null ? t('backups.back', { words: there }) : t('backups.changed', { now: here, after: there })
}
