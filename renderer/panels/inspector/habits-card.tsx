import { useCallback, useEffect, useState } from 'react'
import type { Habit, Habits } from '#preload/contract/habits.ts'
import { useHost } from '#renderer/host/host-context.tsx'
import { useSelected, useValue } from '#renderer/host/value.ts'
import { Button } from '#renderer/ui/button.tsx'
import { useConfirm } from '#renderer/ui/confirm.tsx'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { Switch } from '#renderer/ui/switch.tsx'
import { useNotices } from '#renderer/ui/toast.tsx'
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

function useHabits() {
  const host = useHost()
  const notices = useNotices()
  const confirm = useConfirm()
  const { t } = useTexts()
  const counted = useValue(host.counted)
  const session = useValue(host.session)
  const model = useSelected(host.engine, (engine) => engine?.model?.id)
  const [habits, setHabits] = useState<Habits>({ kinds: [], total: 0 })
  const readAgain = useCallback(async () => {
    // The card is an aside: without a host it keeps its last numbers.
    await host
      .clients()
      .suggestions.habits({})
      .then(setHabits)
      .catch(() => undefined)
  }, [host])
  useEffect(() => {
    void readAgain()
  }, [readAgain, counted, session, model])
  const erase = async () => {
    if (!(await confirm({ title: t('habits.erase-title'), body: t('habits.erase-body'), action: t('habits.erase'), danger: true }))) return
    try {
      await host.clients().suggestions.eraseHabits({})
      await readAgain()
    } catch (error) {
      notices.problem(error)
    }
  }
  return { ...habits, erase }
}
