/** The proof of one adapter, or of a model that a base became as a whole: one sentence, then the figures and the words behind it. */
import { useCallback } from 'react'
import type { AdapterId } from '#preload/contract/adapters.ts'
import type { Proof } from '#preload/contract/proofs.ts'
import type { Adapter, TaughtModel, VoiceState } from '#preload/contract/voice.ts'
import type { WorkId } from '#preload/contract/works.ts'
import { priceOf } from '#preload/document/price.ts'
import type { Clients } from '#renderer/host/clients.ts'
import { useHost } from '#renderer/host/host-context.tsx'
import { isUnderWay } from '#renderer/host/under-way.ts'
import { useSelected, useValue } from '#renderer/host/value.ts'
import { Button } from '#renderer/ui/button.tsx'
import { formatWhen } from '#renderer/ui/format.ts'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { modelName } from '#renderer/ui/model-name.ts'
import { sentences } from '#renderer/ui/sentences.ts'
import { SubPage } from '#renderer/ui/sub-page.tsx'
import type { Translate } from '#renderer/ui/translate.ts'
import { Use } from './adapter-row.tsx'
import { ContinuationsCard } from './continuations-card.tsx'
import { HeldOutWorks } from './held-out-works.tsx'
import { ProofFigures } from './proof-figures.tsx'
import { ProvingCard } from './proving-card.tsx'
import { RecitalCard } from './recital-card.tsx'
import { durationText, isProving } from './run-words.ts'
import { useAdapterDeeds, useIsAtWork } from './use-adapter-deeds.ts'
import { UseModel } from './use-model.tsx'
import { useAnswer, useDoing } from './use-voice.ts'
import { adviceText, readsLess, toneOf, verdictText } from './verdict-words.ts'
import './proof-page.css'

interface ProofGiven {
  readonly id: AdapterId
  /** Null until they are known. */
  readonly adapters: readonly Adapter[] | null
  readonly models: readonly TaughtModel[] | null
  /** None of them changed since. */
  readonly isCurrent: boolean
  readonly onBack: () => void
  readonly onWork: (work: WorkId) => void
  readonly onModels: () => void
}

export function ProofPage({ id, adapters, models, isCurrent, onBack, onWork, onModels }: ProofGiven) {
  const { t } = useTexts()
  const taught = [...(adapters ?? []), ...(models ?? [])].find((each) => each.id === id)
  return (
    <SubPage className="voice" title={taught?.name ?? t('voice.proof')} from={t('command.voice')} onBack={onBack}>
      {adapters && models && !taught && <p className="lead">{t('voice.proof-gone')}</p>}
      {taught && <ProofBody taught={taught} isCurrent={isCurrent} onWork={onWork} onModels={onModels} />}
    </SubPage>
  )
}

interface BodyGiven extends Pick<ProofGiven, 'isCurrent' | 'onWork' | 'onModels'> {
  readonly taught: Adapter | TaughtModel
}

/** The proof that there is, and the one that is being made. */
function ProofBody({ taught, isCurrent, onWork, onModels }: BodyGiven) {
  const { t, language } = useTexts()
  const host = useHost()
  const doing = useDoing()
  const state = useValue(host.voice)
  const editable = useSelected(host.workspace, (workspace) => workspace?.phase === 'open')
  const { id, proof } = taught
  const own = state?.proof?.adapter === id ? state.proof : null
  const again = editable && canProve(taught, state) && (
    <Button kind={proof ? 'quiet' : 'plain'} onClick={() => void doing(({ voice }) => voice.prove({ id }))}>
      {t(proof ? 'voice.prove-again' : 'voice.prove')}
    </Button>
  )
  return (
    <>
      {!proof && !own && isCurrent && (
        <div className="voice-unproved">
          <p>{sentences(language, [t('voice.proof-none'), whyNot(t, taught, state)])}</p>
          {again}
        </div>
      )}
      {own && <ProvingCard proof={own} editable={editable} />}
      {proof && <Proved {...{ taught, proof, editable, onWork, onModels }} />}
      <LearntFrom {...{ taught, onWork }} />
      {proof && again && <div className="voice-again">{again}</div>}
    </>
  )
}

