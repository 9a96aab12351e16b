/** One voice that was learnt: what it is, what it is worth, and what can be done with it. */
import { Check } from 'lucide-react'
import { useState } from 'react'
import type { Adapter } from '#preload/contract/voice.ts'
import { useHost } from '#renderer/host/host-context.tsx'
import { useValue } from '#renderer/host/value.ts'
import { wordsText } from '#renderer/ui/amount.ts'
import { Button } from '#renderer/ui/button.tsx'
import { formatBytes, formatWhen } from '#renderer/ui/format.ts'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { modelName } from '#renderer/ui/model-name.ts'
import { problemSentence } from '#renderer/ui/problem-sentence.ts'
import type { Language, Translate } from '#renderer/ui/translate.ts'
import { AdapterMenu } from './adapter-menu.tsx'
import { RenameField } from './rename-field.tsx'
import { StrengthSlider } from './strength-slider.tsx'
import { type AdapterDeeds, useIsAtWork } from './use-adapter-deeds.ts'
import type { AdapterFiles } from './use-adapter-files.ts'
import { doubtOf } from './verdict-words.ts'

interface RowGiven {
  readonly adapter: Adapter
  readonly editable: boolean
  readonly deeds: AdapterDeeds
  readonly files: AdapterFiles
  readonly onProof: () => void
  readonly onMerge: () => void
  readonly onModels: () => void
  readonly onLearn: OnLearn
}

/** Goes to where a voice is learnt; null where none can be just now. */
export type OnLearn = (() => void) | null

export function AdapterRow({ adapter, editable, deeds, files, onProof, onMerge, onModels, onLearn }: RowGiven) {
  const { t, language } = useTexts()
  const active = useValue(useHost().adapter)
  const [isNaming, setNaming] = useState(false)
  const { id, name, proof } = adapter
  // Those of the proof where there is one, as it reads other amounts than its run.
  const { before, after } = proof?.bitsPerCharacter ?? adapter
  const isActive = useIsAtWork(id) && active !== null
  return (
    <li className="voice-adapter" data-adapter={id} data-active={isActive || undefined}>
      <div className="voice-adapter-name">
        {isNaming ? (
          <RenameField adapter={adapter} onDone={() => setNaming(false)} />
        ) : (
          <strong>
            {name}
            {isActive && (
              <span className="pill">
                <Check aria-hidden="true" />
                {t('voice.active')}
              </span>
            )}
          </strong>
        )}
        <small>{factsOf(adapter, t, language)}</small>
        {before !== null && after !== null && <small>{t('voice.adapter-gain', { before: before.toFixed(2), after: after.toFixed(2) })}</small>}
      </div>
      <div className="voice-adapter-deeds">
        {doubtOf(proof) === 'unproved' && <small>{t('voice.unproved')}</small>}
        {editable && <Use {...{ adapter, isActive, deeds, onModels }} />}
        <Button kind="quiet" onClick={onProof}>
          {t(proof === null ? 'voice.to-prove' : 'voice.see-proof')}
        </Button>
        {editable && <AdapterMenu {...{ adapter, deeds, files, onMerge }} onRename={() => setNaming(true)} />}
      </div>
      {adapter.presence !== 'in-use' && (
        <p className="voice-note">{t(adapter.presence === 'here' ? 'voice.base-here' : 'voice.base-missing', { base: modelName(t, adapter.base) })}</p>
      )}
      <LeftOut leftOut={adapter.leftOut} />
      <MaskedSince count={adapter.maskedSince} onLearn={onLearn} />
      {isActive && active.problem && <p className="voice-trouble">{problemSentence(language, active.problem)}</p>}
      {isActive && !active.problem && editable && <StrengthSlider active={active} />}
    </li>
  )
}

/** Works that it learnt from with names in them that its author masked only since: what it has learnt can't be masked any more. */
export function MaskedSince({ count, onLearn }: { readonly count: number; readonly onLearn: OnLearn }) {
  const { t } = useTexts()
  if (count === 0) return null
  return (
    <p className="voice-left-out">
      {t('voice.masked-since', { count })}{' '}
      {onLearn && (
        <Button kind="quiet" onClick={onLearn}>
          {t('voice.learn-anew')}
        </Button>
      )}
    </p>
  )
}

/** Titles that are told. */
const told = 3

/** Works that it learnt from, or was measured on, and that its author left out since. */
export function LeftOut({ leftOut: { learning, heldOut, titles } }: Pick<Adapter, 'leftOut'>) {
  const { t, language } = useTexts()
  if (learning === 0 && heldOut === 0) return null
  if (learning === 0) return <p className="voice-left-out">{t('voice.left-out-proof', { count: heldOut })}</p>
  // Those that it learnt from come first.
  const named = titles.slice(0, Math.min(learning, told)).map((title) => t('voice.left-out-title', { title }))
  const list = named.join(language === 'zh-CN' ? '' : ', ')
  return (
    <p className="voice-left-out">
      {t('voice.left-out', { count: learning, titles: learning > named.length ? t('voice.left-out-more', { titles: list }) : list })}
    </p>
  )
}

function factsOf({ base, source, isBrought, learning, heldOut, among, madeAt, bytes }: Adapter, t: Translate, language: Language): string {
  const words = wordsText(t, language, learning.words)
  const amount =
    among === undefined
      ? t('voice.amount', { count: learning.works, words })
      : t('voice.chosen-amount', { count: learning.works + heldOut.works, among, words: wordsText(t, language, learning.words + heldOut.words) })
  return [
    modelName(t, base),
    source === 'imported' ? t('voice.imported') : amount,
    ...(isBrought && source === 'made' ? [t('voice.as-said')] : []),
    formatWhen(language, madeAt),
    formatBytes(language, bytes),
  ].join(' · ')
}

interface UseGiven extends Pick<RowGiven, 'adapter' | 'deeds' | 'onModels'> {
  readonly isActive: boolean
}

/** Puts it to work, or takes it off. What proved not to be worth using is used only by those who insist. */
export function Use({ adapter, isActive, deeds, onModels }: UseGiven) {
  const { t } = useTexts()
  const { name, presence, proof, base } = adapter
  const isBusy = deeds.busy !== null
  if (isActive)
    return (
      <Button aria-label={t('voice.deactivate-named', { name })} disabled={isBusy} onClick={() => void deeds.deactivate()}>
        {t('voice.deactivate')}
      </Button>
    )
  if (presence === 'missing') return <Button onClick={onModels}>{t('voice.add-model')}</Button>
  const activate = () => void deeds.activate(adapter)
  if (presence === 'here')
    return (
      <Button disabled={isBusy} onClick={activate}>
        {deeds.busy === adapter.id ? t('voice.switching') : t('voice.switch', { base: modelName(t, base) })}
      </Button>
    )
  const isDoubtful = proof !== null && !proof.isWorthUsing
  return (
    <Button aria-label={t(isDoubtful ? 'voice.activate-anyway-named' : 'voice.activate-named', { name })} disabled={isBusy} onClick={activate}>
      {t(isDoubtful ? 'voice.activate-anyway' : 'voice.activate')}
    </Button>
  )
}
