/** The desk for one course: its lessons, the targets, the preview, what to see to, where it went, and the two things to be done. */
import { Copy, FolderDown, Layers } from 'lucide-react'
import { type ReactNode, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { isAsked } from '#preload/contract/finding-sentences.ts'
import type { TargetFinding } from '#preload/contract/findings.ts'
import type { ExportRecord } from '#preload/contract/ledger.ts'
import type { CourseId, LessonId } from '#preload/contract/library.ts'
import type { PublishingState } from '#preload/contract/publishing.ts'
import type { TargetFacts, TargetId } from '#preload/contract/targets.ts'
import { useHost } from '#renderer/host/host-context.tsx'
import { useSelected } from '#renderer/host/value.ts'
import { wordsText } from '#renderer/ui/amount.ts'
import { Button, IconButton } from '#renderer/ui/button.tsx'
import { FilePath } from '#renderer/ui/file-path.tsx'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { Tooltip } from '#renderer/ui/tooltip.tsx'
import { eachOnce } from './checked-first.ts'
import { type DeskKey, deskKeys, useDeskKeys } from './desk-keys.ts'
import { HistoryDialog, MarkDialog, type Marking, SeveralDialog } from './dialogs.tsx'
import { FindingsCard } from './findings-card.tsx'
import type { PublishingGiven } from './lesson-page.ts'
import { LessonsCard } from './lessons-card.tsx'
import { useMending } from './mending.ts'
import { OptionsCard } from './options-card.tsx'
import { PreviewCard } from './preview-card.tsx'
import { RefusedDialog } from './refused-dialog.tsx'
import { RunCard } from './run-card.tsx'
import { seenOf, type WorkedAt } from './seen.ts'
import { isBehind } from './since-text.ts'
import { fieldOf, type OwnField } from './own-title.ts'
import { OwnWordsCard } from './own-words-card.tsx'
import { StepsCard } from './steps-card.tsx'
import { nameAfter, nameWithin } from './target-groups.ts'
import { TargetsRow } from './targets-row.tsx'
import { type DeskDeeds, useDeskDeeds } from './use-desk-deeds.ts'
import { type DeskAsked, useDeskState } from './use-desk-state.ts'
import { useReport } from './use-report.ts'
import { WaitingDialog } from './waiting-dialog.tsx'
import { WhereaboutsCard } from './whereabouts-card.tsx'

type DeskGiven = PublishingGiven & DeskAsked & { readonly heading: ReactNode }
type Shown = ReturnType<typeof useDeskState>

/** What is asked over the desk. */
type Asked =
  | { readonly kind: 'mark'; readonly marking: Marking }
  | { readonly kind: 'refused'; readonly targets: readonly TargetId[]; readonly refused: readonly TargetFinding[] }
  | { readonly kind: 'history' | 'several' }
  | null

export function Desk(given: DeskGiven) {
  const { course, targets } = given
  const host = useHost()
  const shown = useDeskState(given)
  const [copied, setCopied] = useState<string | null>(null)
  const { overview } = shown
  const deeds = useDeskDeeds({ course: course.id, overview, settled: given.settled, onCopied: setCopied })
  const [asked, setAsked] = useState<Asked>(null)
  const { mend, takeBack, redo } = useMending(course.id, shown.ticked, given)
  const editable = useSelected(host.workspace, (workspace) => workspace?.phase === 'open')
  const { target, ticked, lesson, toLookAt, unchecked, running, short, choose } = shown
  const report = useReport(choose)
  const { closedRun } = seenOf(host)
  const { goTo, leads, wanted } = useGoTo(given, shown)
  const start = (some: readonly TargetId[]) => startOrAsk(some, shown, deeds, setAsked)
  useDeskKeys((key) => runKey(key, { shown, deeds, start, ...(editable ? { undo: takeBack, redo } : { undo: null, redo: null }) }))
  if (!target) return null
  return (
    <>
      <Head {...given} shown={shown} deeds={deeds} onExport={start} onSeveral={() => setAsked({ kind: 'several' })} />
      <TargetsRow {...{ targets, toLookAt, unchecked, running, short }} chosen={target.id} at={overview.at} onChoose={choose} onReport={report.show} />
      <Run {...given} {...{ deeds, chosen: shown.chosen }} at={{ tree: shown.since.tree, options: shown.since.options, target: target.id, lesson }} />
      <div className="publishing-columns">
        <LessonsCard
          {...{ course, standing: shown.standing, left: shown.left, numberOf: shown.numberOf }}
          looked={lesson}
          onLeave={shown.leave}
          onLook={shown.look}
        />
        <PreviewCard
          target={target}
          lessons={ticked.map((id) => ({ id, title: shown.titleOf(id) }))}
          lesson={lesson}
          looked={shown.looked}
          onLook={shown.look}
          onWrite={given.onWrite}
        />
        <Side target={target.id}>
          {ticked.length > 0 && (
            <>
              <FindingsCard
                {...{ editable, leads, place: report.place, check: shown.check, nameOf: shown.nameOf }}
                onPlace={goTo}
                onMend={mend}
                onTakeBack={takeBack}
              />
              <WhereaboutsCard
                {...{ target, editable, at: shown.at, lessons: ticked, looked: lesson, nameOf: shown.nameOf }}
                onMark={(lessons, address) => mark({ lessons, address, shown, deeds, target: target.id, course: course.title, ask: setAsked })}
                onReaddress={(lessons, address) =>
                  mark({ lessons, address, isAddressOnly: true, shown, deeds, target: target.id, course: course.title, ask: setAsked })
                }
                onUnmark={(lessons) => void deeds.unmark(target.id, lessons)}
                onHistory={() => setAsked({ kind: 'history' })}
                onReplace={isBusy(given.state) ? null : (record) => replace(record, given, shown.chosen, deeds, toldIn(given.state, record, closedRun))}
              />
            </>
          )}
          {lesson !== null && target.makes === 'lessons' && (
            <StepsCard course={course.id} since={shown.since} isNext={wentTo(target.id, copied, given.state)} {...{ lesson, target }} />
          )}
          <OwnWordsCard
            {...{ target, editable, course, wanted, author: given.state.author, values: shown.at?.options }}
            lesson={lesson === null ? null : { id: lesson, title: shown.titleOf(lesson) }}
            onSet={(options) => deeds.setOptions(target.id, options)}
          />
          <OptionsCard
            {...{ target, editable, wanted, course: course.id, state: given.state, values: shown.at?.options }}
            onSet={(options) => deeds.setOptions(target.id, options)}
            onName={(names) => deeds.name(names)}
          />
        </Side>
      </div>
      <OverIt {...{ asked, target, targets, shown, deeds }} onExport={start} course={course.id} onClose={() => setAsked(null)} />
    </>
  )
}

/** Goes to the place of a finding: in the text, or in a field of the desk, which is `wanted` then. */
function useGoTo({ onPlace }: DeskGiven, { target, look }: Shown) {
  const seen = seenOf(useHost())
  const [wanted, setWanted] = useState<OwnField | null>(null)
  const goTo = (finding: TargetFinding) => {
    const own = target ? fieldOf(finding, target) : null
    if (own === null) {
      seen.leaveFor(finding)
      return onPlace(finding)
    }
    if (own.lesson !== null) look(own.lesson)
    setWanted(own)
  }
  const leads = (finding: TargetFinding) => finding.lesson !== null || (target !== undefined && fieldOf(finding, target) !== null)
  return { goTo, leads, wanted }
}

/** What stands beside the preview. Of another target it is read from its beginning. */
function Side({ target, children }: { target: TargetId; children: ReactNode }) {
  const side = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    if (side.current) side.current.scrollTop = 0
  }, [target])
  return (
    <div className="publishing-side" ref={side}>
      {children}
    </div>
  )
}

