import { useId, useState } from 'react'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { Switch } from '#renderer/ui/switch.tsx'

/** What a goal begins with once the author wants one. */
const firstGoal = 500
const mostGoal = 100_000

/** How much the author means to write each day, if anything: off unless it is asked for. */
export function GoalControl({ goal, onChange }: { goal: number | null; onChange: (goal: number | null) => void }) {
  const { t } = useTexts()
  return (
    <div className="settings-goal">
      {goal !== null && <GoalField key={goal} goal={goal} onChange={onChange} />}
      <Switch label={t('settings.goal')} hideLabel checked={goal !== null} onChange={(isOn) => onChange(isOn ? firstGoal : null)} />
    </div>
  )
}

/** Holds at once when it is a number that can be one; until then the goal stays as it was, and the field says so. */
function GoalField({ goal, onChange }: { goal: number; onChange: (goal: number) => void }) {
  const { t } = useTexts()
  const id = useId()
  const [text, setText] = useState(String(goal))
  const [isWrong, setWrong] = useState(false)
  const keep = () => {
    const next = Number(text.normalize('NFKC').replaceAll(/[\s,]/g, ''))
    const isGoal = Number.isInteger(next) && next >= 1 && next <= mostGoal
    setWrong(!isGoal)
    if (isGoal && next !== goal) onChange(next)
  }
  return (
    <span className="settings-goal-field">
      <input
        className="field"
        aria-label={t('settings.goal-field')}
        aria-invalid={isWrong || undefined}
        aria-describedby={isWrong ? id : undefined}
        inputMode="numeric"
        autoComplete="off"
        maxLength={10}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onBlur={keep}
        onKeyDown={(event) => {
          if (event.key === 'Enter') keep()
        }}
      />
      {t('settings.goal-unit')}
      {isWrong && (
        <small id={id} role="alert">
          {t('settings.goal-wrong')}
        </small>
      )}
    </span>
  )
}
