import { ChevronLeft, ChevronRight } from 'lucide-react'
import { useEffect, useMemo, useState } from 'react'
import type { WrittenDay } from '#preload/contract/days.ts'
import { useHost } from '#renderer/host/host-context.tsx'
import { Reading } from '#renderer/host/reading.ts'
import { useToday } from '#renderer/host/use-today.ts'
import { useSelected, useValue } from '#renderer/host/value.ts'
import { Button, IconButton } from '#renderer/ui/button.tsx'
import { Figure, Figures } from '#renderer/ui/figure.tsx'
import { dayKey } from '#renderer/ui/format.ts'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { useNotices } from '#renderer/ui/toast.tsx'
import { MonthTable } from './month-table.tsx'
import { daysIn, fullDay, lastYear, type Month, monthAfter, streaks, weeksOf } from './months.ts'
import './calendar-panel.css'

/** How much was written on each day: a month as a table, and the last year at a glance. */
export function CalendarPanel({ onGoal }: { /** Leads to where a daily goal is set. */ onGoal: () => void }) {
  const { t } = useTexts()
  const days = useWrittenDays()
  const goal = useSelected(useHost().settings, (settings) => settings.dailyGoal)
  const today = useToday()
  return (
    <section className="panel calendar" aria-labelledby="calendar-title">
      <h1 id="calendar-title">{t('command.calendar')}</h1>
      <p className="lead">{t('calendar.lead')}</p>
      {days && (
        <>
          {days.length === 0 && <p className="calendar-begin">{t('calendar.none')}</p>}
          <Summary days={days} goal={goal} today={today} />
          <MonthCard days={days} goal={goal} today={today} />
          <YearCard days={days} goal={goal} today={today} />
          <div className="calendar-foot">
            <span>{goal === null ? t('calendar.no-goal') : t('calendar.goal', { count: goal })}</span>
            <Button onClick={onGoal}>{t(goal === null ? 'calendar.set-goal' : 'calendar.change-goal')}</Button>
          </div>
        </>
      )}
    </section>
  )
}

interface Shown {
  readonly days: readonly WrittenDay[]
  readonly goal: number | null
  readonly today: Date
}

function Summary({ days, goal, today }: Shown) {
  const { t, language } = useTexts()
  const number = (value: number) => value.toLocaleString(language)
  const written = days.find(({ day }) => day === dayKey(today))?.words ?? 0
  const month = daysIn({ year: today.getFullYear(), month: today.getMonth() }, days)
  const total = month.reduce((sum, { words }) => sum + words, 0)
  const reached = goal === null ? 0 : month.filter(({ words }) => words >= goal).length
  const { now, longest } = streaks(days, today)
  return (
    <Figures>
      <Figure value={number(written)} name={t('calendar.today')} why={goal === null ? t('calendar.today-why') : t('calendar.of-goal', { count: goal })} />
      <Figure
        value={number(total)}
        name={t('calendar.month')}
        why={goal === null ? t('calendar.month-why', { count: month.length }) : t('calendar.month-reached', { count: month.length, reached })}
      />
      <Figure value={number(now)} name={t('calendar.streak')} why={t('calendar.streak-why', { count: longest })} />
      <Figure value={number(month.length > 0 ? Math.round(total / month.length) : 0)} name={t('calendar.average')} why={t('calendar.average-why')} />
    </Figures>
  )
}

function MonthCard({ days, goal, today }: Shown) {
  const { t, language } = useTexts()
  const thisMonth = { year: today.getFullYear(), month: today.getMonth() }
  const [back, setBack] = useState(0)
  const month: Month = monthAfter(thisMonth, back)
  const name = new Intl.DateTimeFormat(language, { year: 'numeric', month: 'long' }).format(new Date(month.year, month.month, 1))
  const total = daysIn(month, days).reduce((sum, { words }) => sum + words, 0)
  return (
    <div className="card">
      <header>
        <h2 aria-live="polite">
          {name} <small>{t('calendar.total', { count: total })}</small>
        </h2>
        <div className="calendar-steps">
          {back < 0 && (
            <Button kind="quiet" onClick={() => setBack(0)}>
              {t('calendar.this-month')}
            </Button>
          )}
          <IconButton label={t('calendar.month-before')} onClick={() => setBack(back - 1)}>
            <ChevronLeft />
          </IconButton>
          <IconButton label={t('calendar.month-after')} disabled={back >= 0} onClick={() => setBack(back + 1)}>
            <ChevronRight />
          </IconButton>
        </div>
      </header>
      <MonthTable name={name} weeks={weeksOf(month, days, fullDay(days, goal))} today={dayKey(today)} goal={goal} />
    </div>
  )
}

/** A picture alone: the months say the same to those who don't see it. */
function YearCard({ days, goal, today }: Shown) {
  const { t } = useTexts()
  const weeks = lastYear(today, days, fullDay(days, goal))
  return (
    <div className="card calendar-year" aria-hidden="true">
      <h2>{t('calendar.year')}</h2>
      <div className="calendar-weeks">
        {weeks.map((week, at) => (
          <div key={week[0]?.day ?? at}>
            {week.map((day, weekday) => (
              <i key={day?.day ?? weekday} data-level={day?.level} title={day ? t('calendar.day', { day: day.day, count: day.words }) : undefined} />
            ))}
          </div>
        ))}
      </div>
    </div>
  )
}

/** Every day on which something was written, read again when that may have changed; null until it was read. */
function useWrittenDays(): readonly WrittenDay[] | null {
  const host = useHost()
  const notices = useNotices()
  const written = useValue(host.written)
  const session = useValue(host.session)
  const [days, setDays] = useState<readonly WrittenDay[] | null>(null)
  const reading = useMemo(() => new Reading<readonly WrittenDay[]>({ read: setDays, failed: notices.problem }), [notices])
  useEffect(() => {
    void reading.again(async () => (await host.clients().days.written({})).days)
    return () => reading.stop()
  }, [host, reading, written, session])
  return days
}
