import { Check, Cloud, CloudOff, Eye, LoaderCircle, TriangleAlert } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { LessonTarget } from '#preload/contract/plan.ts'
import { useHost } from '#renderer/host/host-context.tsx'
import { findLesson } from '#renderer/host/tree.ts'
import { useToday } from '#renderer/host/use-today.ts'
import { useSelected, useValue } from '#renderer/host/value.ts'
import { dayKey, formatMinutes, formatShare } from '#renderer/ui/format.ts'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { modelName } from '#renderer/ui/model-name.ts'
import { ProgressRing } from '#renderer/ui/progress-ring.tsx'
import { Tooltip } from '#renderer/ui/tooltip.tsx'
import { commandKeys } from './command-keys.ts'
import { latencyOf, noTakeover, takeover } from './latency.ts'
import { leastSaved } from './saved-state.ts'
import { useShell } from './shell-context.tsx'
import { VoiceButton } from './voice-button.tsx'
import { VoiceSign } from './voice-sign.tsx'
import './status-line.css'

/**
 * Along the window's foot: whether text and titles are safe, how long it is, and how the model does. Every part reads only
 * what it shows: a key press changes one word here, and a suggestion waits for nothing but itself.
 */
export function StatusLine() {
  const { t } = useTexts()
  const shell = useShell()
  const isReported = useSelected(shell.status, (status) => status !== null)
  const isPage = useValue(shell.view) === 'lesson' && isReported
  // Titles are typed beside the page, too.
  const isTitleHeld = useSelected(shell.titles.saved, (titles) => titles.kind !== 'saved')
  const host = useHost()
  const link = useValue(host.link)
  const engine = useValue(host.engine)
  return (
    <footer className="status-line" aria-label={t('status.line')} data-link={link} data-engine-phase={engine?.phase}>
      {(isPage || isTitleHeld) && <Saved />}
      {isPage && <Counts />}
      <VoiceSign />
      <Engine isPage={isPage} />
    </footer>
  )
}

const savedIcons = { saved: <Check />, saving: <LoaderCircle />, waiting: <CloudOff />, closed: <TriangleAlert />, reading: <Eye /> } as const

function Saved() {
  const { t } = useTexts()
  const shell = useShell()
  const text = useSelected(shell.status, (status) => status?.saved)
  const titles = useValue(shell.titles.saved)
  const { kind } = text ? leastSaved(text, titles) : titles
  const isAsked = useSaidSaved()
  return (
    <span className="status-saved" data-saved={kind} data-asked={isAsked || undefined} role="status">
      {savedIcons[kind]}
      {t(isAsked && kind === 'saved' ? 'status.saved-now' : `status.${kind}`)}
    </span>
  )
}

const saidMs = 2500

/** Whether the author has just asked for saving. */
function useSaidSaved(): boolean {
  const said = useValue(useShell().saidSaved)
  // What was said before this line was there is no news.
  const [known, setKnown] = useState(said)
  useEffect(() => {
    const timer = setTimeout(() => setKnown(said), saidMs)
    return () => clearTimeout(timer)
  }, [said])
  return said !== known
}

function Counts() {
  const { t, language } = useTexts()
  const { status } = useShell()
  const pace = useSelected(useHost().settings, (settings) => settings.pace)
  const words = useSelected(status, (now) => now?.words ?? 0)
  const characters = useSelected(status, (now) => now?.characters ?? 0)
  const selected = useSelected(status, (now) => now?.selected ?? null)
  const minutes = useSelected(status, (now) => now?.narrationMinutes ?? 0)
  const share = useSelected(status, (now) => now?.aiShare ?? 0)
  const target = useTarget()
  const time = formatMinutes(minutes)
  const length = target?.words ? t('target.words-of', { count: target.words, done: words }) : t('status.words', { count: words })
  return (
    <>
      <Tooltip label={t('status.words-hint', { characters: selected ? selected.characters : characters })} side="top">
        <span tabIndex={0} data-words={words}>
          {selected ? `${t('status.selected', { count: selected.words })} / ${length}` : length}
        </span>
      </Tooltip>
      <Tooltip label={t('status.narration-hint', { pace })} side="top">
        <span tabIndex={0}>
          {target?.minutes ? t('target.minutes-of', { time: formatMinutes(target.minutes), done: time }) : t('status.narration', { time })}
        </span>
      </Tooltip>
      <Today />
      <Tooltip label={t('status.ai-hint')} side="top">
        <span tabIndex={0}>{t('status.ai', { share: formatShare(language, share) })}</span>
      </Tooltip>
    </>
  )
}