interface OverItGiven {
  readonly asked: Asked
  readonly course: CourseId
  readonly target: TargetFacts
  readonly targets: readonly TargetFacts[]
  readonly shown: Shown
  readonly deeds: DeskDeeds
  readonly onExport: (targets: readonly TargetId[]) => void
  readonly onClose: () => void
}

/** Whatever window lies over the desk. */
function OverIt({ asked, course, target, targets, shown, deeds, onExport, onClose }: OverItGiven) {
  return (
    <>
      <MarkDialog
        marking={asked?.kind === 'mark' ? asked.marking : null}
        target={target}
        onClose={onClose}
        onMark={({ lessons, address, isAddressOnly }) => {
          onClose()
          void (isAddressOnly ? deeds.readdress : deeds.mark)(target.id, lessons, address)
        }}
      />
      <HistoryDialog open={asked?.kind === 'history'} course={course} targets={targets} onClose={onClose} />
      <SeveralDialog
        open={asked?.kind === 'several'}
        targets={targets}
        first={target.id}
        onClose={onClose}
        onExport={(some) => {
          onClose()
          onExport(some)
        }}
      />
      <RefusedDialog
        {...{ targets, onClose }}
        refused={asked?.kind === 'refused' ? asked.refused : null}
        nameOf={shown.nameOf}
        isOut={(id) => shown.overview.at.get(id)?.last?.isThere === true}
        onGoOn={() => {
          onClose()
          if (asked?.kind === 'refused') void deeds.start(shown.chosen, asked.targets)
        }}
      />
      <WaitingDialog
        waiting={shown.first.waiting}
        targets={targets}
        onClose={shown.first.leave}
        onGoOn={() => {
          const { waiting } = shown.first
          shown.first.leave()
          if (waiting) void deeds.start(shown.chosen, waiting.targets)
        }}
      />
    </>
  )
}

