/** The author's past works in the page's place: what there is, what of it is learnt, and how more comes in. */
import { FileText, FolderOpen } from 'lucide-react'
import { type RefObject, useEffect, useRef } from 'react'
import type { ArchiveState } from '#preload/contract/archive.ts'
import { workEndings } from '#preload/document/work-endings.ts'
import type { WorkId } from '#preload/contract/works.ts'
import { useHost } from '#renderer/host/host-context.tsx'
import { chosenFiles } from '#renderer/host/local-files.ts'
import type { LocalFile } from '#renderer/host/interchange.ts'
import { useValue, type Value } from '#renderer/host/value.ts'
import { Button } from '#renderer/ui/button.tsx'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { useKeptFocus } from '#renderer/ui/use-kept-focus.ts'
import { sentences } from '#renderer/ui/sentences.ts'
import { useNotices } from '#renderer/ui/toast.tsx'
import { addingOf } from './adding.ts'
import { AddedReport, AddingProgress } from './adding-report.tsx'
import { AlikePage } from './alike-page.tsx'
import { useUndoKey } from './deeds.ts'
import { GroupsCard } from './groups-card.tsx'
import { LearningCard } from './learning-card.tsx'
import { NextStep, runOf } from './next-step.tsx'
import { PersonalPage } from './personal-page.tsx'
import type { ArchivePlace } from './place.ts'
import { RemovedCard } from './removed-card.tsx'
import { seenOf } from './seen.ts'
import { useFilesOver } from './files-over.ts'
import { WorkPage } from './work-page.tsx'
import './archive-panel.css'

export interface ArchiveGiven {
  readonly place: Value<ArchivePlace>
  /** Goes one level up, to the page that what is shown was opened from. */
  readonly onBack: () => void
  readonly onOpenLesson: (lesson: string) => void
  /** Shows the voice that is learnt from these works. */
  readonly onVoice: () => void
}

export function ArchivePanel(given: ArchiveGiven) {
  const place = useValue(given.place)
  useUndoKey()
  const back = given.onBack
  switch (place.kind) {
    case 'work':
      return <WorkPage key={place.work} place={place} onBack={back} onOpenLesson={given.onOpenLesson} />
    case 'alike':
      return <AlikePage onBack={back} onOpen={(work) => given.place.set({ kind: 'work', work, found: null, from: 'alike' })} />
    case 'personal':
      return (
        <PersonalPage
          onBack={back}
          onOpen={(work, query) => given.place.set({ kind: 'work', work, found: query === '' ? null : { query, line: null }, from: 'personal' })}
        />
      )
    case 'works':
      return <WorksPage place={given.place} onVoice={given.onVoice} />
    default:
      return place satisfies never
  }
}

const types = workEndings.map((ending) => `.${ending}`).join(',')

function WorksPage({ place, onVoice }: Pick<ArchiveGiven, 'place' | 'onVoice'>) {
  const { t } = useTexts()
  const host = useHost()
  const notices = useNotices()
  const state = useValue(host.archive)
  const voice = useValue(host.voice)
  const isOver = useFilesOver(state?.phase === 'open')
  const adding = addingOf(host)
  const work = useValue(adding.state)
  const add = (files: readonly LocalFile[]) => void adding.add(files).catch(notices.problem)
  const open = (id: WorkId) => {
    seenOf(host).leaveFor(id)
    place.set({ kind: 'work', work: id, found: null })
  }
  // Back from a page that took its buttons along.
  const page = useKeptFocus<HTMLElement>(state === null)
  if (!state) return null
  const isEmpty = state.all.works === 0 && work.kind === 'idle'
  const canAdd = state.phase === 'open' && work.kind !== 'adding'
  return (
    <section ref={page} className="panel archive" aria-labelledby="archive-title" tabIndex={-1} data-over={isOver || undefined}>
      {isOver && <p className="archive-over">{t('archive.over')}</p>}
      <h1 id="archive-title">{t('command.archive')}</h1>
      <div className="archive-head">
        <p className="lead">{isEmpty ? t('archive.lead-empty') : <Totals state={state} />}</p>
        {canAdd && !isEmpty && <Choose onFiles={add} />}
      </div>
      <Standing state={state} />
      {state.enough.kind === 'enough' && work.kind === 'idle' && <NextStep run={runOf(voice)} onVoice={onVoice} />}
      {work.kind === 'adding' && <AddingProgress work={work} onStop={adding.stop} />}
      {work.kind === 'added' && <AddedReport added={work.added} onClose={adding.dismiss} />}
      {isEmpty && state.phase === 'open' && <Teaching onFiles={add} />}
      <div className="archive-cards">
        <GroupsCard editable={state.phase === 'open'} onOpen={open} />
        {state.phase === 'open' && <RemovedCard />}
        {!isEmpty && <LearningCard state={state} onAlike={() => place.set({ kind: 'alike' })} onPersonal={() => place.set({ kind: 'personal' })} />}
      </div>
    </section>
  )
}

