/** What a run came to, and the one thing to do then. */
import { Check } from 'lucide-react'
import type { AdapterId } from '#preload/contract/adapters.ts'
import type { VoiceState } from '#preload/contract/voice.ts'
import { useHost } from '#renderer/host/host-context.tsx'
import { useSelected } from '#renderer/host/value.ts'
import { Button } from '#renderer/ui/button.tsx'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { useAdapterDeeds } from './use-adapter-deeds.ts'
import { askAdapters, useAnswer, useDoing, useKeptFocus } from './use-voice.ts'

interface DoneGiven {
  readonly result: NonNullable<VoiceState['result']>
  readonly name: string
  readonly editable: boolean
  readonly onProof: (adapter: AdapterId) => void
}

export function DoneCard({ result, name, editable, onProof }: DoneGiven) {
  const { t } = useTexts()
  const doing = useDoing()
  const place = useKeptFocus<HTMLDivElement>(result)
  const { adapter, before, after, proved } = result
  const close = () => void doing(({ voice }) => voice.cancel({}))
  return (
    <div ref={place} className="card voice-done" tabIndex={-1} data-learnt={adapter !== null || undefined}>
      <h2 role="status">
        {adapter !== null && <Check aria-hidden="true" />}
        {adapter === null ? t('voice.done-nothing') : t('voice.done', { name })}
      </h2>
      <p>
        {adapter === null ? t('voice.done-nothing-why') : t('voice.done-why', { before: before.toFixed(2), after: after.toFixed(2) })}
        {proved && <> {t(`voice.verdict-${proved.verdict}`)}</>}
      </p>
      <div className="voice-deeds">
        {adapter !== null && editable && (proved === null || proved.isWorthUsing) && <UseMade adapter={adapter} isProved={proved !== null} />}
        {adapter !== null && <Button onClick={() => onProof(adapter)}>{t('voice.see-proof')}</Button>}
        <Button kind="quiet" onClick={close}>
          {t('voice.done-close')}
        </Button>
      </div>
    </div>
  )
}

/** What was not proved may be used, but is not urged on anyone. */
function UseMade({ adapter, isProved }: { adapter: AdapterId; isProved: boolean }) {
  const { t } = useTexts()
  const made = useAnswer(askAdapters)?.find(({ id }) => id === adapter)
  const isActive = useSelected(useHost().adapter, (active) => active?.id === adapter)
  const deeds = useAdapterDeeds()
  if (isActive) return <span className="pill">{t('voice.active')}</span>
  return (
    <Button kind={isProved ? 'go' : 'plain'} disabled={!made || deeds.busy !== null} onClick={() => made && void deeds.activate(made)}>
      {t('voice.activate')}
    </Button>
  )
}
