/** A small sign that something is being learnt, wherever the author is, with a way to it. */
import type { VoiceState } from '#preload/contract/voice.ts'
import { useHost } from '#renderer/host/host-context.tsx'
import { useValue } from '#renderer/host/value.ts'
import { durationText, isGoingOn, isProving, percentText, progressOf, voiceNote } from '#renderer/panels/voice/run-words.ts'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { Tooltip } from '#renderer/ui/tooltip.tsx'
import { commandKeys } from './command-keys.ts'
import { useShell } from './shell-context.tsx'

/** In the status line, while there is a run that the author has not put away, or a proof. */
export function VoiceSign() {
  const { t } = useTexts()
  const shell = useShell()
  const host = useHost()
  const state = useValue(host.voice)
  const view = useValue(shell.view)
  const known = useSignText(state)
  // How far it is by now nobody knows.
  const isLost = useValue(host.link) !== 'connected' && isGoingOn(state)
  const text = isLost ? t('voice.sign-lost') : known
  if (text === null || view === 'voice') return null
  const go = () => {
    shell.voice.set({ kind: 'voice' })
    shell.view.set('voice')
  }
  return (
    <Tooltip label={t('voice.sign-hint')} keys={commandKeys.voice} side="top">
      <button type="button" className="status-voice" data-phase={isLost ? 'lost' : isProving(state) ? 'proving' : state?.phase} onClick={go}>
        <i aria-hidden="true" />
        {text}
      </button>
    </Tooltip>
  )
}

function useSignText(state: VoiceState | null): string | null {
  const { t, language } = useTexts()
  if (!state) return null
  const { phase, run, proof } = state
  if (proof && proof.problem === null) {
    const share = percentText(language, proof.share)
    return proof.secondsLeft === null ? t('voice.sign-proving', { share }) : t('voice.sign-proving-left', { share, time: durationText(t, proof.secondsLeft) })
  }
  switch (phase) {
    case 'idle':
      return proof && t('voice.sign-unproved')
    case 'paused':
    case 'failed':
    case 'done':
      return t(`voice.sign-${phase}`)
    case 'preparing':
    case 'running':
    case 'pausing':
    case 'finishing':
    case 'proving': {
      const { share, isReading } = run ? progressOf(run) : { share: null, isReading: false }
      if ((phase !== 'running' && !isReading) || share === null || !run) return t(`voice.phase-${phase}`)
      const percent = percentText(language, share)
      if (isReading) return t('voice.sign-reading', { share: percent })
      return run.secondsLeft === null
        ? t('voice.sign-running', { share: percent })
        : t('voice.sign-left', { share: percent, time: durationText(t, run.secondsLeft) })
    }
    default:
      return phase satisfies never
  }
}

/** Behind the voice's name in the library: whether a run goes on or waits, or a voice is being proved; or that nobody knows by now. */
export function useVoiceNote(): string | undefined {
  const { t } = useTexts()
  const host = useHost()
  const state = useValue(host.voice)
  const note = voiceNote(state, useValue(host.link) === 'connected')
  if (note === 'waiting' && state?.phase === 'failed') return t('voice.phase-failed')
  return note === null ? undefined : t(`voice.note-${note}`)
}
