import type { Habit } from '#preload/contract/habits.ts'
import { useHost } from '#renderer/host/host-context.tsx'
import { useSelected } from '#renderer/host/value.ts'
import { Button } from '#renderer/ui/button.tsx'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { Switch } from '#renderer/ui/switch.tsx'
import { agreedOf, changeOf, isTelling, learntOf, placeText } from './habits.ts'
import type { KnownHabits } from './use-habits.ts'

/** What was learnt of the author, what it changes, and how to switch it off and erase it. */
export function HabitsCard({ kinds, total, erase }: KnownHabits) {
  const { t } = useTexts()
  const host = useHost()
  const on = useSelected(host.settings, (settings) => settings.habits)
  const learnt = learntOf(kinds)
  const noted = Math.round(total)
  return (
    <section className="card habits-card" aria-label={t('habits.title')}>
      <div className="engine-switch">
        <Switch label={t('habits.switch')} checked={on} onChange={(habits) => host.changeSettings({ habits })} />
      </div>
      {!on && <p className="inspector-note">{t('habits.off')}</p>}
      {on && learnt.length === 0 && <p className="inspector-note">{t(isTelling(kinds) ? 'habits.none' : 'habits.empty')}</p>}
      {learnt.length > 0 && (
        <ul className="habit-list" data-off={!on || undefined}>
          {learnt.map((habit) => (
            <HabitRow key={Object.values(habit.place).join(' ')} habit={habit} />
          ))}
        </ul>
      )}
      {noted > 0 && (
        <div className="habits-foot">
          <span>{t('habits.local', { count: noted })}</span>
          <Button onClick={erase}>{t('habits.erase')}</Button>
        </div>
      )}
    </section>
  )
}

function HabitRow({ habit }: { habit: Habit }) {
  const { t } = useTexts()
  const change = changeOf(habit.shift)
  return (
    <li>
      <b>{placeText(t, habit.place)}</b>
      <strong data-change={change}>{t(`habits.${change}`)}</strong>
      <small>{t('habits.because', { seen: Math.round(habit.seen), agreed: agreedOf(habit) })}</small>
    </li>
  )
}
