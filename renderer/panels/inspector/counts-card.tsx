import type { Clients } from '#renderer/host/clients.ts'
import { useCounted } from '#renderer/host/use-counted.ts'
import { Button } from '#renderer/ui/button.tsx'
import { useTexts } from '#renderer/ui/i18n.tsx'

const ask = ({ suggestions }: Clients) => suggestions.statistics({})

/** One line of what suggestions have saved so far, and the way to the whole page of counts. */
export function CountsCard({ onStatistics }: { onStatistics: () => void }) {
  const { t } = useTexts()
  // The card is an aside: without a host it keeps its last numbers and says nothing.
  const counts = useCounted(ask).read?.counts
  if (!counts || counts.shown === 0) return null
  return (
    <section className="card counts-card" aria-label={t('command.statistics')}>
      <p title={t('inspector.counts-why')}>{t('inspector.counts', { accepted: counts.acceptedCharacters, retained: counts.retainedCharacters })}</p>
      <Button onClick={onStatistics}>{t('inspector.more-counts')}</Button>
    </section>
  )
}
