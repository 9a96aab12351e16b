import { CircleAlert, Info, X } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { useHost } from '#renderer/host/host-context.tsx'
import { useSelected, useValue } from '#renderer/host/value.ts'
import { Button, IconButton } from '#renderer/ui/button.tsx'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { useNotices } from '#renderer/ui/toast.tsx'
import { type Action, type Banner, chooseBanners, newLibraryId } from './choose-banners.ts'
import { leastSaved } from './saved-state.ts'
import { useShell } from './shell-context.tsx'
import { useNewLibrary } from './use-new-library.ts'
import { problemSentence } from '#renderer/ui/problem-sentence.ts'
import type { Language, Translate } from '#renderer/ui/translate.ts'
import './banners.css'

/** Calm lines above the page about what is not as it should be, each with what can be done. */
export function Banners() {
  const host = useHost()
  const shell = useShell()
  // Text on its way is no trouble yet: a key press draws no banner again.
  const waiting = useSelected(shell.status, (status) => (status?.saved.kind === 'waiting' ? status.saved : null))
  const titles = useValue(shell.titles.saved)
  const newLibrary = useNewLibrary()
  const [dismissed, setDismissed] = useState<readonly string[]>([])
  const banners = chooseBanners({
    link: useValue(host.link),
    inBrowser: useValue(host.about)?.host === 'browser',
    workspace: useValue(host.workspace),
    engine: useValue(host.engine),
    model: useSelected(host.settings, (settings) => settings.model),
    suggestions: useSelected(host.settings, (settings) => settings.suggestions),
    saved: waiting ? leastSaved(waiting, titles) : titles,
    newLibrary: newLibrary.folder,
  }).filter((banner) => !dismissed.includes(banner.id))
  const dismiss = (id: string) => {
    if (id === newLibraryId) newLibrary.understood()
    else setDismissed([...dismissed, id])
  }
  return (
    <div className="banners" aria-live="polite">
      {banners.map((banner) => (
        <BannerLine key={banner.id} banner={banner} onDismiss={() => dismiss(banner.id)} />
      ))}
    </div>
  )
}

function BannerLine({ banner, onDismiss }: { banner: Banner; onDismiss: () => void }) {
  const { t, language } = useTexts()
  const text = sentence(banner.says, t, language)
  return (
    <div className="banner" data-tone={banner.tone} data-banner={banner.id}>
      {banner.tone === 'info' ? <Info aria-hidden="true" /> : <CircleAlert aria-hidden="true" />}
      <p>{text}</p>
      {banner.actions.map((action) => (
        <BannerAction key={action} action={action} />
      ))}
      {banner.dismissible && (
        <IconButton label={t('banner.dismiss')} onClick={onDismiss}>
          <X />
        </IconButton>
      )}
    </div>
  )
}

function sentence(says: Banner['says'], t: Translate, language: Language): string {
  if ('refused' in says) return t(says.byStarter ? 'banner.stands-in' : 'banner.refused', { problem: problemSentence(language, says.refused) })
  if ('problem' in says) return problemSentence(language, says.problem)
  if (says.kind === 'fell-back') {
    const { device, deviceName } = says.to
    return t('banner.fell-back', { trouble: t(`banner.no-${says.from}`), device: deviceName ?? t(`device.${device ?? 'cpu'}`) })
  }
  return says.kind === 'new-library' ? t('banner.new-library', { folder: says.folder }) : t(`banner.${says.kind}`)
}

function BannerAction({ action }: { action: Action }): ReactNode {
  const { t } = useTexts()
  const host = useHost()
  const shell = useShell()
  const notices = useNotices()
  switch (action) {
    case 'reload':
      return <Button onClick={() => location.reload()}>{t('ui.reload')}</Button>
    case 'model':
      return <Button onClick={() => shell.dialog.set('models')}>{t('banner.choose-model')}</Button>
    case 'device':
      return <Button onClick={() => shell.dialog.set('choose-device')}>{t('banner.choose-device')}</Button>
    case 'retry-engine':
      return (
        <Button
          onClick={() => {
            host.clients().models.retry({}).catch(notices.problem)
          }}
        >
          {t('ui.retry')}
        </Button>
      )
    default:
      return action satisfies never
  }
}
