import { type ReactNode, useId } from 'react'
import type { Settings } from '#preload/contract/settings.ts'
import { useHost } from '#renderer/host/host-context.tsx'
import { useSelected, useValue } from '#renderer/host/value.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Dialog } from '#renderer/ui/dialog.tsx'
import { FilePath } from '#renderer/ui/file-path.tsx'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { isMac } from '#renderer/ui/keys.ts'
import { modelName } from '#renderer/ui/model-name.ts'
import { Segmented } from '#renderer/ui/segmented.tsx'
import { Switch } from '#renderer/ui/switch.tsx'
import './settings-dialog.css'

/** Where the dialog opens when the author came for that. */
type At = 'device' | null

/** What the author can choose. Every choice holds at once; there is nothing to save. */
export function SettingsDialog({ open, at, onClose, onModels }: { open: boolean; at: At; onClose: () => void; onModels: () => void }) {
  const { t } = useTexts()
  const host = useHost()
  const settings = useValue(host.settings)
  const change = host.changeSettings
  return (
    <Dialog open={open} onClose={onClose} title={t('command.settings')}>
      <Line label={t('settings.language')}>
        <Segmented
          label={t('settings.language')}
          value={settings.language}
          onChange={(language) => change({ language })}
          choices={[
            { value: 'system', label: t('settings.system') },
            { value: 'zh-CN', label: t('settings.chinese') },
            { value: 'en', label: t('settings.english') },
          ]}
        />
      </Line>
      <Line label={t('settings.theme')}>
        <Segmented
          label={t('settings.theme')}
          value={settings.theme}
          onChange={(theme) => change({ theme })}
          choices={[
            { value: 'system', label: t('settings.system') },
            { value: 'light', label: t('settings.light') },
            { value: 'dark', label: t('settings.dark') },
          ]}
        />
      </Line>
      <Line label={t('settings.suggestions')} note={t('settings.suggestions-note')}>
        <Switch label={t('settings.suggestions')} hideLabel checked={settings.suggestions} onChange={(suggestions) => change({ suggestions })} />
      </Line>
      <PaceLine pace={settings.pace} onChange={(pace) => change({ pace })} />
      <ModelLines settings={settings} at={at} onChange={change} onModels={onModels} />
      <LibraryLine />
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
        <input
          id={id}
          type="range"
          min={120}
          max={400}
          step={10}
          value={pace}
          aria-valuetext={t('settings.pace-value', { pace })}
          onChange={(event) => onChange(event.target.valueAsNumber)}
        />
        <output htmlFor={id}>{t('settings.pace-value', { pace })}</output>
      </div>
    </Line>
  )
}

/** Nothing to choose: where the author finds what they wrote, to copy it or to take it along. */
function LibraryLine() {
  const { t } = useTexts()
  const folder = useSelected(useHost().about, (about) => about?.folder)
  if (!folder) return null
  return (
    <Line label={t('settings.library')} note={t('settings.library-note')}>
      <FilePath path={folder} />
    </Line>
  )
}

const devices = ['auto', 'cpu', 'cuda', 'vulkan', 'metal'] as const

interface ModelLinesProps {
  readonly settings: Settings
  readonly at: At
  readonly onChange: (part: Partial<Settings>) => void
  readonly onModels: () => void
}

function ModelLines({ settings, at, onChange, onModels }: ModelLinesProps) {
  const { t } = useTexts()
  const host = useHost()
  const engine = useValue(host.engine)
  const deviceId = useId()
  const mac = isMac()
  const offered = devices.filter((device) => device === settings.device || (mac ? device !== 'cuda' && device !== 'vulkan' : device !== 'metal'))
  const choose = (value: string) => onChange({ device: devices.find((device) => device === value) ?? 'auto' })
  return (
    <>
      <Line label={t('settings.model')} note={engine?.model ? modelName(t, engine.model) : t('settings.model-note')}>
        <Button onClick={onModels}>{t('settings.choose-model')}</Button>
      </Line>
      <Line label={t('settings.device')} note={t('settings.device-note')} id={deviceId}>
        <select id={deviceId} data-autofocus={at === 'device' || undefined} value={settings.device} onChange={(event) => choose(event.target.value)}>
          {offered.map((device) => (
            <option key={device} value={device}>
              {t(`device.${device}`)}
            </option>
          ))}
        </select>
      </Line>
    </>
  )
}
