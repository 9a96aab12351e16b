/** The proof of one adapter: one sentence, then the figures and the words behind it. */
import { ArrowLeft } from 'lucide-react'
import type { Proof } from '#preload/contract/proofs.ts'
import type { AdapterId } from '#preload/contract/adapters.ts'
import type { Adapter } from '#preload/contract/voice.ts'
import type { WorkId } from '#preload/contract/works.ts'
import { useHost } from '#renderer/host/host-context.tsx'
import { useSelected } from '#renderer/host/value.ts'
import { Button } from '#renderer/ui/button.tsx'
import { formatWhen } from '#renderer/ui/format.ts'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { Use } from './adapter-row.tsx'
import { ContinuationsCard } from './continuations-card.tsx'
import { ProofFigures } from './proof-figures.tsx'
import { RecitalCard } from './recital-card.tsx'
import { durationText } from './run-words.ts'
import { useAdapterDeeds } from './use-adapter-deeds.ts'
import { askAdapters, useAnswer } from './use-voice.ts'

interface ProofGiven {
  readonly id: AdapterId
  readonly onBack: () => void
  readonly onWork: (work: WorkId) => void
  readonly onModels: () => void
}

export function ProofPage({ id, onBack, onWork, onModels }: ProofGiven) {
  const { t } = useTexts()
  const adapters = useAnswer(askAdapters)
  const adapter = adapters?.find((each) => each.id === id)
  return (
    <section className="panel voice" aria-labelledby="proof-title">
      <div className="voice-bar">
        <Button kind="quiet" onClick={onBack}>
          <ArrowLeft />
          {t('command.voice')}
        </Button>
      </div>
      <h1 id="proof-title">{adapter?.name ?? t('voice.proof')}</h1>
      {adapters && !adapter && <p className="lead">{t('voice.proof-gone')}</p>}
      {adapter &&
        (adapter.proof ? (
          <Proved adapter={adapter} proof={adapter.proof} onWork={onWork} onModels={onModels} />
        ) : (
          <p className="lead">{t('voice.proof-none')}</p>
        ))}
    </section>
  )
}

interface ProvedGiven extends Pick<ProofGiven, 'onWork' | 'onModels'> {
  readonly adapter: Adapter
  readonly proof: Proof
}

function Proved({ adapter, proof, onWork, onModels }: ProvedGiven) {
  const { t, language } = useTexts()
  const host = useHost()
  const deeds = useAdapterDeeds()
  const isActive = useSelected(host.adapter, (active) => active?.id === adapter.id)
  const editable = useSelected(host.workspace, (workspace) => workspace?.phase === 'open')
  const { heldOut, verdict } = proof
  return (
    <>
      <div className="voice-verdict" data-worth={proof.isWorthUsing || undefined}>
        <p>{t(`voice.verdict-${verdict}`)}</p>
        {editable && <Use {...{ adapter, deeds, onModels }} isActive={isActive} />}
      </div>
      <div className="card">
        <header>
          <h2>{t('voice.proof')}</h2>
          <small>{t('voice.proof-made', { day: formatWhen(language, proof.at), time: durationText(t, proof.seconds) })}</small>
        </header>
        <ProofFigures proof={proof} />
        <p className="voice-why">{t('voice.proof-how', { works: heldOut.works, read: heldOut.read, written: heldOut.written })}</p>
      </div>
      {proof.continuations.length > 0 && (
        <ContinuationsCard continuations={proof.continuations} seed={adapter.id} names={{ before: t('voice.side-before'), after: t('voice.side-after') }} />
      )}
      {proof.recital && <RecitalCard recital={proof.recital} onWork={onWork} />}
    </>
  )
}
