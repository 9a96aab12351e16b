import { useState } from 'react'
import type { Habit, Reason } from '#preload/contract/habits.ts'
import { useHost } from '#renderer/host/host-context.tsx'
import { useSelected, useValue } from '#renderer/host/value.ts'
import { Button } from '#renderer/ui/button.tsx'
import { formatShare } from '#renderer/ui/format.ts'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { formatShortcut } from '#renderer/ui/keys.ts'
import { heededIn, placeText, timesInTen } from './habits.ts'
import { hintOf, type Told } from './steady.ts'
import { type TokenBar, tokenBars } from './tokens.ts'

const fewBars = 8

/**
 * The suggestion that is on the page now, or was until a moment ago, token by token with how sure the model is of each; or why there is none.
 * Small until the first one; from then on as tall with as without, so that nothing below moves while the author writes.
 */
export function SuggestionCard({ suggestion, nothing, isPast, on, habits }: Told & { isPast: boolean; on: boolean; habits: readonly Habit[] }) {
  const { t, language } = useTexts()
  const host = useHost()
  const hasVoice = useSelected(host.adapter, (active) => active !== null)
  const isConnected = useValue(host.link) === 'connected'
  const isReady = useSelected(host.engine, (engine) => engine?.phase === 'ready')
  const hint = hintOf(nothing, { on, isConnected, isReady })
  const [all, setAll] = useState(false)
  const bars = suggestion ? tokenBars(suggestion) : []
  const [hasTold, setHasTold] = useState(false)
  if (bars.length > 0 && !hasTold) setHasTold(true)
  const shown = all ? bars : bars.slice(0, fewBars)
  const title = t(bars.length > 0 ? 'inspector.why' : 'inspector.suggestions')
  return (
    <section className="card suggestion-card" aria-label={title} data-past={isPast || undefined} data-roomy={hasTold || undefined}>
      {bars.length > 0 && (
        <header>
          <h2>{title}</h2>
        </header>
      )}
      {bars.length === 0 ? (
        <p className="inspector-hint">{t(`inspector.${hint}`, { keys: formatShortcut('Alt+\\') })}</p>
      ) : (
        <>
          {suggestion?.reason ? <ReasonNote reason={suggestion.reason} habits={habits} /> : shown[0] && <FirstNote bar={shown[0]} />}
          <p className="inspector-note">{t(hasVoice ? 'inspector.legend-voice' : 'inspector.legend')}</p>
          <ul className="token-bars">
            {shown.map((bar, index) => (
              <li key={`${index} ${bar.text}`} title={formatShare(language, bar.probability)}>
                <b>{bar.text}</b>
                <span className="token-track" aria-hidden="true">
                  <i data-doubtful={bar.doubtful || undefined} style={{ width: `${bar.probability * 100}%` }} />
                </span>
                <span className="visually-hidden">{formatShare(language, bar.probability)}</span>
              </li>
            ))}
          </ul>
          {bars.length > fewBars && (
            <Button kind="quiet" className="token-more" aria-expanded={all} onClick={() => setAll(!all)}>
              {all ? t('inspector.fewer') : t('inspector.all', { count: bars.length })}
            </Button>
          )}
        </>
      )}
    </section>
  )
}

/** How sure the model is of what comes next, where nothing was decided on it: it was asked for, or a part of it is written. */
function FirstNote({ bar }: { bar: TokenBar }) {
  const { t, language } = useTexts()
  return <p className="inspector-reason">{t('inspector.first', { part: bar.text, share: formatShare(language, bar.probability) })}</p>
}

/**
 * What it was shown on: where it stands, how often such a one begins rightly, and what the author's habits had to do with it. Told
 * in times, and the bars without figures: what the model believes of a word is another number, and two would seem to contradict each other.
 */
function ReasonNote({ reason, habits }: { reason: Reason; habits: readonly Habit[] }) {
  const { t } = useTexts()
  const heeds = heededIn(habits, reason)
  const times = timesInTen(reason.chance)
  return (
    <p className="inspector-reason">
      {t(times < 10 ? 'inspector.chance' : 'inspector.chance-sure', { where: placeText(t, reason.place), times })}
      {heeds && ` ${t(`inspector.heeds-${heeds}`)}`}
    </p>
  )
}
