/** What a run learns, from what, in which way. */
import { leavesAdapter, type RunSetup } from '#preload/contract/runs.ts'
import type { VoiceRun } from '#preload/contract/voice.ts'
import { wordsText } from '#renderer/ui/amount.ts'
import { worksText } from './chosen-words.ts'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { modelName } from '#renderer/ui/model-name.ts'
import { formatWhen } from '#renderer/ui/format.ts'

interface FactsGiven {
  readonly run: VoiceRun
  readonly isProving?: boolean
  /** It rests: there is no progress to look at, and nothing to wait for. */
  readonly isWaiting?: boolean
}

export function RunFacts({ run, isProving = false, isWaiting = false }: FactsGiven) {
  const { t, language } = useTexts()
  const { learning, heldOut, setup } = run
  const amount = ({ works, words }: VoiceRun['learning']) => t('voice.amount', { count: works, words: wordsText(t, language, words) })
  const methodOf = ({ method, rank, bits }: RunSetup) => {
    const name = t(`voice.method-name-${method}`)
    return leavesAdapter(method) ? t('voice.method-short', { method: name, rank, bits }) : name
  }
  const facts: readonly (readonly [string, string])[] = [
    [t('voice.name'), run.name],
    ...(run.among === undefined ? [] : [[t('voice.fact-works'), worksText(t, run)] as const]),
    [t('voice.fact-learning'), amount(learning)],
    [t('voice.fact-held-out'), t('voice.held-out-amount', { amount: amount(heldOut) })],
    [t('voice.fact-base'), modelName(t, run.base)],
    [t('voice.fact-started'), formatWhen(language, run.startedAt)],
    ...(setup ? [[t('voice.fact-method'), methodOf(setup)] as const] : []),
  ]
  return (
    <div className="card voice-run-facts">
      <h2>{t('voice.this-run')}</h2>
      <dl className="voice-facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {!isWaiting && <p className="voice-why">{t(isProving ? 'voice.go-write-proving' : 'voice.go-write')}</p>}
    </div>
  )
}