/** Whether something was copied for a target or exported to it just now. */
function wentTo(target: string, copied: string | null, { run }: PublishingState): boolean {
  return copied === target || (run?.targets.some((each) => each.target === target && each.phase === 'done') ?? false)
}

interface MarkAsked {
  readonly lessons: readonly LessonId[] | null
  readonly address: string | null
  readonly isAddressOnly?: boolean
  readonly shown: Shown
  readonly deeds: DeskDeeds
  readonly target: string
  readonly course: string
  readonly ask: (asked: Asked) => void
}

/** Several lessons have no address together: they are marked at once. */
function mark({ lessons, address, isAddressOnly = false, shown, deeds, target, course, ask }: MarkAsked): void {
  const [first] = lessons ?? []
  if (lessons !== null && (lessons.length > 1 || first === undefined)) return void deeds.mark(target, lessons, null)
  ask({ kind: 'mark', marking: { lessons, address, isAddressOnly, name: first === undefined ? course : shown.nameOf(first) } })
}

/** Exports once more what the author's files stand for, in their places. */
function replace(
  record: ExportRecord,
  { course, targets }: Pick<DeskGiven, 'course' | 'targets'>,
  chosen: Shown['chosen'],
  deeds: DeskDeeds,
  after: string | undefined,
): void {
  const isBook = targets.find(({ id }) => id === record.target)?.makes === 'course'
  const known = course.chapters.flatMap(({ lessons }) => lessons.map(({ id }) => id)).filter((id) => record.theirs?.lessons.includes(id))
  const lessons = isBook ? (record.isWhole ? null : chosen) : known.length > 0 ? known : null
  void deeds.start(lessons, [record.target], { inTheWay: 'replace', after })
}

/** The run that an export is told in, unless its outcome was put away. */
function toldIn({ run }: PublishingState, { id }: ExportRecord, closed: string | null): string | undefined {
  return run !== null && run.id !== closed && run.targets.some(({ record }) => record?.id === id) ? run.id : undefined
}

const isBusy = ({ run }: PublishingState): boolean => run !== null && !run.isOver

/** Platforms that were not checked are, and what would be refused is asked about first. */
function startOrAsk(some: readonly TargetId[], shown: Shown, deeds: DeskDeeds, ask: (asked: Asked) => void): void {
  shown.first.begin(some, (unchecked, found) => {
    const known = some.filter((id) => !unchecked.includes(id)).flatMap((id) => shown.findingsOf(id))
    const refused = eachOnce([...known, ...found]).filter(isAsked)
    if (refused.length > 0) ask({ kind: 'refused', targets: some, refused })
    else void deeds.start(shown.chosen, some)
  })
}

interface ByKey {
  readonly shown: Shown
  readonly deeds: DeskDeeds
  readonly start: (targets: readonly TargetId[]) => void
  /** Of mends; null where there is nothing to be done. */
  readonly undo: (() => void) | null
  readonly redo: (() => void) | null
}

/** Whether there was something to do; what the key does elsewhere it does otherwise. */
function runKey(key: DeskKey, { shown, deeds, start, ...mends }: ByKey): boolean {
  const { target, lesson, ticked } = shown
  const at = lesson === null ? -1 : ticked.indexOf(lesson)
  const next = ticked[at + (key === 'next' ? 1 : -1)]
  switch (key) {
    case 'next':
    case 'previous':
      if (next !== undefined) shown.look(next)
      return true
    case 'copy':
      if (lesson !== null && target?.canPaste) void deeds.copy({ id: lesson, title: shown.titleOf(lesson) }, target)
      return true
    case 'export':
      if (target && ticked.length > 0) start([target.id])
      return true
    case 'undo':
    case 'redo':
      mends[key]?.()
      return mends[key] !== null
    default:
      return key satisfies never
  }
}

interface HeadGiven extends DeskGiven {
  readonly shown: Shown
  readonly deeds: DeskDeeds
  readonly onExport: (targets: readonly TargetId[]) => void
  readonly onSeveral: () => void
}