/** Why it can't be proved now, in words; null where it can, or nobody knows yet. */
function whyNot(t: Translate, { presence, base, heldOut }: BodyGiven['taught'], state: VoiceState | null): string | null {
  if (presence === 'missing') return t('voice.base-missing', { base: modelName(t, base) })
  if (heldOut.works === 0) return t('voice.proof-unknown')
  return isUnderWay(state) || isProving(state) ? t('voice.proof-busy') : null
}

/** Nothing else is computed, its model is here, and it is known what it did not learn. */
function canProve({ presence, heldOut }: BodyGiven['taught'], state: VoiceState | null): boolean {
  const isFree = state !== null && !isUnderWay(state) && (state.proof === null || state.proof.problem !== null)
  return isFree && presence !== 'missing' && heldOut.works > 0
}

interface ProvedGiven extends Omit<BodyGiven, 'isCurrent'> {
  readonly proof: Proof
  readonly editable: boolean
}

function Proved({ taught, proof, editable, onWork, onModels }: ProvedGiven) {
  const { t, language } = useTexts()
  const { heldOut } = proof
  const proved = { ...proof, price: priceOf(proof) }
  const advice = adviceText(t, proved, 'model' in taught ? { hasStrength: false } : { hasStrength: true, learnt: learntOf(taught) })
  return (
    <>
      <div className="voice-verdict" data-tone={toneOf(proved)}>
        <p>{verdictText(t, language, proved)}</p>
        {editable &&
          ('model' in taught ? <UseModel model={taught.model} isDoubtful={!proof.isWorthUsing} /> : <UseAdapter adapter={taught} onModels={onModels} />)}
        {advice && <small>{advice}</small>}
      </div>
      <div className="card">
        <header>
          <h2>{t('voice.proof')}</h2>
          <small>{t('voice.proof-made', { day: formatWhen(language, proof.at), time: durationText(t, proof.seconds) })}</small>
        </header>
        <ProofFigures proof={proof} />
        <p className="voice-why">
          {sentences(language, [
            t('voice.proof-how', { works: heldOut.works, read: heldOut.read, written: heldOut.written }),
            readsLess(proof) ? t('voice.proof-reads-less', { characters: heldOut.characters }) : null,
          ])}
        </p>
      </div>
      <Judges id={taught.id} onWork={onWork} />
      {proof.continuations.length > 0 && (
        <ContinuationsCard
          key={proof.at}
          continuations={proof.continuations}
          seed={taught.id}
          names={{ before: t('voice.side-before'), after: t('voice.side-after') }}
        />
      )}
      {proof.recital && <RecitalCard recital={proof.recital} onWork={onWork} />}
    </>
  )
}

/** The step that is the best is known, and not why it went no further. */
function learntOf({ steps, setup }: Adapter) {
  return steps !== null && setup ? { step: steps, steps: setup.steps, isCutShort: null } : null
}

/** The works that judge it. */
function Judges({ id, onWork }: Pick<ProofGiven, 'id' | 'onWork'>) {
  const { t } = useTexts()
  const ask = useCallback(({ voice }: Clients) => voice.heldOut({ id }), [id])
  const works = useAnswer(ask)
  if (works === null || works.length === 0) return null
  return (
    <div className="card voice-judges">
      <h2>{t('voice.held-out-works')}</h2>
      <p className="voice-why">{t('voice.held-out-why')}</p>
      <HeldOutWorks works={works} drawn={8} onWork={onWork} />
    </div>
  )
}

/** The works that it learnt from. */
function LearntFrom({ taught: { id, among }, onWork }: Pick<BodyGiven, 'taught' | 'onWork'>) {
  const { t } = useTexts()
  const ask = useCallback(({ voice }: Clients) => voice.learntFrom({ id }), [id])
  const works = useAnswer(ask)
  if (works === null || works.length === 0) return null
  const title = among === undefined ? t('voice.learnt-from') : t('voice.learnt-from-some', { among })
  return (
    <div className="card voice-learnt-from">
      <h2>{title}</h2>
      <HeldOutWorks works={works} label={title} drawn={8} onWork={onWork} />
    </div>
  )
}

function UseAdapter({ adapter, onModels }: { adapter: Adapter; onModels: () => void }) {
  const deeds = useAdapterDeeds()
  const isActive = useIsAtWork(adapter.id)
  return <Use {...{ adapter, deeds, isActive, onModels }} />
}
