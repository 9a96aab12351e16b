import { useEffect, useState } from 'react'
import type { SuggestionStatistics } from '#preload/contract/suggestions.ts'
import { useHost } from '#renderer/host/host-context.tsx'
import { useValue } from '#renderer/host/value.ts'
import { Button } from '#renderer/ui/button.tsx'
import { useTexts } from '#renderer/ui/i18n.tsx'

/** One line of what suggestions have saved so far, and the way to the whole page of counts. */
export function CountsCard({ onStatistics }: { onStatistics: () => void }) {
  const { t } = useTexts()
  const host = useHost()
  const counted = useValue(host.counted)
  const session = useValue(host.session)
  const [counts, setCounts] = useState<SuggestionStatistics | null>(null)
  useEffect(() => {
    // The card is an aside: without a host it keeps its last numbers.
    void host
      .clients()
      .suggestions.statistics({})
      .then(setCounts, () => undefined)
  }, [host, counted, session])
  if (!counts || counts.shown === 0) return null
  return (
    <section className="card counts-card" aria-label={t('command.statistics')}>
      <p title={t('inspector.counts-why')}>{t('inspector.counts', { accepted: counts.acceptedCharacters, retained: counts.retainedCharacters })}</p>
      <Button onClick={onStatistics}>{t('inspector.more-counts')}</Button>
    </section>
  )
}
