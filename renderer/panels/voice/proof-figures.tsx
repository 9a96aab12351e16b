/** A proof in figures, each before and after: what is saved, how well the author is known, how much is said by heart, and how much in circles. */
import type { ReactNode } from 'react'
import type { Proof } from '#preload/contract/proofs.ts'
import { priceOf } from '#preload/document/price.ts'
import { formatShare } from '#renderer/ui/format.ts'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { sentences } from '#renderer/ui/sentences.ts'
import { longestRecited } from './verdict-words.ts'
import './proof-figures.css'

/** What general text got harder by, up to which next to nothing was forgotten. */
const leastTold = 0.02

export function ProofFigures({ proof }: { proof: Proof }) {
  const { t, language } = useTexts()
  const { writing, bitsPerCharacter: bits, general, recital, repetition, heldOut } = proof
  const share = (value: number) => formatShare(language, value)
  const price = priceOf(proof)
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
        why={
          <>
            {t('voice.bits-why')}
            <General general={general} />
          </>
        }
      />
      {recital && (
        <div className="voice-figure">
          <b>
            {recital.before.longest} <small aria-hidden="true">→</small>
            <span className="visually-hidden">{t('voice.then')}</span> {t('voice.characters', { count: recital.after.longest })}
            <span className="pill" data-alarming={recital.isAlarming || undefined}>
              {t(recital.isAlarming ? 'voice.recital-alarm' : recital.after.longest <= longestRecited ? 'voice.recital-within' : 'voice.recital-fine', {
                limit: longestRecited,
              })}
            </span>
          </b>
          <span>{t('voice.recital')}</span>
          <small>{t('voice.recital-why', { characters: recital.characters, share: share(recital.after.share), before: share(recital.before.share) })}</small>
        </div>
      )}
      {repetition && (
        <Figure
          name={t('voice.repetition')}
          before={repetition.before}
          after={repetition.after}
          written={share}
          goal={repetition.author}
          isAlarming={price.circles || price.stillCircles}
          why={sentences(language, [
            t('voice.repetition-why'),
            repetition.author === null ? null : t('voice.repetition-author', { share: share(repetition.author) }),
            repetition.error === null ? null : t('voice.repetition-error', { points: (repetition.error * 100).toFixed(1) }),
          ])}
        />
      )}
    </div>
  )
}

/** What was forgotten: from a price on it is not told in passing. */
function General({ general }: Pick<Proof, 'general'>) {
  const { t, language } = useTexts()
  const { before, after } = general
  const harder = after / before - 1
  const figures = { before: before.toFixed(2), after: after.toFixed(2), share: formatShare(language, Math.max(0, harder)) }
  const isPriced = priceOf({ general }).general !== null
  return (
    <data value={harder} className={isPriced ? 'voice-priced' : undefined}>
      {t(isPriced ? 'voice.general-priced' : harder > leastTold ? 'voice.general-little' : 'voice.general-same', figures)}
    </data>
  )
}

interface FigureGiven {
  readonly name: string
  readonly before: number
  readonly after: number
  readonly written: (value: number) => string
  readonly why: ReactNode
  readonly isAlarming?: boolean
  /** What the author has, where less is better: drawn as a mark to come down to, beside bars that do not shine; null where nobody knows it. */
  readonly goal?: number | null
}

function Figure({ name, before, after, written, why, isAlarming = false, goal }: FigureGiven) {
  const { t } = useTexts()
  const most = Math.max(before, after, goal ?? 0, Number.EPSILON)
  return (
    <div className="voice-figure">
      <b>
        {written(before)} <small aria-hidden="true">→</small>
        <span className="visually-hidden">{t('voice.then')}</span> {written(after)}
        {isAlarming && (
          <span className="pill" data-alarming="">
            {t('voice.recital-alarm')}
          </span>
        )}
      </b>
      <span>{name}</span>
      <div className="voice-bars" data-less={goal !== undefined || undefined} data-alarming={isAlarming || undefined} aria-hidden="true">
        <i style={{ width: `${(before / most) * 100}%` }} />
        <i data-after="" style={{ width: `${(after / most) * 100}%` }} />
        {typeof goal === 'number' && <s style={{ insetInlineStart: `${(goal / most) * 100}%` }} />}
      </div>
      <small>{why}</small>
    </div>
  )
}
