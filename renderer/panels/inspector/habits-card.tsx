import type { Habit, Habits } from '#preload/contract/habits.ts'
import type { Clients } from '#renderer/host/clients.ts'
import { useHost } from '#renderer/host/host-context.tsx'
import { useCounted } from '#renderer/host/use-counted.ts'
import { useSelected } from '#renderer/host/value.ts'
import { Button } from '#renderer/ui/button.tsx'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { Switch } from '#renderer/ui/switch.tsx'
import { useAsked } from '#renderer/ui/use-asked.ts'
import { changeOf, isTelling, learntOf, placeText } from './habits.ts'

/** What was learnt of the author, what it changes, and how to switch it off and erase it. */
export function HabitsCard() {
  const { t } = useTexts()
  const host = useHost()
  const on = useSelected(host.settings, (settings) => settings.habits)
  const { kinds, total, erase } = useHabits()
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
          <Button onClick={() => void erase()}>{t('habits.erase')}</Button>
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
      <small>{t('habits.because', { seen: Math.round(habit.seen), accepted: Math.round(habit.accepted) })}</small>
    </li>
  )
}

const ask = ({ suggestions }: Clients) => suggestions.habits({})
const none: Habits = { kinds: [], total: 0 }

function useHabits() {
  const host = useHost()
  const { t } = useTexts()
  // The card is an aside: without a host it keeps its last numbers and says nothing.
  const { read, readAgain } = useCounted(ask)
  const asked = useAsked()
  const erase = () =>
    asked({ title: t('habits.erase-title'), body: t('habits.erase-body'), action: t('habits.erase') }, async () => {
      await host.clients().suggestions.eraseHabits({})
      await readAgain()
    })
  return { ...(read?.counts ?? none), erase }
}