/** What the open lesson aims at. */
function useTarget(): LessonTarget | undefined {
  const { lesson, titles } = useShell()
  const id = useValue(lesson)
  return useSelected(titles.tree, (tree) => findLesson(tree, id)?.lesson.target)
}

/** What was written today, for an author who means to write so much a day. */
function Today() {
  const { t } = useTexts()
  const host = useHost()
  const goal = useSelected(host.settings, (settings) => settings.dailyGoal)
  const today = dayKey(useToday())
  const written = useSelected(host.written, (day) => (day?.day === today ? day.words : 0))
  if (goal === null) return null
  return (
    <Tooltip label={t(written >= goal ? 'status.goal-reached' : 'status.goal-hint')} side="top">
      <span tabIndex={0} className="status-today" data-reached={written >= goal || undefined}>
        <ProgressRing share={written / goal} />
        {t('status.today', { count: goal, done: written })}
      </span>
    </Tooltip>
  )
}

function Engine({ isPage }: { isPage: boolean }) {
  const { t } = useTexts()
  const shell = useShell()
  const host = useHost()
  const engine = useValue(host.engine)
  const suggestions = useSelected(host.settings, (settings) => settings.suggestions)
  const isConnected = useValue(host.link) === 'connected'
  const ready = isConnected && engine?.phase === 'ready'
  const latency = useLatency(engine?.model?.id ?? null)
  const server = engine?.server
  return (
    <span className="status-engine">
      {server && isConnected && suggestions && (
        <Tooltip label={t(server.isHere ? 'status.server-here' : 'status.server-hint')} side="top">
          <span tabIndex={0} className="status-server" data-server={server.host}>
            <Cloud aria-hidden="true" />
            {t('status.server', { host: server.host })}
          </span>
        </Tooltip>
      )}
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
      {engine && (
        <span className="status-model">
          {engine.model && (
            <Tooltip label={t('status.models')} side="top">
              <button type="button" aria-haspopup="dialog" onClick={() => shell.dialog.set('models')}>
                {modelName(t, engine.model)}
              </button>
            </Tooltip>
          )}
          <VoiceButton />
        </span>
      )}
      {ready && engine.device && (
        <span className="status-device">
          {engine.device === 'cpu' ? t('device.cpu') : (engine.deviceName ?? t(`device.${engine.device}`))}
          {engine.device === 'cpu' && engine.threads !== null && ` · ${t('status.threads', { count: engine.threads })}`}
        </span>
      )}
      {ready && isPage && latency !== null && <Latency ms={latency} />}
    </span>
  )
}

/** Of the model that serves; null until it was measured. */
function useLatency(model: string | null): number | null {
  const latency = useSelected(useShell().status, (status) => status?.latencyMs ?? null)
  const [before, setBefore] = useState(noTakeover)
  const now = takeover(before, model, latency)
  if (now !== before) setBefore(now)
  return latencyOf(now, latency)
}

function Latency({ ms }: { ms: number }) {
  const { t } = useTexts()
  return (
    <Tooltip label={t('status.latency-hint')} side="top">
      <span tabIndex={0} className="status-latency">
        {t('status.latency', { ms: Math.round(ms) })}
      </span>
    </Tooltip>
  )
}
