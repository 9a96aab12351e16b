import { RotateCcw } from 'lucide-react'
import type { BackupEntry } from '#preload/contract/backups.ts'
import { Button } from '#renderer/ui/button.tsx'
import { formatBytes, formatWhen } from '#renderer/ui/format.ts'
import { useTexts } from '#renderer/ui/i18n.tsx'
import type { BackupDeeds, Running } from './use-backup-work.ts'
import { WorkBar } from './work-bar.tsx'

interface ListProps {
  readonly entries: readonly BackupEntry[] | null
  readonly running: Running | null
  readonly deeds: BackupDeeds
  readonly isWritable: boolean
}

/** Every moment that can be had back, newest first. */
export function BackupList({ entries, running, deeds, isWritable }: ListProps) {
  const { t } = useTexts()
  return (
    <section className="backups-moments" aria-labelledby="backups-list">
      <h2 id="backups-list">{t('backups.list')}</h2>
      {running?.kind === 'check' && running.phase !== 'sending' && <WorkBar running={running} />}
      {entries?.length === 0 && <p className="backups-empty">{t('backups.list-empty')}</p>}
      <ul>
        {entries?.map((entry) => (
          <Moment key={entry.id} entry={entry} isBusy={running !== null} onRestore={isWritable ? () => void deeds.check({ backup: entry.id }) : null} />
        ))}
      </ul>
    </section>
  )
}

function Moment({ entry, isBusy, onRestore }: { entry: BackupEntry; isBusy: boolean; onRestore: (() => void) | null }) {
  const { t, language } = useTexts()
  const { at, kind, lessons, words, bytes, titles, isOther, former } = entry
  const when = formatWhen(language, at)
  return (
    <li data-kind={kind}>
      <div>
        <strong>
          {when}
          {kind === 'replaced' && (
            <span className="backups-tag" title={t('backups.replaced-hint')}>
              {t('backups.replaced')}
            </span>
          )}
          {isOther && <span className="backups-tag">{t('backups.other')}</span>}
        </strong>
        <small>
          {t('backups.contents', { lessons, words, size: formatBytes(language, bytes) })}
          {titles.length > 0 && ` · ${titles.slice(0, 3).join(language === 'zh-CN' ? '、' : ', ')}`}
        </small>
        {former !== null && <small className="backups-elsewhere">{t('backups.elsewhere', { folder: former })}</small>}
      </div>
      {onRestore && (
        <Button disabled={isBusy} aria-label={t('backups.restore-of', { when })} onClick={onRestore}>
          <RotateCcw />
          {t('backups.restore')}
        </Button>
      )}
    </li>
  )
}
