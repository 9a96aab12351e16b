import { Button } from '#renderer/ui/button.tsx'
import { useTexts } from '#renderer/ui/i18n.tsx'
import type { Running } from './use-backup-work.ts'

interface WorkBarProps {
  /** `stop` is null for what goes on by itself. */
  readonly running: Pick<Running, 'phase' | 'share'> & { readonly stop: (() => void) | null }
}

/** How far something is, with its way out. */
export function WorkBar({ running: { phase, share, stop } }: WorkBarProps) {
  const { t } = useTexts()
  const label = t(`backups.${phase}`)
  return (
    <div className="backups-work" role="status">
      <span>{label}</span>
      <progress aria-label={label} max={1} value={share} />
      {stop && (
        <Button kind="quiet" onClick={stop}>
          {t('ui.cancel')}
        </Button>
      )}
    </div>
  )
}