/** How much goes out, and the two things to be done with it. */
function Head({ heading, course, state, shown, deeds, onExport, onSeveral }: HeadGiven) {
  const { t, language } = useTexts()
  const { target, lesson, ticked, isWhole } = shown
  if (!target) return null
  const lessons = course.chapters.flatMap((chapter) => chapter.lessons).filter(({ id }) => ticked.includes(id))
  const changed = [...shown.standing.values()].filter(isBehind).length
  const parts = [
    isWhole ? t('library.lessons', { count: ticked.length }) : t('publishing.lead-some', { count: ticked.length }),
    ...(ticked.length > 0
      ? [
          wordsText(
            t,
            language,
            lessons.reduce((sum, { words }) => sum + words, 0),
          ),
        ]
      : []),
    ...(changed > 0 ? [t('publishing.lead-changed', { count: changed })] : []),
  ]
  const copies = target.canPaste && lesson !== null
  return (
    <header className="publishing-lead">
      <div>
        {heading}
        <div className="publishing-facts">
          <p className="lead">{parts.join(' · ')}</p>
          <div className="publishing-where" title={state.folder}>
            {t('publishing.folder')}
            <FilePath path={state.folder} />
          </div>
        </div>
      </div>
      <div className="publishing-deeds">
        {copies && (
          <Tooltip label={t('publishing.copy-hint', { title: shown.titleOf(lesson), target: nameWithin(language, target) })} keys={deskKeys.copy}>
            <Button kind="go" onClick={() => void deeds.copy({ id: lesson, title: shown.titleOf(lesson) }, target)}>
              <Copy />
              {t(target.copiesMarkdown ? 'publishing.copy-markdown' : 'publishing.copy', { target: nameAfter(language, target) })}
            </Button>
          </Tooltip>
        )}
        <Tooltip label={target.what[language]} keys={deskKeys.export}>
          <Button kind={copies ? 'plain' : 'go'} disabled={isBusy(state) || ticked.length === 0} onClick={() => onExport([target.id])}>
            <FolderDown />
            {target.makes === 'lessons' ? t('publishing.export') : t('publishing.export-one', { target: nameAfter(language, target) })}
          </Button>
        </Tooltip>
        <IconButton label={t('publishing.several')} disabled={isBusy(state) || ticked.length === 0} onClick={onSeveral}>
          <Layers />
        </IconButton>
      </div>
    </header>
  )
}

/** The export that is under way or was last, until the author has seen it. */
function Run({
  course,
  state,
  targets,
  deeds,
  chosen,
  at,
}: Pick<DeskGiven, 'course' | 'state' | 'targets'> & { deeds: DeskDeeds; chosen: Shown['chosen']; at: WorkedAt }) {
  const host = useHost()
  const seen = seenOf(host)
  const { tree, options, target, lesson } = at
  const [closed, setClosed] = useState(seen.closedRun)
  const inBrowser = useSelected(host.about, (about) => about?.host === 'browser')
  const { run } = state
  const [past, setPast] = useState(seen.pastRun)
  const last = useRef<TargetId | null>(null)
  useEffect(() => {
    // It folds as the desk comes, or as a target is chosen above it. What is pressed below it would move away from under the pointer.
    const isElsewhere = last.current !== target
    last.current = target
    if (run?.isOver && seen.isPast(run.id, { tree, options, target, lesson }) && isElsewhere) setPast(run.id)
  }, [seen, run?.isOver, run?.id, tree, options, target, lesson])
  if (run === null || run.id === closed) return null
  const [isHere, after] = [run.course === course.id, run.id]
  const left = run.targets.filter(({ phase }) => phase !== 'done').map(({ target }) => target)
  return (
    <RunCard
      key={run.id}
      run={run}
      isPast={past === run.id}
      place={state}
      targets={targets}
      canDownload={inBrowser}
      onCancel={deeds.cancel}
      onAgain={isHere ? () => void deeds.start(run.lessons, left, { after }) : null}
      onReveal={inBrowser ? null : (record) => void deeds.reveal(record)}
      onDownload={(record) => void deeds.download(record)}
      onReplace={isHere ? (record) => replace(record, { course, targets }, record.isWhole ? null : (run.lessons ?? chosen), deeds, after) : null}
      onResolve={isHere ? ({ target }, inTheWay) => void deeds.start(run.lessons, [target], { inTheWay, after }) : null}
      onAnew={isHere ? (those) => void deeds.start(run.lessons, those, { isAnew: true, after }) : null}
      onClose={() => {
        if (run.isBrokenOff) deeds.dismiss()
        seen.closeRun(run.id)
        setClosed(run.id)
      }}
    />
  )
}
