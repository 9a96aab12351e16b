import { type ReactNode, useEffect, useId, useState } from 'react'
import type { ModelEntry } from '#preload/contract/models.ts'
import type { Settings } from '#preload/contract/settings.ts'
import { useHost } from '#renderer/host/host-context.tsx'
import { useValue } from '#renderer/host/value.ts'
import { Dialog } from '#renderer/ui/dialog.tsx'
import { formatBytes } from '#renderer/ui/format.ts'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { modelName } from '#renderer/ui/model-name.ts'
import { isMac } from '#renderer/ui/keys.ts'
import { Segmented } from '#renderer/ui/segmented.tsx'
import { Switch } from '#renderer/ui/switch.tsx'
import './settings-dialog.css'

/** What the author can choose. Every choice holds at once; there is nothing to save. */
export function SettingsDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useTexts()
  const host = useHost()
  const settings = useValue(host.settings)
  const change = host.changeSettings
  return (
    <Dialog open={open} onClose={onClose} title={t('command.settings')}>
      <Line label={t('settings.language')}>
        <Segmented label={t('settings.language')} value={settings.language} onChange={(language) => change({ language })} choices={[
          { value: 'system', label: t('settings.system') },
          { value: 'zh-CN', label: t('settings.chinese') },
          { value: 'en', label: t('settings.english') },
        ]} />
      </Line>
      <Line label={t('settings.theme')}>
        <Segmented label={t('settings.theme')} value={settings.theme} onChange={(theme) => change({ theme })} choices={[
          { value: 'system', label: t('settings.system') },
          { value: 'light', label: t('settings.light') },
          { value: 'dark', label: t('settings.dark') },
        ]} />
      </Line>
      <Line label={t('settings.suggestions')} note={t('settings.suggestions-note')}>
        <Switch label={t('settings.suggestions')} hideLabel checked={settings.suggestions} onChange={(suggestions) => change({ suggestions })} />
      </Line>
      <PaceLine pace={settings.pace} onChange={(pace) => change({ pace })} />
      <ModelLines settings={settings} onChange={change} />
    </Dialog>
  )
}

function Line({ label, note, id, children }: { label: string; note?: string; id?: string; children: ReactNode }) {
  return (
    <div className="settings-line">
      <div className="settings-name">
        {id ? <label htmlFor={id}>{label}</label> : <span>{label}</span>}
        {note && <small>{note}</small>}
      </div>
      {children}
    </div>
  )
}

function PaceLine({ pace, onChange }: { pace: number; onChange: (pace: number) => void }) {
  const { t } = useTexts()
  const id = useId()
  return (
    <Line label={t('settings.pace')} note={t('settings.pace-note')} id={id}>
      <div className="settings-pace">
        <input id={id} type="range" min={120} max={400} step={10} value={pace} aria-valuetext={t('settings.pace-value', { pace })} onChange={(event) => onChange(event.target.valueAsNumber)} />
        <output htmlFor={id}>{t('settings.pace-value', { pace })}</output>
      </div>
    </Line>
  )
}

const devices = ['auto', 'cpu', 'cuda', 'vulkan', 'metal'] as const

function ModelLines({ settings, onChange }: { settings: Settings; onChange: (part: Partial<Settings>) => void }) {
  const { t, language } = useTexts()
  const host = useHost()
  const engine = useValue(host.engine)
  const [models, setModels] = useState<readonly ModelEntry[]>([])
  const modelId = useId()
  const deviceId = useId()
  useEffect(() => {
    // Without a host the list stays as it is; the banner above tells why.
    void host.clients().models.list({}).then(setModels, () => undefined)
  }, [host])
  const mac = isMac()
  const offered = devices.filter((device) => device === settings.device || (mac ? device !== 'cuda' && device !== 'vulkan' : device !== 'metal'))
  const choose = (value: string) => onChange({ device: devices.find((device) => device === value) ?? 'auto' })
  return (
    <>
      <Line label={t('settings.model')} note={t('settings.model-note')} id={modelId}>
        <select id={modelId} value={settings.model ?? 'starter'} onChange={(event) => onChange({ model: event.target.value === 'starter' ? null : event.target.value })}>
          {models.length === 0 && <option value={settings.model ?? 'starter'}>{engine?.model ? modelName(t, engine.model) : t('settings.no-model')}</option>}
          {models.map((model) => <option key={model.id} value={model.id}>{`${modelName(t, model)} · ${formatBytes(language, model.bytes)}`}</option>)}
        </select>
      </Line>
      <Line label={t('settings.device')} note={t('settings.device-note')} id={deviceId}>
        <select id={deviceId} value={settings.device} onChange={(event) => choose(event.target.value)}>
          {offered.map((device) => <option key={device} value={device}>{t(`device.${device}`)}</option>)}
        </select>
      </Line>
    </>
  )
}
