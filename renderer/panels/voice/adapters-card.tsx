/** Voices that were learnt, the newest first. */
import type { AdapterId } from '#preload/contract/adapters.ts'
import { Button } from '#renderer/ui/button.tsx'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { AdapterRow } from './adapter-row.tsx'
import { useAdapterDeeds } from './use-adapter-deeds.ts'
import { askAdapters, useAnswer } from './use-voice.ts'

interface AdaptersGiven {
  readonly editable: boolean
  readonly onProof: (adapter: AdapterId) => void
  readonly onCompare: () => void
  readonly onModels: () => void
}

export function AdaptersCard({ editable, onProof, onCompare, onModels }: AdaptersGiven) {
  const { t } = useTexts()
  const adapters = useAnswer(askAdapters)
  const deeds = useAdapterDeeds()
  if (!adapters || adapters.length === 0) return null
  return (
    <div className="card voice-adapters">
      <header>
        <h2>{t('voice.adapters')}</h2>
        {adapters.length > 1 && (
          <Button kind="quiet" onClick={onCompare}>
            {t('voice.compare')}
          </Button>
        )}
      </header>
      <ul>
        {adapters.map((adapter) => (
          <AdapterRow key={adapter.id} {...{ adapter, editable, deeds, onModels }} onProof={() => onProof(adapter.id)} />
        ))}
      </ul>
    </div>
  )
}
