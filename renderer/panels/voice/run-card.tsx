/** A run: how far it is, how it goes, and what the author can do with it. */
import { Pause, Play } from 'lucide-react'
import { isHolding } from '#preload/contract/problem.ts'
import type { VoiceRun, VoiceState } from '#preload/contract/voice.ts'
import { isWaiting } from '#renderer/host/under-way.ts'
import { Button } from '#renderer/ui/button.tsx'
import { useConfirm } from '#renderer/ui/confirm.tsx'
import { formatBytes } from '#renderer/ui/format.ts'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { problemSentence } from '#renderer/ui/problem-sentence.ts'
import { canKeep } from './curve.ts'
import { LossCurve } from './loss-curve.tsx'
import { durationText, paceText, percentText, progressOf } from './run-words.ts'
import { useDoing } from './use-voice.ts'
import './run-card.css'

interface RunGiven {
  readonly state: VoiceState
  readonly run: VoiceRun
  readonly editable: boolean
  readonly onArchive: () => void
}

export function RunCard({ state, run, editable, onArchive }: RunGiven) {
  const { t, language } = useTexts()
  const { phase, problem } = state
  const { share, isReading } = progressOf(run)
  // Without any the keys wait on the heading, not on what stands below.
  const hasDeeds = phase !== 'finishing' && phase !== 'proving'
  // Nothing is on its way then.
  const rests = isWaiting(state)
  const isDrawn = run.figures.length > 0 || run.loss.length > 0
  return (
    <div className="card voice-run" data-phase={phase}>
      <header>
        <h2 role="status" tabIndex={-1} data-heir={hasDeeds ? undefined : true}>
          {t(`voice.phase-${phase}`)}
        </h2>
        <small>{paceLine(t, language, state, run)}</small>
      </header>
      {problem && <p className="voice-trouble">{problemSentence(language, problem)}</p>}
      {run.onProcessor && <p className="voice-note">{t('voice.on-processor')}</p>}
      {isDrawn ? <LossCurve run={run} /> : !rests && <p className="voice-waiting">{t(phase === 'preparing' ? 'voice.preparing' : 'voice.first-figure')}</p>}
      <progress className="voice-progress" aria-label={t(isReading ? 'voice.progress-reading' : 'voice.progress')} {...(share !== null && { value: share })} />
      {isReading && !rests && <p className="voice-why">{t('voice.reading-why')}</p>}
      <div className="voice-deeds">
        {editable && <RunDeeds {...{ state, run, onArchive }} />}
        <small>{machineLine(t, language, run, phase === 'running' && run.step > 0 && !canKeep(run))}</small>
      </div>
      {isDrawn && <p className="voice-why">{t('voice.curve-why')}</p>}
    </div>
  )
}

type Texts = ReturnType<typeof useTexts>

function paceLine(t: Texts['t'], language: Texts['language'], { phase }: VoiceState, run: VoiceRun): string {
  if (phase === 'paused' || phase === 'failed') {
    if (!run.setup) return ''
    if (run.step > 0) return t('voice.step-of', { step: run.step, steps: run.setup.steps })
    return typeof run.read === 'number' ? t('voice.paused-reading', { share: percentText(language, run.read) }) : t('voice.paused-early')
  }
  const left = run.secondsLeft === null ? null : t('voice.left', { time: durationText(t, run.secondsLeft) })
  const read = typeof run.read === 'number' ? t('voice.read-first', { share: percentText(language, run.read) }) : null
  return [read, left, paceText(t, run)].filter((part) => part !== null).join(' · ')
}

function machineLine(t: Texts['t'], language: Texts['language'], run: VoiceRun, isEarly: boolean): string {
  const isLighter = run.batch !== null && run.setup !== null && run.batch < run.setup.batch
  return [
    isEarly ? t('voice.stop-early') : null,
    run.memory === null ? null : t('voice.memory', { memory: formatBytes(language, run.memory) }),
    isLighter ? t('voice.lighter') : null,
  ]
    .filter((part) => part !== null)
    .join(' · ')
}

function RunDeeds({ state: { phase, problem }, run, onArchive }: Omit<RunGiven, 'editable'>) {
  const { t } = useTexts()
  const doing = useDoing()
  const confirm = useConfirm()
  // What was learnt of it is not to be kept.
  const isHeld = isHolding(problem)
  const cancel = async () => {
    const isYes = await confirm({
      title: t('voice.cancel-title'),
      body: t(isHeld ? 'voice.cancel-body-held' : run.step > 0 ? 'voice.cancel-body' : 'voice.cancel-body-early'),
      action: t('voice.cancel-yes'),
      danger: true,
    })
    if (isYes) await doing(({ voice }) => voice.cancel({}))
  }
  const waits = phase === 'paused' || phase === 'failed'
  const goes = phase === 'running' || phase === 'preparing'
  return (
    <>
      {goes && (
        <Button data-heir onClick={() => void doing(({ voice }) => voice.pause({}))}>
          <Pause />
          {t('voice.pause')}
        </Button>
      )}
      {isHeld && (
        <>
          <Button data-heir onClick={onArchive}>
            {t('voice.to-archive')}
          </Button>
          <Button onClick={() => void doing(({ voice }) => voice.goOn({ isAnew: true }))}>
            {t(problem?.code === 'run-masked' ? 'voice.begin-anew-masked' : 'voice.begin-anew')}
          </Button>
        </>
      )}
      {(waits || phase === 'pausing') && !isHeld && (
        <Button data-heir kind={waits ? 'go' : 'plain'} onClick={() => void doing(({ voice }) => voice.goOn({}))}>
          <Play />
          {t('voice.go-on')}
        </Button>
      )}
      {(phase === 'running' || waits) && !isHeld && run.step > 0 && (
        <Button disabled={!canKeep(run)} {...(!canKeep(run) && { title: t('voice.stop-early') })} onClick={() => void doing(({ voice }) => voice.stop({}))}>
          {t('voice.stop')}
        </Button>
      )}
      {phase !== 'finishing' && (
        <Button kind="quiet" onClick={() => void cancel()}>
          {t('voice.cancel')}
        </Button>
      )}
    </>
  )
}
