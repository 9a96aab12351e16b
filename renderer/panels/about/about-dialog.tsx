import { useState } from 'react'
import { useHost } from '#renderer/host/host-context.tsx'
import { useValue } from '#renderer/host/value.ts'
import { Dialog } from '#renderer/ui/dialog.tsx'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { Credits } from './credits.tsx'
import './about-dialog.css'

/** What this program is, what it promises, and whom it has to thank. */
export function AboutDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useTexts()
  const about = useValue(useHost().about)
  const [isRead, setRead] = useState(false)
  return (
    <Dialog open={open} onClose={onClose} title={t('command.about')} size="large">
      <div className="about-head">
        <span className="seal about-seal" aria-hidden="true">
          {t('app.seal')}
        </span>
        <div>
          <strong>{t('app.name')}</strong>
          {about && <p>{t('about.version', { version: about.version })}</p>}
        </div>
      </div>
      <p className="about-promise">{t('about.promise')}</p>
      <p className="about-promise">{t('about.licence')}</p>
      {about && (
        <details className="about-credits" onToggle={(event) => setRead(event.currentTarget.open)}>
          <summary>{t('about.credits')}</summary>
          {isRead && <Credits text={about.credits} />}
        </details>
      )}
    </Dialog>
  )
}
