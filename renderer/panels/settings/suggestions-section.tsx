import { useId } from 'react'
import { useHost } from '#renderer/host/host-context.tsx'
import { useValue } from '#renderer/host/value.ts'
import { Button } from '#renderer/ui/button.tsx'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { isMac } from '#renderer/ui/keys.ts'
import { modelName } from '#renderer/ui/model-name.ts'
import { Switch } from '#renderer/ui/switch.tsx'
import { SettingsLine } from './settings-line.tsx'
import type { SectionProps } from './settings-section.ts'

const devices = ['auto', 'cpu', 'cuda', 'vulkan', 'metal'] as const

/** Whether and with what the studio suggests. `isDevice`: the author came for the device. */
export function SuggestionsSection({ settings, onChange, isDevice, onModels }: SectionProps & { readonly isDevice: boolean; readonly onModels: () => void }) {
  const { t } = useTexts()
  const engine = useValue(useHost().engine)
  const deviceId = useId()
  const mac = isMac()
  const offered = devices.filter((device) => device === settings.device || (mac ? device !== 'cuda' && device !== 'vulkan' : device !== 'metal'))
  const choose = (value: string) => onChange({ device: devices.find((device) => device === value) ?? 'auto' })
  return (
    <>
      <SettingsLine label={t('settings.suggestions')} note={t('settings.suggestions-note')}>
        <Switch label={t('settings.suggestions')} hideLabel checked={settings.suggestions} onChange={(suggestions) => onChange({ suggestions })} />
      </SettingsLine>
      <SettingsLine label={t('settings.phrases')} note={t('settings.phrases-note')}>
        <Switch label={t('settings.phrases')} hideLabel checked={settings.phrases} onChange={(phrases) => onChange({ phrases })} />
      </SettingsLine>
      <SettingsLine label={t('engine.model')} note={engine?.model ? modelName(t, engine.model) : t('settings.model-note')}>
        <Button onClick={onModels}>{t('settings.choose-model')}</Button>
      </SettingsLine>
      <SettingsLine label={t('engine.runs-on')} note={t('settings.device-note')} id={deviceId}>
        <select className="field" id={deviceId} data-autofocus={isDevice || undefined} value={settings.device} onChange={(event) => choose(event.target.value)}>
          {offered.map((device) => (
            <option key={device} value={device}>
              {t(`device.${device}`)}
            </option>
          ))}
        </select>
      </SettingsLine>
    </>
  )
}
