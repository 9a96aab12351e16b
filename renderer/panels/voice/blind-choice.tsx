/** Two continuations without names: the author says which is more like them, then sees which it was. */
import { useState } from 'react'
import type { Continuation } from '#preload/contract/proofs.ts'
import { Button } from '#renderer/ui/button.tsx'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { type BlindPair, blindPairs, type Side, tally } from './blind.ts'

export interface BlindGiven {
  readonly continuations: readonly Continuation[]
  /** Decides which side is left. */
  readonly seed: string
  /** What the two are called, once they are. */
  readonly names: Readonly<Record<Side, string>>
}

export function BlindChoice({ continuations, seed, names }: BlindGiven) {
  const { t } = useTexts()
  const pairs = blindPairs(continuations, seed)
  const [choices, setChoices] = useState<readonly Side[]>([])
  const [isShown, setShown] = useState(false)
  const at = isShown ? choices.length - 1 : choices.length
  const pair = pairs[at]
  const counted = tally(choices)
  if (!pair)
    return (
      <div className="voice-tally" role="status">
        <p>{t('voice.blind-result', { count: choices.length, after: counted.after, name: names.after })}</p>
        <Button onClick={() => setChoices([])}>{t('voice.blind-again')}</Button>
      </div>
    )
  const choose = (side: Side) => {
    setChoices([...choices, side])
    setShown(true)
  }
  return (
    <div className="voice-blind">
      <p className="voice-blind-ask">
        <strong>{t('voice.blind-ask')}</strong> <small>{t('voice.blind-at', { at: at + 1, count: pairs.length })}</small>
      </p>
      <Pair key={at} pair={pair} names={names} chosen={isShown ? (choices.at(-1) ?? null) : null} onChoose={choose} />
      <div className="voice-deeds">
        {isShown && (
          <Button autoFocus onClick={() => setShown(false)}>
            {t(at + 1 < pairs.length ? 'voice.blind-next' : 'voice.blind-end')}
          </Button>
        )}
        <small role="status">
          {choices.length > 0 ? t('voice.blind-count', { count: choices.length, after: counted.after, name: names.after }) : t('voice.blind-note')}
        </small>
      </div>
    </div>
  )
}

interface PairGiven extends Pick<BlindGiven, 'names'> {
  readonly pair: BlindPair
  readonly chosen: Side | null
  readonly onChoose: (side: Side) => void
}

function Pair({ pair: { continuation, order }, names, chosen, onChoose }: PairGiven) {
  const { t } = useTexts()
  return (
    <>
      <div className="voice-pair">
        {order.map((side) => (
          <button
            key={side}
            type="button"
            className="voice-continuation"
            aria-pressed={chosen === side}
            disabled={chosen !== null}
            data-side={chosen === null ? undefined : side}
            onClick={() => onChoose(side)}
          >
            {chosen !== null && <span className="pill">{names[side]}</span>}
            <span>
              <i>{continuation.opening}</i>
              {continuation[side]}
            </span>
          </button>
        ))}
      </div>
      {chosen !== null && (
        <p className="voice-truth">
          <span className="pill">{t('voice.side-truth')}</span>
          <i>{continuation.opening}</i>
          {continuation.truth}
        </p>
      )}
    </>
  )
}
