/** The author's voice in the page's place: what it would be learnt from, the run that learns it, and what came of earlier ones. */
import type { SourceWork } from '#preload/contract/runs.ts'
import type { Adapter, TaughtModel, VoiceState } from '#preload/contract/voice.ts'
import type { WorkId } from '#preload/contract/works.ts'
import { useHost } from '#renderer/host/host-context.tsx'
import { isUnderWay, isWaiting } from '#renderer/host/under-way.ts'
import { useSelected, useValue, type Value } from '#renderer/host/value.ts'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { useKeptFocus } from '#renderer/ui/use-kept-focus.ts'
import { wordsText } from '#renderer/ui/amount.ts'
import { AdaptersCard } from './adapters-card.tsx'
import { ComparePage } from './compare-page.tsx'
import { DoneCard } from './done-card.tsx'
import { ModelsCard } from './models-card.tsx'
import { NothingYet } from './nothing-yet.tsx'
import type { VoicePlace } from './place.ts'
import { PlanCard } from './plan-card.tsx'
import { ProofPage } from './proof-page.tsx'
import { ProvingCard } from './proving-card.tsx'
import { RunCard } from './run-card.tsx'
import { RunFacts } from './run-facts.tsx'
import { isProving } from './run-words.ts'
import { SourcesCard } from './sources-card.tsx'
import { WorkLine } from './work-line.tsx'
import { WorksPage } from './works-page.tsx'
import { tickedOf } from './ticks.ts'
import { askSources } from './use-picked.ts'
import { askAdapters, askModels, useAnswer, useAnswered } from './use-voice.ts'
import './voice-panel.css'

export interface VoiceGiven {
  readonly place: Value<VoicePlace>
  /** Shows the archive, or one of its works. */
  readonly onArchive: (work: WorkId | null) => void
  readonly onModels: () => void
}

export function VoicePanel(given: VoiceGiven) {
  const place = useValue(given.place)
  // Once for all of it: a proof that is opened is there at once.
  const { answer: adapters, isCurrent: areCurrent } = useAnswered(askAdapters)
  const { answer: models, isCurrent: areModelsCurrent } = useAnswered(askModels)
  const isCurrent = areCurrent && areModelsCurrent
  switch (place.kind) {
    case 'proof':
      return (
        <ProofPage
          key={place.adapter}
          id={place.adapter}
          {...{ adapters, models, isCurrent }}
          onBack={() => given.place.set({ kind: 'voice' })}
          onWork={given.onArchive}
          onModels={given.onModels}
        />
      )
    case 'works':
      return <WorksPage onBack={() => given.place.set({ kind: 'voice' })} onArchive={() => given.onArchive(null)} />
    case 'compare':
      return <ComparePage adapters={adapters} onBack={() => given.place.set({ kind: 'voice' })} />
    case 'voice':
      return <VoicePage {...given} {...{ adapters, models, isCurrent }} />
    default:
      return place satisfies never
  }
}

interface PageGiven extends VoiceGiven {
  readonly adapters: readonly Adapter[] | null
  readonly models: readonly TaughtModel[] | null
  readonly isCurrent: boolean
}

function VoicePage({ adapters, models, ...given }: PageGiven) {
  const { t } = useTexts()
  const editable = useSelected(useHost().workspace, (workspace) => workspace?.phase === 'open')
  // Back from a page that took its buttons along.
  const page = useKeptFocus<HTMLElement>(null)
  const isBusy = useSelected(useHost().voice, (voice) => isUnderWay(voice))
  const isEnough = useSelected(useHost().archive, (archive) => archive?.enough.kind === 'enough')
  const toPlan = () => {
    const card = page.current?.querySelector('.voice-plan')
    card?.scrollIntoView({ block: 'start' })
    card?.querySelector<HTMLElement>('.voice-start button')?.focus({ preventScroll: true })
  }
  const onLearn = editable && isEnough && !isBusy ? toPlan : null
  return (
    <section ref={page} className="panel voice" aria-labelledby="voice-title" tabIndex={-1}>
      <h1 id="voice-title">{t('command.voice')}</h1>
      <Lead />
      <Work {...given} {...{ adapters, models, editable }} />
      <WorkLine />
      <AdaptersCard
        adapters={adapters}
        isCurrent={given.isCurrent}
        editable={editable}
        onProof={(adapter) => given.place.set({ kind: 'proof', adapter })}
        onCompare={() => given.place.set({ kind: 'compare' })}
        onModels={given.onModels}
        onLearn={onLearn}
      />
      {models && <ModelsCard {...{ models, editable, onLearn }} onProof={(adapter) => given.place.set({ kind: 'proof', adapter })} />}
    </section>
  )
}

