import { useHost } from '#renderer/host/host-context.tsx'
import { useSelected } from '#renderer/host/value.ts'
import { Dialog } from '#renderer/ui/dialog.tsx'
import { formatWhen } from '#renderer/ui/format.ts'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { BackupList } from './backup-list.tsx'
import { Comparison } from './comparison.tsx'
import { FolderCard } from './folder-card.tsx'
import { MovingCard } from './moving-card.tsx'
import { useBackupWork } from './use-backup-work.ts'
import { useBackups } from './use-backups.ts'
import './backups-dialog.css'

/** Backups, going back to one, and the library as one file. What is under way goes on while the window is closed. */
export function BackupsDialog({ open, onClose, onReplaced }: { open: boolean; onClose: () => void; onReplaced: () => void }) {
  const { t, language } = useTexts()
  const isWritable = useSelected(useHost().workspace, (workspace) => workspace?.phase === 'open')
  const entries = useBackups(open)
  const { running, checked, deeds } = useBackupWork(onReplaced)
  const title = checked ? t('backups.checked-title', { when: formatWhen(language, checked.at) }) : t('command.backups')
  const close = () => {
    if (checked) deeds.leave(checked)
    onClose()
  }
  return (
    <Dialog open={open} onClose={close} title={title} description={checked ? t('backups.keeps') : t('backups.lead')} size="large">
      {checked ? (
        <Comparison checked={checked} deeds={deeds} />
      ) : (
        <div className="backups">
          {!isWritable && <p className="backups-trouble">{t('backups.read-only')}</p>}
          <FolderCard running={running} deeds={deeds} isWritable={isWritable} />
          <MovingCard running={running} deeds={deeds} isWritable={isWritable} />
          <BackupList entries={entries} running={running} deeds={deeds} isWritable={isWritable} />
        </div>
      )}
    </Dialog>
  )
}
