import { useTexts } from '#renderer/ui/i18n.tsx'
import { Switch } from '#renderer/ui/switch.tsx'
import { GoalControl } from './goal-control.tsx'
import { SettingsLine, SliderLine } from './settings-line.tsx'
import type { SectionProps } from './settings-section.ts'

/** How the author writes, and reads aloud. */
export function WritingSection({ settings, onChange }: SectionProps) {
  const { t } = useTexts()
  return (
    <>
      <SliderLine
        label={t('settings.pace')}
        note={t('settings.pace-note')}
        value={settings.pace}
        min={120}
        max={400}
        step={10}
        said={t('settings.pace-value', { pace: settings.pace })}
        onChange={(pace) => onChange({ pace })}
      />
      <SettingsLine label={t('settings.goal')} note={t('settings.goal-note')}>
        <GoalControl goal={settings.dailyGoal} onChange={(dailyGoal) => onChange({ dailyGoal })} />
      </SettingsLine>
      <SettingsLine label={t('settings.full-width')} note={t('settings.full-width-note')}>
        <Switch label={t('settings.full-width')} hideLabel checked={settings.fullWidthMarks} onChange={(fullWidthMarks) => onChange({ fullWidthMarks })} />
      </SettingsLine>
      <SettingsLine label={t('settings.pairs')} note={t('settings.pairs-note')}>
        <Switch label={t('settings.pairs')} hideLabel checked={settings.pairedMarks} onChange={(pairedMarks) => onChange({ pairedMarks })} />
      </SettingsLine>
    </>
  )
}
