import { Undo2, X } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { Added } from '#preload/contract/archive.ts'
import { useHost } from '#renderer/host/host-context.tsx'
import { Button, IconButton } from '#renderer/ui/button.tsx'
import { formatMinutes } from '#renderer/ui/format.ts'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { useNotices } from '#renderer/ui/toast.tsx'
import type { Translate } from '#renderer/ui/translate.ts'
import type { AddingState } from './adding.ts'
import './adding-report.css'

/** How far the files are, and how long it will take. */
export function AddingProgress({ work, onStop }: { work: Extract<AddingState, { kind: 'adding' }>; onStop: (keeps: boolean) => void }) {
  const { t } = useTexts()
  const { done, total, works, startedAt } = work
  const now = useNow()
  const left = done === 0 ? null : ((now - startedAt) / done) * (total - done)
  const text = t('archive.adding', { done, total })
  return (
    <div className="card archive-adding">
      <div className="archive-adding-line">
        <strong role="status">{text}</strong>
        {left !== null && left > 3000 && <small>{t('archive.adding-left', { time: formatMinutes(left / 60_000) })}</small>}
      </div>
      <progress value={total === 0 ? 0 : done / total} aria-label={text} />
      <div className="archive-adding-line">
        <small>{t('archive.adding-note')}</small>
        <span className="archive-choose">
          {works > 0 && <Button onClick={() => onStop(true)}>{t('archive.stop-keep')}</Button>}
          <Button onClick={() => onStop(false)}>{t('ui.cancel')}</Button>
        </span>
      </div>
    </div>
  )
}

function useNow(): number {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 500)
    return () => clearInterval(timer)
  }, [])
  return now
}

/** What became of the files. */
export function AddedReport({ added, onClose }: { added: Added; onClose: () => void }) {
  const { t } = useTexts()
  const host = useHost()
  const notices = useNotices()
  const undo = async () => {
    try {
      await host.clients().archive.takeBack({ batch: added.batch })
      onClose()
    } catch (error) {
      notices.problem(error)
    }
  }
  const unread = [...Map.groupBy(added.unread, ({ why }) => why)].sort((a, b) => b[1].length - a[1].length)
  const lossy = [...Map.groupBy(added.lossy, ({ what }) => what)]
  return (
    <div className="card archive-report" role="region" aria-label={t('archive.report')}>
      <header>
        <h2 role="status">{headingOf(added, t)}</h2>
        <span className="archive-choose">
          {added.works > 0 && (
            <Button onClick={() => void undo()}>
              <Undo2 />
              {t('archive.take-back')}
            </Button>
          )}
          <IconButton label={t('ui.close')} onClick={onClose}>
            <X />
          </IconButton>
        </span>
      </header>
      {added.same.length > 0 && (
        <Files
          title={t('archive.report-same', { count: added.same.length })}
          files={added.same.map(({ path, title }) => t('archive.report-same-as', { path, title }))}
        />
      )}
      {added.leftOut.length > 0 && <Files title={t('archive.report-left-out', { count: added.leftOut.length })} files={added.leftOut} />}
      {unread.map(([why, files]) => (
        <Files key={why} title={t(`archive.unread-${why}`, { count: files.length })} files={files.map(({ path }) => path)} />
      ))}
      {lossy.map(([what, files]) => (
        <Files
          key={what}
          title={t(`archive.lost-${what}`, { count: files.length })}
          files={files.map(({ path, count }) => t(`archive.lost-of-${what}`, { path, count }))}
        />
      ))}
    </div>
  )
}

function headingOf(added: Added, t: Translate): string {
  if (added.works > 0) return t('archive.added', { count: added.works, words: added.words })
  return t(added.same.length + added.unread.length === 0 ? 'archive.added-empty' : 'archive.added-none')
}

/** As many as anyone reads. */
const shown = 50

function Files({ title, files }: { title: string; files: readonly string[] }) {
  const { t } = useTexts()
  return (
    <details className="archive-files">
      <summary>{title}</summary>
      <ul>
        {files.slice(0, shown).map((file, at) => (
          <li key={at}>{file}</li>
        ))}
      </ul>
      {files.length > shown && <p>{t('archive.files-more', { count: files.length - shown })}</p>}
    </details>
  )
}
