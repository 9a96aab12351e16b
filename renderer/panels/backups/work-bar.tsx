import { Button } from '#renderer/ui/button.tsx'
import { useTexts } from '#renderer/ui/i18n.tsx'
import type { Running } from './use-backup-work.ts'

/** How far something is, with its way out. */
export function WorkBar({ running: { phase, share, stop } }: { running: Running }) {
  const { t } = useTexts()
  const label = t(`backups.${phase}`)
  return (
    <div className="backups-work" role="status">
      <span>{label}</span>
      <progress aria-label={label} max={1} value={share} />
      <Button kind="quiet" onClick={stop}>
        {t('ui.cancel')}
      </Button>
    </div>
  )
}
