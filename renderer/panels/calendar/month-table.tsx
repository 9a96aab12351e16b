import { useTexts } from '#renderer/ui/i18n.tsx'
import type { CalendarDay } from './months.ts'

/** A Monday, to name the days of the week after. */
const someMonday = new Date(2024, 0, 1)

/** A month as a table: a row a week, a column a weekday, in each day what was written. */
export function MonthTable({
  name,
  weeks,
  today,
  goal,
}: {
  name: string
  weeks: readonly (readonly (CalendarDay | null)[])[]
  today: string
  goal: number | null
}) {
  const { language } = useTexts()
  const weekday = (at: number, width: 'long' | 'narrow' | 'short') =>
    new Intl.DateTimeFormat(language, { weekday: width }).format(new Date(someMonday.getFullYear(), 0, someMonday.getDate() + at))
  return (
    <table className="calendar-month">
      <caption className="visually-hidden">{name}</caption>
      <thead>
        <tr>
          {Array.from({ length: 7 }, (_, at) => (
            <th key={at} scope="col" abbr={weekday(at, 'long')}>
              {weekday(at, language === 'zh-CN' ? 'narrow' : 'short')}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeks.map((week, row) => (
          <tr key={week.find((day) => day !== null)?.day ?? row}>
            {week.map((day, column) =>
              day ? (
                <Day key={day.day} day={day} isToday={day.day === today} isReached={goal !== null && day.words >= goal} />
              ) : (
                <td key={column} className="calendar-none" />
              ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Day({ day, isToday, isReached }: { day: CalendarDay; isToday: boolean; isReached: boolean }) {
  const { t, language } = useTexts()
  return (
    <td data-level={day.level} data-reached={isReached || undefined} aria-current={isToday ? 'date' : undefined}>
      <time dateTime={day.day}>{day.date}</time>
      {day.words > 0 && <span>{day.words.toLocaleString(language)}</span>}
      {day.words > 0 && <span className="visually-hidden"> {t('calendar.words')}</span>}
      {isReached && <span className="visually-hidden"> {t('calendar.reached')}</span>}
    </td>
  )
}
