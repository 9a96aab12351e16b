/** What became of each target of an export; those that wait, and those that were cancelled, are one sentence for all of them. */
import { Ban, CircleAlert, CircleCheck, Download, FolderOpen, Hand, LoaderCircle, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import type { ExportRecord, ExportRun, InTheWay, RunTarget } from '#preload/contract/ledger.ts'
import type { TargetFacts, TargetId } from '#preload/contract/targets.ts'
import { Button } from '#renderer/ui/button.tsx'
import { FilePath } from '#renderer/ui/file-path.tsx'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { problemSentence } from '#renderer/ui/problem-sentence.ts'
import type { Translate } from '#renderer/ui/translate.ts'
import { cameOf, formerOf, wantsFolder } from './came.ts'
import { FolderChoice } from './folder-line.tsx'
import { brokenAt, waitingOf } from './run-left.ts'
import { inTheWayOf, stoppedOf } from './run-progress.ts'
import { TheirsLine } from './theirs-line.tsx'

export interface RunRowsGiven {
  readonly run: ExportRun
  readonly targets: readonly TargetFacts[]
  /** The host reaches no folder of the author's by a window of its own: they take the files as one archive, too. */
  readonly canDownload: boolean
  /** Where exports are written from now on. */
  readonly place: { readonly folder: string; readonly isDefault: boolean }
  /** Null where the host has no window of files. */
  readonly onReveal: ((record: ExportRecord) => void) | null
  readonly onDownload: (record: ExportRecord) => void
  /** Exports a target once more, with what is done about files in the way; null where the export was of another course. */
  readonly onResolve: ((target: RunTarget, how: InTheWay) => void) | null
  /** Exports targets once more, into a folder of the course's new name, as everything is from then on; null as above. */
  readonly onAnew: ((targets: readonly TargetId[]) => void) | null
  /** Puts the export's own files in the places of the author's; null as above. */
  readonly onReplace: ((record: ExportRecord) => void) | null
}

const icons: Readonly<Record<RunTarget['phase'], ReactNode>> = {
  waiting: null,
  running: <LoaderCircle />,
  done: <CircleCheck />,
  cancelled: <Ban />,
  failed: <CircleAlert />,
}

/** What went out is there, and not all of it is as its author has it. */
const isLacking = ({ phase, lacking }: RunTarget): boolean => phase === 'done' && lacking > 0

/** What is done about files in its way is asked in its row. */
const isAsked = ({ problem }: RunTarget): boolean => problem?.code === 'publish-foreign'

/** It is all there, and where it is is all there is to say. */
const isPlain = (each: RunTarget): boolean => each.phase === 'done' && !isLacking(each) && each.aside === null && !each.record?.theirs

export function RunRows({ run, targets, onAnew, ...given }: RunRowsGiven) {
  const { t, language } = useTexts()
  const nameOf = ({ target }: RunTarget): string => targets.find(({ id }) => id === target)?.name[language] ?? target
  const stopped = stoppedOf(run)
  const broken = brokenAt(run)
  const waiting = run.targets.filter(({ phase }) => phase === 'waiting')
  const rest = run.targets.filter((each) => !stopped.includes(each) && !waiting.includes(each))
  const names = (some: readonly RunTarget[]): string => some.map(nameOf).join(t('publishing.apart-and'))
  return (
    <>
      {rest.length > 0 && (
        <ul className="run-targets">
          {rest.map((each) => (
            <li key={each.target} data-phase={each.phase} data-plain={isPlain(each) || undefined} data-lacking={isLacking(each) || undefined}>
              {isLacking(each) ? <TriangleAlert /> : isAsked(each) ? <Hand /> : icons[each.phase]}
              <strong>{nameOf(each)}</strong>
              <Row each={each} isOver={run.isOver} {...given} />
            </li>
          ))}
        </ul>
      )}
      <Former run={run} onAnew={onAnew} />
      {waiting.length > 0 && <p className="run-stopped">{t('publishing.run-waiting', { targets: names(waiting) })}</p>}
      {broken && (
        <p className="run-stopped">
          {t(broken.total > 1 ? 'publishing.run-broken-at' : 'publishing.run-broken-in', { target: nameOf(broken), done: broken.done, total: broken.total })}
        </p>
      )}
      {stopped.length > 0 && (
        <p className="run-stopped">{t(run.isBrokenOff ? 'publishing.run-left' : 'publishing.run-stopped', { targets: names(stopped) })}</p>
      )}
    </>
  )
}

type RowGiven = Omit<RunRowsGiven, 'run' | 'targets' | 'onAnew'> & { readonly each: RunTarget; readonly isOver: boolean }

function Row({ each, isOver, place, canDownload, onReveal, onDownload, onResolve, onReplace }: RowGiven) {
  const { t, language } = useTexts()
  const { record, problem } = each
  if (isAsked(each)) return <Way each={each} onResolve={isOver ? onResolve : null} />
  return (
    <>
      <span>{problem ? problemSentence(language, problem) : <Came target={each} />}</span>
      {isLacking(each) && <span className="run-lacking">{t('publishing.lacking', { count: each.lacking })}</span>}
      {isOver && wantsFolder(each) && (
        <div className="run-folder">
          <FolderChoice {...place} />
        </div>
      )}
      {record && (
        <span className="run-place">
          <FilePath path={record.folder} />
          {onReveal && record.isThere && (
            <Button onClick={() => onReveal(record)}>
              <FolderOpen />
              {t('publishing.reveal')}
            </Button>
          )}
          {canDownload && record.isThere && (
            <Button onClick={() => onDownload(record)}>
              <Download />
              {t('publishing.download')}
            </Button>
          )}
        </span>
      )}
      {record?.theirs && <TheirsLine theirs={record.theirs} onReplace={isOver && onReplace ? () => onReplace(record) : null} />}
      <Aside of={each} />
    </>
  )
}

/** The course goes on in a folder of its former title. It is left for all targets or for none: said once, with what becomes of it. */
function Former({ run, onAnew }: Pick<RunRowsGiven, 'run' | 'onAnew'>) {
  const { t } = useTexts()
  const former = formerOf(run)
  if (former === null) return null
  const { name } = former
  return (
    <div className="run-way run-former">
      <p>{t('publishing.former', { name })}</p>
      {run.isOver && onAnew && (
        <>
          <div className="run-ways">
            <Button onClick={() => onAnew(former.targets)}>{t('publishing.anew')}</Button>
          </div>
          <small>{t('publishing.anew-hint', { name })}</small>
        </>
      )}
    </div>
  )
}

/** Where the author's files lie that lay in the way, or the last pictures there are, however the export ended. */
function Aside({ of: { aside: path, isAsideOurs } }: { of: RunTarget }) {
  const { t } = useTexts()
  if (path === null) return null
  return (
    <span className="run-place run-aside">
      {t(isAsideOurs ? 'publishing.aside-ours' : 'publishing.aside')}
      <FilePath path={path} />
    </span>
  )
}

/** Files of the author's lie in the way: what they are, and the three ways on, none of which loses any. */
function Way({ each, onResolve }: { each: RunTarget; onResolve: RunRowsGiven['onResolve'] }) {
  const { t } = useTexts()
  const { folder, files, count, canStay } = inTheWayOf(each)
  const came = cameOf(each)
  return (
    <div className="run-way">
      <p>{t('publishing.in-way', { count })}</p>
      <ul>
        {files.map((file) => (
          <li key={file}>
            <code>{file}</code>
          </li>
        ))}
        {count > files.length && <li>{t('publishing.in-way-more', { count: count - files.length })}</li>}
      </ul>
      {came.length > 0 && <p>{cameText(t, came)}</p>}
      <Waiting of={each} />
      <FilePath path={folder} />
      <Aside of={each} />
      {onResolve && (
        <>
          <div className="run-ways">
            {canStay && <Button onClick={() => onResolve(each, 'keep')}>{t('publishing.way-keep')}</Button>}
            <Button onClick={() => onResolve(each, 'replace')}>{t('publishing.way-replace')}</Button>
            <Button onClick={() => onResolve(each, 'beside')}>{t('publishing.way-beside')}</Button>
          </div>
          <small>{t(canStay ? 'publishing.ways-hint' : 'publishing.ways-hint-list')}</small>
        </>
      )}
    </div>
  )
}

/** What is not written either, so that nobody looks for it. */
function Waiting({ of }: { of: RunTarget }) {
  const { t } = useTexts()
  const { files, count } = waitingOf(of)
  if (count === 0) return null
  const more = count > files.length ? [t('publishing.in-way-more', { count: count - files.length })] : []
  return <p>{t('publishing.waiting-with', { count, files: [...files, ...more].join(t('publishing.apart-and')) })}</p>
}

function Came({ target }: { target: RunTarget }) {
  const { t } = useTexts()
  const { phase, done, total } = target
  if (phase === 'running') return total > 0 ? t('publishing.parts', { done, count: total }) : t('publishing.card-running')
  if (phase === 'cancelled') return t('publishing.cancelled')
  return cameText(t, cameOf(target))
}

function cameText(t: Translate, came: ReturnType<typeof cameOf>): string {
  return came.map(({ kind, count }) => t(`publishing.${kind}`, { count })).join(t('publishing.between'))
}
