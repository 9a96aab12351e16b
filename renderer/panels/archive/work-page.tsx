/** One work in the page's place: its text as it was read, or what would be learnt of it. */
import { Trash2 } from 'lucide-react'
import { useCallback, useEffect, useRef, useState } from 'react'
import type { Work } from '#preload/contract/archive.ts'
import { Problem } from '#preload/contract/problem.ts'
import type { WorkId, WorkLine } from '#preload/contract/works.ts'
import { useHost } from '#renderer/host/host-context.tsx'
import { useSelected } from '#renderer/host/value.ts'
import { Button, IconButton } from '#renderer/ui/button.tsx'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { Segmented } from '#renderer/ui/segmented.tsx'
import { SubPage } from '#renderer/ui/sub-page.tsx'
import { useNotices } from '#renderer/ui/toast.tsx'
import { type LearningPart, learningParts } from './learning-parts.ts'
import { MaskSelection } from './mask-selection.tsx'
import type { ArchivePlace } from './place.ts'
import { type ArchiveClient, useAnswer, useDoing } from './use-archive.ts'
import { useRemoving } from './use-removing.ts'
import { WorkLines } from './work-lines.tsx'
import './work-page.css'

interface WorkPageGiven {
  readonly place: Extract<ArchivePlace, { kind: 'work' }>
  readonly onBack: () => void
  readonly onOpenLesson: (lesson: string) => void
}

export function WorkPage({ place, onBack, onOpenLesson }: WorkPageGiven) {
  const { t } = useTexts()
  const [shown, setShown] = useState<'text' | 'learning'>('text')
  const read = useText(place.work, onBack)
  const editable = useSelected(useHost().archive, (state) => state?.phase === 'open')
  const body = useRef<HTMLDivElement>(null)
  const line = place.found?.line ?? null
  const found = place.found
  useEffect(() => {
    if (found) setShown('text')
  }, [found])
  useEffect(() => {
    if (read?.isWhole && found) body.current?.querySelector(line === null ? 'mark' : `[data-line="${line}"]`)?.scrollIntoView({ block: 'center' })
  }, [read?.isWhole, line, found])
  if (!read) return <p className="desk-opening">{t('start.opening')}</p>
  return (
    <SubPage
      className="archive work"
      title={read.work.title}
      lead={factsOf(read.work, t).join(' · ')}
      from={t(froms[place.from ?? 'works'])}
      onBack={onBack}
      deeds={<WorkDeeds work={read.work} onRemoved={onBack} onOpenLesson={onOpenLesson} />}
    >
      <div className="work-choice">
        <Segmented
          label={t('archive.show')}
          value={shown}
          choices={[
            { value: 'text', label: t('archive.show-text') },
            { value: 'learning', label: t('archive.show-learning') },
          ]}
          onChange={setShown}
        />
      </div>
      <div ref={body}>
        {shown === 'text' ? (
          <WorkLines lines={read.lines} query={place.found?.query ?? ''} line={line} />
        ) : (
          <LearningText work={place.work} excluded={read.work.excluded} />
        )}
      </div>
      {editable && <MaskSelection body={body} />}
    </SubPage>
  )
}

/** What the page is called that the way back leads to. */
const froms = { works: 'command.archive', alike: 'archive.alike', personal: 'archive.personal-title', voice: 'command.voice' } as const

function factsOf(work: Work, t: ReturnType<typeof useTexts>['t']): string[] {
  return [work.file, work.written ?? '', t('archive.words-exact', { count: work.words })].filter(Boolean)
}

function WorkDeeds({ work, onRemoved, onOpenLesson }: { work: Work; onRemoved: () => void; onOpenLesson: (lesson: string) => void }) {
  const { t } = useTexts()
  const host = useHost()
  const doing = useDoing()
  const remove = useRemoving()
  const editable = useSelected(host.archive, (state) => state?.phase === 'open')
  const [excluded, setExcluded] = useState(work.excluded)
  const exclude = async (next: boolean) => {
    setExcluded(next)
    if (!(await doing((archive) => archive.exclude({ works: [work.id], groups: [], excluded: next })))) setExcluded(!next)
  }
  return (
    <div className="work-deeds">
      <label>
        <input type="checkbox" checked={!excluded} disabled={!editable} onChange={(event) => void exclude(!event.target.checked)} />
        {t('archive.learn')}
      </label>
      {work.kind === 'lesson' ? (
        <Button onClick={() => onOpenLesson(work.id.slice('lesson:'.length))}>{t('archive.open-lesson')}</Button>
      ) : (
        editable && (
          <IconButton label={t('archive.remove')} onClick={() => void remove({ works: [work.id] }, work.title).then((isDone) => isDone && onRemoved())}>
            <Trash2 />
          </IconButton>
        )
      )}
    </div>
  )
}

interface ReadText {
  readonly work: Work
  readonly lines: readonly WorkLine[]
  readonly isWhole: boolean
}

/** The text as far as it came. A work that is gone, or damaged, is said to be, and the list comes back. */
function useText(work: WorkId, onGone: () => void): ReadText | null {
  const host = useHost()
  const notices = useNotices()
  const [read, setRead] = useState<ReadText | null>(null)
  useEffect(() => {
    const over = new AbortController()
    const ask = async () => {
      let [first, lines]: [Work | null, WorkLine[]] = [null, []]
      for await (const item of host.clients().archive.text({ work }, over.signal)) {
        first ??= item.work
        lines = [...lines, ...item.lines]
        if (first && !over.signal.aborted) setRead({ work: first, lines, isWhole: false })
      }
      if (first && !over.signal.aborted) setRead({ work: first, lines, isWhole: true })
    }
    ask().catch((error: unknown) => {
      if (over.signal.aborted) return
      if (!(error instanceof Problem)) throw error
      notices.problem(error)
      onGone()
    })
    return () => over.abort()
  }, [host, notices, onGone, work])
  return read
}

/** The text as a model gets it, with what was masked in it, and greyed what it is not taught to say. */
function LearningText({ work, excluded }: { work: WorkId; excluded: boolean }) {
  const { t } = useTexts()
  const ask = useCallback((archive: ArchiveClient) => archive.learning({ work }), [work])
  const learnt = useAnswer(ask)
  if (!learnt) return null
  return (
    <>
      <p className="archive-standing">
        {excluded ? t('archive.learning-out') : learnt.text === '' ? t('archive.learning-nothing') : t('archive.learning-note', { count: learnt.words })}
      </p>
      {learnt.context.length > 0 && (
        <p className="work-asked">
          <span className="work-context">{t('archive.learning-grey')}</span>
          {t('archive.learning-asked')}
          {learnt.context.some(({ isTitle }) => !isTitle) && <> {t('archive.learning-asked-mine', { choice: t('archive.keep-questions') })}</>}
        </p>
      )}
      <div className="work-text work-learning">
        {learningParts(learnt).map((part, at) => (
          <Part key={at} part={part} />
        ))}
        {!learnt.isWhole && '…'}
      </div>
    </>
  )
}

function Part({ part: { text, mask, isContext } }: { part: LearningPart }) {
  const { t } = useTexts()
  const shown =
    mask === null ? (
      text
    ) : (
      <mark className="work-mask" title={t(`archive.personal-${mask}`)}>
        {text}
      </mark>
    )
  return isContext ? <span className="work-context">{shown}</span> : shown
}
