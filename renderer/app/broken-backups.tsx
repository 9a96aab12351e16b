import type { BackupEntry } from '#preload/contract/backups.ts'
import { useHost } from '#renderer/host/host-context.tsx'
import { useValue } from '#renderer/host/value.ts'
import type { Running } from '#renderer/panels/backups/use-backup-work.ts'
import { useBackups } from '#renderer/panels/backups/use-backups.ts'
import { WorkBar } from '#renderer/panels/backups/work-bar.tsx'
import { Button } from '#renderer/ui/button.tsx'
import { FilePath } from '#renderer/ui/file-path.tsx'
import { formatBytes, formatWhen } from '#renderer/ui/format.ts'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { problemSentence } from '#renderer/ui/problem-sentence.ts'

/** Older ones can be had once the library is open again. */
const mostBackups = 5

interface BrokenBackupsProps {
  readonly running: Running | null
  readonly isBusy: boolean
  /** Nothing newer can be restored. */
  readonly isBest: boolean
  readonly onRestore: (backup: BackupEntry) => void
}

/** The newest backups of a library that can't be read. Which library each is of is told by its courses: the broken one can't say. */
export function BrokenBackups({ running, isBusy, isBest, onRestore }: BrokenBackupsProps) {
  const { t, language } = useTexts()
  const state = useValue(useHost().backups)
  const entries = useBackups(true)
  if (!state || !entries) return null
  return (
    <section className="card" aria-labelledby="broken-backups">
      <h2 id="broken-backups">{t('broken.backups')}</h2>
      <p>{state.problem ? problemSentence(language, state.problem) : t(entries.length > 0 ? 'broken.backups-body' : 'broken.no-backups')}</p>
      <div className="broken-folder">
        <span>{t('backups.folder')}</span>
        <FilePath path={state.folder} />
      </div>
      {running?.kind === 'check' && <WorkBar running={running} />}
      {entries.length > 0 && (
        <ul>
          {entries.slice(0, mostBackups).map((entry, index) => (
            <BackupLine key={entry.id} entry={entry} isMain={isBest && index === 0} isBusy={isBusy} onRestore={() => onRestore(entry)} />
          ))}
        </ul>
      )}
    </section>
  )
}

interface BackupLineProps {
  readonly entry: BackupEntry
  readonly isMain: boolean
  readonly isBusy: boolean
  readonly onRestore: () => void
}

function BackupLine({ entry, isMain, isBusy, onRestore }: BackupLineProps) {
  const { t, language } = useTexts()
  const { at, kind, lessons, words, bytes, titles, former } = entry
  const when = formatWhen(language, at)
  return (
    <li>
      <div>
        <strong>{when}</strong>
        {kind === 'replaced' && <span className="backups-tag broken-tag">{t('backups.replaced')}</span>}
        <small>
          {t('backups.contents', { lessons, words, size: formatBytes(language, bytes) })}
          {titles.length > 0 && ` · ${titles.slice(0, 3).join(language === 'zh-CN' ? '、' : ', ')}`}
          {former !== null && ` · ${t('backups.elsewhere', { folder: former })}`}
        </small>
      </div>
      <Button kind={isMain ? 'go' : 'plain'} disabled={isBusy} aria-label={t('backups.restore-of', { when })} onClick={onRestore}>
        {t('broken.restore')}
      </Button>
    </li>
  )
}
