/** An export: how far it is, how long it takes still, the way out; then what came of it and where it is. It goes on whatever is looked at. */
import { CircleAlert, CircleCheck, Download, FolderOpen, LoaderCircle, X } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { ExportRecord, ExportRun, RunTarget } from '#preload/contract/ledger.ts'
import type { TargetFacts } from '#preload/contract/targets.ts'
import { Button, IconButton } from '#renderer/ui/button.tsx'
import { FilePath } from '#renderer/ui/file-path.tsx'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { problemSentence } from '#renderer/ui/problem-sentence.ts'
import { secondsLeft, shareOf } from './run-progress.ts'
import './run-card.css'

interface RunGiven {
  readonly run: ExportRun
  readonly targets: readonly TargetFacts[]
  /** The host reaches no folder of the author's by a window of its own: they take the files as one archive, too. */
  readonly canDownload: boolean
  /** Null where the host has no window of files. */
  readonly onReveal: ((record: ExportRecord) => void) | null
  readonly onCancel: () => void
  /** Null where the export was of another course. */
  readonly onAgain: (() => void) | null
  readonly onDownload: (record: ExportRecord) => void
  readonly onClose: () => void
}

export function RunCard({ run, targets, canDownload, onReveal, onCancel, onAgain, onDownload, onClose }: RunGiven) {
  const { t, language } = useTexts()
  const isBad = run.targets.some(({ phase }) => phase === 'failed' || phase === 'cancelled')
  return (
    <section className="card run" aria-labelledby="run-title">
      <header>
        <h2 id="run-title" tabIndex={-1} data-heir={run.isOver ? true : undefined}>
          <span role="status">
            {run.isOver ? t(isBad ? 'publishing.run-ended' : 'publishing.run-done', { title: run.title }) : t('publishing.run-on', { title: run.title })}
          </span>
        </h2>
        {run.isOver ? (
          <IconButton label={t('ui.close')} onClick={onClose}>
            <X />
          </IconButton>
        ) : (
          <TimeLeft run={run} />
        )}
      </header>
      {!run.isOver && (
        <div className="run-progress">
          <Bar run={run} />
          <Button data-heir onClick={onCancel}>
            {t('ui.cancel')}
          </Button>
        </div>
      )}
      <ul className="run-targets">
        {run.targets.map((each) => (
          <li key={each.target} data-phase={each.phase}>
            {each.phase === 'failed' ? <CircleAlert /> : each.phase === 'done' ? <CircleCheck /> : <LoaderCircle />}
            <strong>{targets.find(({ id }) => id === each.target)?.name[language] ?? each.target}</strong>
            <span>{each.problem ? problemSentence(language, each.problem) : <Came target={each} />}</span>
            {each.record && (
              <span className="run-place">
                <FilePath path={each.record.folder} />
                {onReveal && each.record.isThere && (
                  <Button onClick={() => each.record && onReveal(each.record)}>
                    <FolderOpen />
                    {t('publishing.reveal')}
                  </Button>
                )}
                {canDownload && each.record.isThere && (
                  <Button onClick={() => each.record && onDownload(each.record)}>
                    <Download />
                    {t('publishing.download')}
                  </Button>
                )}
              </span>
            )}
          </li>
        ))}
      </ul>
      {run.isOver && isBad && onAgain && (
        <Button data-heir onClick={onAgain}>
          {t('publishing.export-again')}
        </Button>
      )}
    </section>
  )
}

function Bar({ run }: { run: ExportRun }) {
  const { t } = useTexts()
  const share = shareOf(run)
  return <progress aria-label={t('publishing.run-on', { title: run.title })} {...(share !== null && { value: share })} />
}

function Came({ target: { phase, done, total, record } }: { target: RunTarget }) {
  const { t } = useTexts()
  if (phase === 'running') return total > 0 ? t('publishing.parts', { done, count: total }) : t('publishing.card-running')
  if (phase === 'waiting') return t('publishing.waiting')
  if (phase === 'cancelled') return t('publishing.cancelled')
  if (!record) return ''
  if (record.written === 0 && record.removed === 0) return t('publishing.nothing-new', { count: record.kept })
  const parts = [
    t('publishing.came', { count: record.written }),
    ...(record.kept > 0 ? [t('publishing.came-kept', { count: record.kept })] : []),
    ...(record.removed > 0 ? [t('publishing.came-removed', { count: record.removed })] : []),
  ]
  return parts.join(t('publishing.between'))
}

function TimeLeft({ run }: { run: ExportRun }) {
  const { t } = useTexts()
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000)
    return () => clearInterval(timer)
  }, [])
  const seconds = secondsLeft(run, now)
  if (seconds === null) return null
  return <small>{seconds < 60 ? t('publishing.seconds-left', { count: seconds }) : t('publishing.minutes-left', { count: Math.ceil(seconds / 60) })}</small>
}
