/** The author's voice in the page's place: what it would be learnt from, the run that learns it, and what came of earlier ones. */
import { useState } from 'react'
import type { Adapter } from '#preload/contract/voice.ts'
import type { WorkId } from '#preload/contract/works.ts'
import { useHost } from '#renderer/host/host-context.tsx'
import { useSelected, useValue, type Value } from '#renderer/host/value.ts'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { wordsText } from '#renderer/ui/amount.ts'
import { AdaptersCard } from './adapters-card.tsx'
import { ComparePage } from './compare-page.tsx'
import { DoneCard } from './done-card.tsx'
import { NothingYet } from './nothing-yet.tsx'
import type { VoicePlace } from './place.ts'
import { PlanCard } from './plan-card.tsx'
import { ProofPage } from './proof-page.tsx'
import { ProvingCard } from './proving-card.tsx'
import { RunCard } from './run-card.tsx'
import { RunFacts } from './run-facts.tsx'
import { isUnderWay } from './run-words.ts'
import { SourcesCard } from './sources-card.tsx'
import { WorkLine } from './work-line.tsx'
import { askAdapters, useAnswer } from './use-voice.ts'
import type { Wanted } from './use-plan.ts'
import './voice-panel.css'

export interface VoiceGiven {
  readonly place: Value<VoicePlace>
  /** Shows the archive, or one of its works. */
  readonly onArchive: (work: WorkId | null) => void
  readonly onModels: () => void
}

const asIsBest: Wanted = { base: null, choice: { method: null, rank: null, passes: null } }

export function VoicePanel(given: VoiceGiven) {
  const place = useValue(given.place)
  // Once for all of it: a proof that is opened is there at once.
  const adapters = useAnswer(askAdapters)
  switch (place.kind) {
    case 'proof':
      return (
        <ProofPage
          key={place.adapter}
          id={place.adapter}
          adapters={adapters}
          onBack={() => given.place.set({ kind: 'voice' })}
          onWork={given.onArchive}
          onModels={given.onModels}
        />
      )
    case 'compare':
      return <ComparePage adapters={adapters ?? []} onBack={() => given.place.set({ kind: 'voice' })} />
    case 'voice':
      return <VoicePage {...given} adapters={adapters} />
    default:
      return place satisfies never
  }
}

interface PageGiven extends VoiceGiven {
  readonly adapters: readonly Adapter[] | null
}

function VoicePage({ adapters, ...given }: PageGiven) {
  const { t } = useTexts()
  const editable = useSelected(useHost().workspace, (workspace) => workspace?.phase === 'open')
  return (
    <section className="panel voice" aria-labelledby="voice-title">
      <h1 id="voice-title">{t('command.voice')}</h1>
      <Lead />
      <Work {...given} adapters={adapters} editable={editable} />
      <WorkLine />
      {adapters && (
        <AdaptersCard
          adapters={adapters}
          editable={editable}
          onProof={(adapter) => given.place.set({ kind: 'proof', adapter })}
          onCompare={() => given.place.set({ kind: 'compare' })}
          onModels={given.onModels}
        />
      )}
    </section>
  )
}

function Lead() {
  const { t, language } = useTexts()
  const learnt = useSelected(useHost().archive, (archive) => archive?.learnt ?? null)
  const text = learnt && learnt.works > 0 ? t('voice.lead', { count: learnt.works, words: wordsText(t, language, learnt.words) }) : t('voice.lead-empty')
  return <p className="lead">{text}</p>
}

/** The run that is under way, or what one would be. */
function Work({ place, adapters, editable, onArchive, onModels }: PageGiven & { editable: boolean }) {
  const host = useHost()
  const { t } = useTexts()
  const state = useValue(host.voice)
  const archive = useValue(host.archive)
  const [wanted, setWanted] = useState(asIsBest)
  if (!state || !archive) return null
  const { run, result, phase } = state
  const toArchive = () => onArchive(null)
  if (phase === 'proving' && state.proof && run)
    return (
      <div className="voice-two">
        <ProvingCard proof={state.proof} editable={editable} />
        <RunFacts run={run} />
      </div>
    )
  if (isUnderWay(state) && run)
    return (
      <div className="voice-two">
        <RunCard state={state} run={run} editable={editable} />
        <RunFacts run={run} />
      </div>
    )
  const isEnough = archive.enough.kind === 'enough'
  return (
    <>
      {phase === 'done' && result && run && (
        <DoneCard adapters={adapters ?? []} result={result} name={run.name} editable={editable} onProof={(adapter) => place.set({ kind: 'proof', adapter })} />
      )}
      {!editable && <p className="voice-note">{t('voice.read-only')}</p>}
      {isEnough ? (
        <div className="voice-two">
          <PlanCard wanted={wanted} onWant={setWanted} editable={editable} isAgain={phase === 'done'} onModels={onModels} />
          <SourcesCard onArchive={toArchive} />
        </div>
      ) : (
        <NothingYet enough={archive.enough} isEmpty={archive.all.works === 0} onArchive={toArchive} />
      )}
    </>
  )
}
