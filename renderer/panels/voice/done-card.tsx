/** What a run came to, and the one thing to do then. */
import { Check, Info } from 'lucide-react'
import type { AdapterId } from '#preload/contract/adapters.ts'
import type { Adapter, TaughtModel, VoiceRun, VoiceState } from '#preload/contract/voice.ts'
import { Button } from '#renderer/ui/button.tsx'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { sentences } from '#renderer/ui/sentences.ts'
import { canKeep, wasCutShort } from './curve.ts'
import { useAdapterDeeds, useIsAtWork } from './use-adapter-deeds.ts'
import { UseModel } from './use-model.tsx'
import { useDoing } from './use-voice.ts'
import { adviceText, toneOf, verdictText } from './verdict-words.ts'
import './done-card.css'

interface DoneGiven {
  readonly result: NonNullable<VoiceState['result']>
  readonly run: VoiceRun
  readonly editable: boolean
  /** Null until they are known. */
  readonly adapters: readonly Adapter[] | null
  readonly models: readonly TaughtModel[] | null
  /** They are as they were when it ended, or newer. */
  readonly isCurrent: boolean
  readonly onProof: (adapter: AdapterId) => void
}

export function DoneCard({ result, run, editable, adapters, models, isCurrent, onProof }: DoneGiven) {
  const { t, language } = useTexts()
  const doing = useDoing()
  const { id, name } = run
  const { adapter, model, before, after, proved } = result
  // What is not recommended is no good news.
  const isDoubtful = proved !== null && !proved.isWorthUsing
  const isLearnt = adapter !== null || model !== null
  const made = adapters?.find((one) => one.id === adapter)
  const taught = made ?? models?.find((one) => one.id === id)
  // Those of the proof where there is one, as everywhere on the page: it reads other amounts than the run.
  const bits = taught?.proof?.bitsPerCharacter ?? { before, after }
  const figures = { before: bits.before.toFixed(2), after: bits.after.toFixed(2) }
  // Deleted since, perhaps in another window.
  const isGone = adapters !== null && isCurrent && !made
  const close = () => void doing(({ voice }) => voice.cancel({}))
  return (
    <div className="card voice-done" data-learnt={isLearnt || undefined} data-tone={proved ? toneOf(proved) : undefined}>
      <h2 role="status" tabIndex={-1} data-heir>
        {isLearnt && (isDoubtful ? <Info aria-hidden="true" /> : <Check aria-hidden="true" />)}
        {isLearnt ? t(isDoubtful ? 'voice.done-doubtful' : 'voice.done', { name }) : t(canKeep(run) ? 'voice.done-nothing' : 'voice.done-early')}
      </h2>
      <p>
        {sentences(language, [
          isLearnt ? t(model === null ? 'voice.done-why' : 'voice.done-model', figures) : t(canKeep(run) ? 'voice.done-nothing-why' : 'voice.done-early-why'),
          proved && verdictText(t, language, proved),
          proved && adviceText(t, proved, { hasStrength: model === null, learnt: learntOf(run) }),
        ])}
      </p>
      <div className="voice-deeds">
        {adapter !== null && !isGone && editable && (proved === null || proved.isWorthUsing) && <UseMade made={made} isProved={proved !== null} />}
        {model !== null && editable && (proved === null || proved.isWorthUsing) && <UseModel model={model} kind="go" />}
        {adapter !== null && !isGone && <Button onClick={() => onProof(adapter)}>{t(proved ? 'voice.see-proof' : 'voice.to-prove')}</Button>}
        {models?.some((one) => one.id === id) && <Button onClick={() => onProof(id)}>{t(proved ? 'voice.see-proof' : 'voice.to-prove')}</Button>}
        <Button kind="quiet" onClick={close}>
          {t('voice.done-close')}
        </Button>
      </div>
    </div>
  )
}

function learntOf(run: VoiceRun) {
  return run.setup && { step: run.step, steps: run.setup.steps, isCutShort: wasCutShort(run) }
}

/** What was not proved may be used, but is not urged on anyone. */
function UseMade({ made, isProved }: { made: Adapter | undefined; isProved: boolean }) {
  const { t } = useTexts()
  const isActive = useIsAtWork(made?.id)
  const deeds = useAdapterDeeds()
  if (isActive) return <span className="pill">{t('voice.active')}</span>
  return (
    <Button kind={isProved ? 'go' : 'plain'} disabled={!made || deeds.busy !== null} onClick={() => made && void deeds.activate(made)}>
      {t('voice.activate')}
    </Button>
  )
}
