import { Segmented } from '#renderer/ui/segmented.tsx'
import { Switch } from '#renderer/ui/switch.tsx'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { SettingsLine, SliderLine } from './settings-line.tsx'
import type { SectionProps } from './settings-section.ts'

/** How the studio and the page look. */
export function AppearanceSection({ settings, onChange }: SectionProps) {
  const { t } = useTexts()
  return (
    <>
      <SettingsLine label={t('settings.language')}>
        <Segmented
          label={t('settings.language')}
          value={settings.language}
          onChange={(language) => onChange({ language })}
          choices={[
            { value: 'system', label: t('settings.system') },
            { value: 'zh-CN', label: t('settings.chinese') },
            { value: 'en', label: t('settings.english') },
          ]}
        />
      </SettingsLine>
      <SettingsLine label={t('settings.theme')}>
        <Segmented
          label={t('settings.theme')}
          value={settings.theme}
          onChange={(theme) => onChange({ theme })}
          choices={[
            { value: 'system', label: t('settings.system') },
            { value: 'light', label: t('settings.light') },
            { value: 'dark', label: t('settings.dark') },
          ]}
        />
      </SettingsLine>
      <SliderLine
        label={t('settings.text-size')}
        value={settings.textSize}
        min={14}
        max={28}
        step={1}
        said={t('settings.text-size-value', { size: settings.textSize })}
        onChange={(textSize) => onChange({ textSize })}
      />
      <SliderLine
        label={t('settings.measure')}
        value={settings.measure}
        min={24}
        max={60}
        step={1}
        said={t('settings.measure-value', { count: settings.measure })}
        onChange={(measure) => onChange({ measure })}
      />
      <SettingsLine label={t('settings.typewriter')} note={t('settings.typewriter-note')}>
        <Switch label={t('settings.typewriter')} hideLabel checked={settings.typewriter} onChange={(typewriter) => onChange({ typewriter })} />
      </SettingsLine>
      <SettingsLine label={t('settings.dimmed')} note={t('settings.dimmed-note')}>
        <Switch label={t('settings.dimmed')} hideLabel checked={settings.dimmed} onChange={(dimmed) => onChange({ dimmed })} />
      </SettingsLine>
    </>
  )
}
