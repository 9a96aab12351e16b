import { useHost } from '#renderer/host/host-context.tsx'
import { useValue } from '#renderer/host/value.ts'
import { Button } from '#renderer/ui/button.tsx'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { longWorkOf } from './long-work.ts'
import './work-line.css'

/** What takes a while, how far it is, and the way out. */
export function WorkLine() {
  const { t } = useTexts()
  const work = longWorkOf(useHost())
  const running = useValue(work.state)
  if (!running) return null
  const label = t(`voice.doing-${running.kind}`)
  return (
    <div className="card voice-work">
      <span role="status">{label}</span>
      <progress aria-label={label} {...(running.share !== null && { value: running.share })} />
      <Button onClick={work.stop}>{t('ui.cancel')}</Button>
    </div>
  )
}
