import { Check, CloudOff, Eye, LoaderCircle, TriangleAlert } from 'lucide-react'
import type { PageStatus, SavedState } from '#renderer/editor/page-props.ts'
import { useHost } from '#renderer/host/host-context.tsx'
import { useValue } from '#renderer/host/value.ts'
import { formatMinutes, formatShare } from '#renderer/ui/format.ts'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { modelName } from '#renderer/ui/model-name.ts'
import { Tooltip } from '#renderer/ui/tooltip.tsx'
import { commandKeys } from './command-keys.ts'
import { leastSaved } from './saved-state.ts'
import { useShell } from './shell-context.tsx'
import './status-line.css'

/** Along the window's foot: whether text and titles are safe, how long it is, and how the model does. */
export function StatusLine() {
  const { t } = useTexts()
  const shell = useShell()
  const status = useValue(shell.status)
  const titles = useValue(shell.titles.saved)
  const view = useValue(shell.view)
  const shown = view === 'lesson' ? status : null
  const host = useHost()
  const link = useValue(host.link)
  const engine = useValue(host.engine)
  return (
    <footer className="status-line" aria-label={t('status.line')} data-link={link} data-engine-phase={engine?.phase}>
      {shown && <Saved saved={leastSaved(shown.saved, titles)} />}
      {shown && <Counts status={shown} />}
      <Engine latencyMs={shown?.latencyMs ?? null} />
    </footer>
  )
}

const savedIcons = { saved: <Check />, saving: <LoaderCircle />, waiting: <CloudOff />, closed: <TriangleAlert />, reading: <Eye /> } as const

function Saved({ saved }: { saved: SavedState }) {
  const { t } = useTexts()
  return (
    <span className="status-saved" data-saved={saved.kind} role="status">
      {savedIcons[saved.kind]}
      {t(`status.${saved.kind}`)}
    </span>
  )
}

function Counts({ status }: { status: PageStatus }) {
  const { t, language } = useTexts()
  const { pace } = useValue(useHost().settings)
  return (
    <>
      <span data-words={status.words}>{t('status.words', { count: status.words })}</span>
      <Tooltip label={t('status.narration-hint', { pace })} side="top">
        <span tabIndex={0}>{t('status.narration', { time: formatMinutes(status.narrationMinutes) })}</span>
      </Tooltip>
      <Tooltip label={t('status.ai-hint')} side="top">
        <span tabIndex={0}>{t('status.ai', { share: formatShare(language, status.aiShare) })}</span>
      </Tooltip>
    </>
  )
}

function Engine({ latencyMs }: { latencyMs: number | null }) {
  const { t } = useTexts()
  const host = useHost()
  const engine = useValue(host.engine)
  const { suggestions } = useValue(host.settings)
  const isConnected = useValue(host.link) === 'connected'
  const ready = isConnected && engine?.phase === 'ready'
  return (
    <span className="status-engine">
      <Tooltip label={t('command.toggle-suggestions')} keys={commandKeys['toggle-suggestions']} side="top">
        <button
          type="button"
          className="status-switch"
          role="switch"
          aria-checked={suggestions}
          data-ready={ready || undefined}
          onClick={() => host.changeSettings({ suggestions: !suggestions })}
        >
          <i aria-hidden="true" />
          {t('status.suggestions')} {suggestions ? t('status.on') : t('status.off')}
        </button>
      </Tooltip>
      {engine && engine.phase !== 'ready' && suggestions && <span role="status">{t(`engine.${engine.phase}`)}</span>}
      {engine?.model && <span className="status-model">{modelName(t, engine.model)}</span>}
      {ready && engine.device && (
        <span className="status-device">
          {engine.device === 'cpu' ? t('device.cpu') : (engine.deviceName ?? t(`device.${engine.device}`))}
          {engine.device === 'cpu' && engine.threads !== null && ` · ${t('status.threads', { count: engine.threads })}`}
        </span>
      )}
      {ready && latencyMs !== null && (
        <Tooltip label={t('status.latency-hint')} side="top">
          <span tabIndex={0} className="status-latency">
            {t('status.latency', { ms: Math.round(latencyMs) })}
          </span>
        </Tooltip>
      )}
    </span>
  )
}
