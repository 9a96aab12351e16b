import type { Clients } from '#renderer/host/clients.ts'
import { useHost } from '#renderer/host/host-context.tsx'
import { useCounted } from '#renderer/host/use-counted.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Figure, Figures } from '#renderer/ui/figure.tsx'
import { formatShare } from '#renderer/ui/format.ts'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { useNotices } from '#renderer/ui/toast.tsx'
import { useAsked } from '#renderer/ui/use-asked.ts'
import { DayBars } from './day-bars.tsx'
import { acceptance, recentDays } from './days.ts'
import './statistics-panel.css'

/** What became of the suggestions, counted on this computer. */
export function StatisticsPanel() {
  const { t, language } = useTexts()
  const { read, erase } = useStatistics()
  const counts = read?.counts
  const number = (value: number) => value.toLocaleString(language)
  return (
    <section className="panel" aria-labelledby="statistics-title">
      <h1 id="statistics-title">{t('command.statistics')}</h1>
      <p className="lead">{t('statistics.lead')}</p>
      {counts && counts.shown === 0 && <p className="statistics-empty">{t('statistics.empty')}</p>}
      {read && counts && counts.shown > 0 && (
        <>
          <Figures>
            <Figure value={number(counts.shownCharacters)} name={t('statistics.shown')} why={t('statistics.shown-why', { count: counts.shown })} />
            <Figure value={number(counts.acceptedCharacters)} name={t('statistics.accepted')} why={t('statistics.accepted-why', { count: counts.accepted })} />
            <Figure value={number(counts.retainedCharacters)} name={t('statistics.retained')} why={t('statistics.retained-why')} />
            <Figure value={formatShare(language, acceptance(counts))} name={t('statistics.share')} why={t('statistics.share-why')} />
          </Figures>
          <div className="card">
            <header>
              <h2>{t('statistics.days')}</h2>
              <small>{t('statistics.days-legend')}</small>
            </header>
            <DayBars days={recentDays(counts.days, read.at)} />
          </div>
          <div className="statistics-foot">
            <span>{t('statistics.local')}</span>
            <Button onClick={() => void erase()}>{t('statistics.erase')}</Button>
          </div>
        </>
      )}
    </section>
  )
}

const ask = ({ suggestions }: Clients) => suggestions.statistics({})

function useStatistics() {
  const host = useHost()
  const { t } = useTexts()
  const { read, readAgain } = useCounted(ask, useNotices().problem)
  const asked = useAsked()
  const erase = () =>
    asked({ title: t('statistics.erase-title'), body: t('statistics.erase-body'), action: t('statistics.erase') }, async () => {
      await host.clients().suggestions.clearStatistics({})
      await readAgain()
    })
  return { read, erase }
}
