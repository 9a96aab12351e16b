import { useHost } from '#renderer/host/host-context.tsx'
import { useSelected, useValue } from '#renderer/host/value.ts'
import { Button } from '#renderer/ui/button.tsx'
import { FilePath } from '#renderer/ui/file-path.tsx'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { newestBackup } from '#renderer/ui/newest-backup.ts'
import { SettingsLine } from './settings-line.tsx'

/** Where the author finds what they wrote, and how it is kept safe. */
export function LibrarySection({ onBackups }: { onBackups: () => void }) {
  const { t, language } = useTexts()
  const host = useHost()
  const folder = useSelected(host.about, (about) => about?.folder)
  const backups = useValue(host.backups)
  if (!folder) return null
  return (
    <>
      <SettingsLine label={t('settings.library')} note={t('settings.library-note')}>
        <FilePath path={folder} />
      </SettingsLine>
      <SettingsLine label={t('settings.backups')} note={backups ? newestBackup(t, language, backups) : t('backups.looking')}>
        <Button onClick={onBackups}>{t('settings.see-backups')}</Button>
      </SettingsLine>
    </>
  )
}
