/** A proof in three figures, each before and after: what is saved, how well the author is known, how much is said by heart. */
import type { Proof } from '#preload/contract/proofs.ts'
import { formatShare } from '#renderer/ui/format.ts'
import { useTexts } from '#renderer/ui/i18n.tsx'
import './proof-figures.css'

export function ProofFigures({ proof }: { proof: Proof }) {
  const { t, language } = useTexts()
  const { writing, bitsPerCharacter: bits, general, recital, heldOut } = proof
  const share = (value: number) => formatShare(language, value)
  const drift = general.after - general.before
  return (
    <div className="voice-figures">
      {writing && (
        <Figure
          name={t('voice.saved')}
          before={writing.before.saved.value}
          after={writing.after.saved.value}
          written={share}
          why={t('voice.saved-why', { works: heldOut.works, before: share(writing.before.precision.value), after: share(writing.after.precision.value) })}
        />
      )}
      <Figure
        name={t('voice.bits')}
        before={bits.before}
        after={bits.after}
        written={(value) => value.toFixed(2)}
        why={`${t('voice.bits-why')}${t(drift > 0.15 ? 'voice.general-worse' : drift > 0.05 ? 'voice.general-little' : 'voice.general-same', {
          before: general.before.toFixed(2),
          after: general.after.toFixed(2),
        })}`}
      />
      {recital && (
        <div className="voice-figure">
          <b>
            {t('voice.characters', { count: recital.after.longest })}
            <span className="pill" data-alarming={recital.isAlarming || undefined}>
              {t(recital.isAlarming ? 'voice.recital-alarm' : 'voice.recital-fine')}
            </span>
          </b>
          <span>{t('voice.recital')}</span>
          <small>{t('voice.recital-why', { characters: recital.characters, share: share(recital.after.share), before: share(recital.before.share) })}</small>
        </div>
      )}
    </div>
  )
}

interface FigureGiven {
  readonly name: string
  readonly before: number
  readonly after: number
  readonly written: (value: number) => string
  readonly why: string
}

function Figure({ name, before, after, written, why }: FigureGiven) {
  const { t } = useTexts()
  const most = Math.max(before, after, Number.EPSILON)
  return (
    <div className="voice-figure">
      <b>
        {written(before)} <small aria-hidden="true">→</small>
        <span className="visually-hidden">{t('voice.then')}</span> {written(after)}
      </b>
      <span>{name}</span>
      <div className="voice-bars" aria-hidden="true">
        <i style={{ width: `${(before / most) * 100}%` }} />
        <i data-after="" style={{ width: `${(after / most) * 100}%` }} />
      </div>
      <small>{why}</small>
    </div>
  )
}
