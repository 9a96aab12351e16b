/** A proof under way, or one that failed. */
import type { ProofState } from '#preload/contract/voice.ts'
import { Button } from '#renderer/ui/button.tsx'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { problemSentence } from '#renderer/ui/problem-sentence.ts'
import { durationText } from './run-words.ts'
import { useDoing } from './use-voice.ts'
import './run-card.css'

interface ProvingGiven {
  readonly proof: ProofState
  /** Of the voice, where the page does not say it. */
  readonly name?: string | undefined
  readonly editable: boolean
}

export function ProvingCard({ proof, name, editable }: ProvingGiven) {
  const { t, language } = useTexts()
  const doing = useDoing()
  const { adapter, stage, share, secondsLeft, isAnew, problem } = proof
  const giveUp = () => void doing(({ voice }) => voice.cancelProof({}))
  if (problem)
    return (
      <div className="card voice-proving">
        {name !== undefined && <h2>{t('voice.unproved-named', { name })}</h2>}
        <p className="voice-trouble">{problemSentence(language, problem)}</p>
        {editable && (
          <div className="voice-deeds">
            <Button onClick={() => void doing(({ voice }) => voice.prove({ id: adapter }))}>{t('voice.prove-again')}</Button>
            <Button kind="quiet" onClick={giveUp}>
              {t('voice.done-close')}
            </Button>
          </div>
        )}
      </div>
    )
  return (
    <div className="card voice-proving">
      <header>
        <h2 role="status" tabIndex={-1} data-heir>
          {name === undefined ? t('voice.phase-proving') : t('voice.proving-named', { name })}
        </h2>
        <small>{secondsLeft === null ? '' : t('voice.proof-left', { time: durationText(t, secondsLeft) })}</small>
      </header>
      {isAnew && <p className="voice-note">{t('voice.proof-anew')}</p>}
      <p>{t(`voice.stage-${stage}`)}</p>
      <progress className="voice-progress" aria-label={t('voice.phase-proving')} value={share} />
      <div className="voice-deeds">
        {editable && <Button onClick={giveUp}>{t('voice.proof-cancel')}</Button>}
        <small>{t('voice.proof-why')}</small>
      </div>
    </div>
  )
}
