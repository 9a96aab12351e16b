/** An export: how far it is, how long it takes still, the way out; then what came of it and where it is. It goes on whatever is looked at. */
import { ChevronDown, ChevronUp, X } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import type { ExportRun } from '#preload/contract/ledger.ts'
import { useHost } from '#renderer/host/host-context.tsx'
import { Button, IconButton } from '#renderer/ui/button.tsx'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { headText } from './run-head.ts'
import { isLeft, secondsLeft, shareOf } from './run-progress.ts'
import { RunRows, type RunRowsGiven } from './run-rows.tsx'
import { seenOf } from './seen.ts'
import './run-card.css'

type RunGiven = RunRowsGiven & {
  readonly onCancel: () => void
  /** Null where the export was of another course. */
  readonly onAgain: (() => void) | null
  /** The author went on with something else: what came of it is one line, unless it asks something of them. */
  readonly isPast: boolean
  readonly onClose: () => void
}

export function RunCard({ run, targets, isPast, onCancel, onAgain, onClose, ...rows }: RunGiven) {
  const { t } = useTexts()
  const canGoOn = run.isOver && isLeft(run)
  const seen = seenOf(useHost())
  const [chosen, setChosen] = useState(seen.foldOf(run.id))
  const isQuiet = isPast && run.targets.every(({ phase, lacking }) => phase === 'done' && lacking === 0)
  // The author has the last word: whatever came of it, it is one line if they want the room.
  const isFolded = run.isOver && (chosen ?? isQuiet)
  const fold = () => {
    seen.fold(run.id, !isFolded)
    setChosen(!isFolded)
  }
  const card = useRef<HTMLElement>(null)
  const isBegun = !run.isOver
  // One that is begun by a key, further down, is seen.
  useEffect(() => {
    if (isBegun) void card.current?.scrollIntoView({ block: 'nearest' })
  }, [isBegun])
  return (
    <section ref={card} className="card run" data-folded={isFolded || undefined} aria-labelledby="run-title">
      <header>
        <h2 id="run-title" tabIndex={-1} data-heir={run.isOver ? true : undefined}>
          <span role="status">{headText(t, run)}</span>
        </h2>
        {run.isOver ? (
          <span className="run-deeds">
            <IconButton label={t(isFolded ? 'publishing.run-show' : 'publishing.run-fold')} aria-expanded={!isFolded} onClick={fold}>
              {isFolded ? <ChevronDown /> : <ChevronUp />}
            </IconButton>
            <IconButton label={t('ui.close')} onClick={onClose}>
              <X />
            </IconButton>
          </span>
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
      {!isFolded && <RunRows {...{ run, targets, ...rows }} />}
      {canGoOn && !isFolded && onAgain && (
        <Button data-heir onClick={onAgain}>
          {t(run.isBrokenOff ? 'publishing.export-on' : 'publishing.export-again')}
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
