import { formatDay } from '#renderer/ui/format.ts'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { type Day } from './days.ts'

const height = 120

/** A bar a day: what was shown, and in it what was accepted. The same as a table for those who don't see it. */
export function DayBars({ days }: { days: readonly Day[] }) {
  const { t, language } = useTexts()
  const top = Math.max(1, ...days.map((day) => day.shownCharacters))
  const percent = (value: number) => `${(value / top) * 100}%`
  return (
    <>
      <div className="day-bars" aria-hidden="true" style={{ height }}>
        {days.map((day) => (
          <div
            key={day.day}
            className="day-bar"
            title={t('statistics.day', { day: formatDay(language, day.day), shown: day.shownCharacters, accepted: day.acceptedCharacters })}
          >
            <div className="day-track">
              <i className="day-shown" style={{ height: percent(day.shownCharacters) }} />
              <i className="day-accepted" style={{ height: percent(day.acceptedCharacters) }} />
            </div>
            <span>{formatDay(language, day.day)}</span>
          </div>
        ))}
      </div>
      {/* A table can't be made smaller than its rows, which would then be scrolled to. */}
      <div className="visually-hidden">
        <table>
          <caption>{t('statistics.days')}</caption>
          <thead>
            <tr>
              <th>{t('statistics.day-name')}</th>
              <th>{t('statistics.shown')}</th>
              <th>{t('statistics.accepted')}</th>
            </tr>
          </thead>
          <tbody>
            {days.map((day) => (
              <tr key={day.day}>
                <td>{formatDay(language, day.day)}</td>
                <td>{day.shownCharacters}</td>
                <td>{day.acceptedCharacters}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  )
}