/** How much of the works is chosen. */
function chosenOf(works: readonly SourceWork[]): { readonly works: number; readonly words: number } {
  return tickedOf(works, new Set(works.flatMap(({ id, isChosen }) => (isChosen ? [id] : []))))
}

function Lead() {
  const { t, language } = useTexts()
  const host = useHost()
  const all = useSelected(host.archive, (archive) => archive?.learnt ?? null)
  const works = useAnswer(askSources, useValue(host.sources))
  const now = works?.some(({ isChosen }) => !isChosen) ? chosenOf(works) : all
  // Of the run that is under way, whatever a next one would learn from.
  const learnt = useSelected(host.voice, (voice) => (isUnderWay(voice) ? voice?.run?.learning : undefined)) ?? now
  const text = learnt && learnt.works > 0 ? t('voice.lead', { count: learnt.works, words: wordsText(t, language, learnt.words) }) : t('voice.lead-empty')
  return <p className="lead">{text}</p>
}

/** Of what is proved: a voice, or the model of the last run. */
function provedName({ proof, run }: VoiceState, taught: readonly (Adapter | TaughtModel)[]): string | undefined {
  return taught.find(({ id }) => id === proof?.adapter)?.name ?? (run?.id === proof?.adapter ? run?.name : undefined)
}

/** The run that is under way, or what one would be. */
function Work({ place, adapters, models, isCurrent, editable, onArchive, onModels }: PageGiven & { editable: boolean }) {
  const host = useHost()
  const { t } = useTexts()
  const state = useValue(host.voice)
  const archive = useValue(host.archive)
  if (!state || !archive) return null
  const { run, result, phase } = state
  const toArchive = () => onArchive(null)
  if (phase === 'proving' && state.proof && run)
    return (
      <div className="voice-two">
        <ProvingCard proof={state.proof} editable={editable} />
        <RunFacts run={run} isProving />
      </div>
    )
  if (isUnderWay(state) && run)
    return (
      <div className="voice-two">
        <RunCard state={state} run={run} editable={editable} onArchive={toArchive} />
        <RunFacts run={run} isWaiting={isWaiting(state)} />
      </div>
    )
  const isEnough = archive.enough.kind === 'enough'
  return (
    <>
      {phase === 'done' && result && run && (
        <DoneCard {...{ adapters, models, isCurrent, result, run, editable }} onProof={(adapter) => place.set({ kind: 'proof', adapter })} />
      )}
      {state.proof && <ProvingCard proof={state.proof} name={provedName(state, [...(adapters ?? []), ...(models ?? [])])} editable={editable} />}
      {!editable && <p className="voice-note">{t('voice.read-only')}</p>}
      {isEnough ? (
        <div className="voice-two">
          <PlanCard
            editable={editable}
            isAgain={phase === 'done'}
            isProving={isProving(state)}
            onModels={onModels}
            onWork={onArchive}
            onChoose={() => place.set({ kind: 'works' })}
          />
          <SourcesCard onArchive={toArchive} />
        </div>
      ) : (
        <NothingYet enough={archive.enough} isEmpty={archive.all.works === 0} onArchive={toArchive} />
      )}
    </>
  )
}
