import { useHost } from '#renderer/host/host-context.tsx'
import { useSelected } from '#renderer/host/value.ts'
import { FilePath } from '#renderer/ui/file-path.tsx'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { SettingsLine } from './settings-line.tsx'

/** Where the author finds what they wrote, to copy it or to take it along. */
export function LibrarySection() {
  const { t } = useTexts()
  const folder = useSelected(useHost().about, (about) => about?.folder)
  if (!folder) return null
  return (
    <SettingsLine label={t('settings.library')} note={t('settings.library-note')}>
      <FilePath path={folder} />
    </SettingsLine>
  )
}
