/** Models that a base became as a whole: what they proved to be worth, and putting them to use. They are deleted where all models are. */
import type { AdapterId } from '#preload/contract/adapters.ts'
import type { TaughtModel } from '#preload/contract/voice.ts'
import { wordsText } from '#renderer/ui/amount.ts'
import { Button } from '#renderer/ui/button.tsx'
import { formatWhen } from '#renderer/ui/format.ts'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { modelName } from '#renderer/ui/model-name.ts'
import { LeftOut, MaskedSince, type OnLearn } from './adapter-row.tsx'
import { UseModel } from './use-model.tsx'

interface ModelsGiven {
  readonly models: readonly TaughtModel[]
  readonly editable: boolean
  readonly onProof: (id: AdapterId) => void
  readonly onLearn: OnLearn
}

export function ModelsCard({ models, editable, onProof, onLearn }: ModelsGiven) {
  const { t, language } = useTexts()
  if (models.length === 0) return null
  const factsOf = ({ base, learning, madeAt }: TaughtModel) => [
    modelName(t, base),
    t('voice.amount', { count: learning.works, words: wordsText(t, language, learning.words) }),
    formatWhen(language, madeAt),
  ]
  return (
    <div className="card voice-adapters">
      <header>
        <h2>{t('voice.models')}</h2>
      </header>
      <ul>
        {models.map((one) => (
          <li key={one.id} className="voice-adapter" data-model={one.model}>
            <div className="voice-adapter-name">
              <strong>{one.name}</strong>
              <small>{factsOf(one).join(' · ')}</small>
            </div>
            <div className="voice-adapter-deeds">
              {editable && <UseModel model={one.model} isDoubtful={one.proof !== null && !one.proof.isWorthUsing} />}
              <Button kind="quiet" onClick={() => onProof(one.id)}>
                {t('voice.see-proof')}
              </Button>
            </div>
            <LeftOut leftOut={one.leftOut} />
            <MaskedSince count={one.maskedSince} onLearn={onLearn} />
          </li>
        ))}
      </ul>
    </div>
  )
}