function Totals({ state: { all, learnt } }: { state: ArchiveState }) {
  const { t, language } = useTexts()
  return sentences(language, [
    t('archive.totals', { count: all.works, words: all.words }),
    learnt.works < all.works || learnt.words < all.words ? t('archive.totals-learnt', { count: learnt.works, words: learnt.words }) : null,
    t('archive.local'),
  ])
}

/** What the author has to know before all else. */
function Standing({ state }: { state: ArchiveState }) {
  const { t } = useTexts()
  const line = standingOf(state)
  if (state.keptAs === null && line === null) return null
  return (
    <>
      {state.keptAs !== null && (
        <p className="archive-standing" role="status">
          {t('archive.kept-aside', { name: state.keptAs })}
        </p>
      )}
      {line !== null && (
        <p className="archive-standing" role="status">
          {line === 'words' || line === 'works'
            ? t(`archive.few-${line}`, {
                words: state.enough.have.words,
                needWords: state.enough.need.words,
                works: state.enough.have.works,
                needWorks: state.enough.need.works,
              })
            : t(`archive.${line}`)}
        </p>
      )}
    </>
  )
}

function standingOf({ phase, enough, all }: ArchiveState) {
  if (phase !== 'open') return phase
  if (all.works === 0 || enough.kind === 'enough') return null
  return enough.kind
}

function Choose({ onFiles, isFirst = false }: { onFiles: (files: LocalFile[]) => void; isFirst?: boolean }) {
  const { t } = useTexts()
  const files = useRef<HTMLInputElement>(null)
  const folder = useRef<HTMLInputElement>(null)
  const notices = useNotices()
  useEffect(() => {
    // A browser tells of an empty folder as of one that was not chosen.
    const field = folder.current
    const told = () => notices.show({ text: t('archive.none-chosen') })
    field?.addEventListener('cancel', told)
    return () => field?.removeEventListener('cancel', told)
  }, [notices, t])
  return (
    <div className="archive-choose">
      <Button kind={isFirst ? 'go' : 'plain'} onClick={() => folder.current?.click()}>
        <FolderOpen />
        {t('archive.add-folder')}
      </Button>
      <Button onClick={() => files.current?.click()}>
        <FileText />
        {t('archive.add-files')}
      </Button>
      <input ref={files} type="file" hidden multiple accept={types} onChange={() => take(files, onFiles)} />
      <input ref={folder} type="file" hidden multiple {...{ webkitdirectory: '' }} onChange={() => take(folder, onFiles)} />
    </div>
  )
}

/** The field is emptied, so that the same files can be chosen once more. */
function take({ current: field }: RefObject<HTMLInputElement | null>, onFiles: (files: LocalFile[]) => void): void {
  if (!field?.files || field.files.length === 0) return
  onFiles(chosenFiles(field.files))
  field.value = ''
}

/** What the archive is for, and how it begins. */
function Teaching({ onFiles }: { onFiles: (files: LocalFile[]) => void }) {
  const { t } = useTexts()
  return (
    <div className="archive-teaching">
      <p className="archive-teaching-title">{t('archive.teach-title')}</p>
      <Choose onFiles={onFiles} isFirst />
      <p>{t('archive.teach-kinds')}</p>
      <p>{t('archive.teach-safe')}</p>
    </div>
  )
}
