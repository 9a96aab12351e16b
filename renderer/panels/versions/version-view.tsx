import { ArrowLeft, Columns2, RotateCcw, X } from 'lucide-react'
import { type RefObject, useEffect, useRef, useState } from 'react'
import type { LessonId } from '#preload/contract/library.ts'
import type { Timeline, Version } from '#preload/contract/versions.ts'
import type { Doc } from '#preload/document/schema.ts'
import { Button, IconButton } from '#renderer/ui/button.tsx'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { isComposing } from '#renderer/ui/keys.ts'
import { AgainstMenu } from './against-menu.tsx'
import { ComparedRows } from './compared-rows.tsx'
import { MomentMenu } from './moment-menu.tsx'
import { MomentSlider } from './moment-slider.tsx'
import { NameVersion } from './name-version.tsx'
import type { Against, Past } from './past.ts'
import { useChosen } from './use-chosen.ts'
import { type Present, usePresent } from './use-present.ts'
import { useRows } from './use-rows.ts'
import { useTimeline } from './use-timeline.ts'
import { useMoments, useTextAt } from './use-version.ts'
import { versionName, whenName } from './words.ts'
import './versions.css'

interface VersionViewProps {
  readonly lesson: LessonId
  readonly past: Past
  readonly onMove: (past: Past) => void
  readonly onClose: () => void
  /** Puts it beside the page; null where it is there. */
  readonly onBeside: (() => void) | null
  readonly present: Present
  /** Makes the text of the lesson this one; null where nothing can be written. */
  readonly onRestore: ((to: Doc) => Promise<void>) | null
}

/** The text of a lesson at a moment, held against another, with what is needed to bring it back. */
export function VersionView({ lesson, past, onMove, onClose, onBeside, present, onRestore }: VersionViewProps) {
  const { t, language } = useTexts()
  const timeline = useTimeline(lesson)
  const moments = useMoments(lesson, past.stretch)
  const [against, setAgainst] = useState<Against>(onBeside ? 'now' : 'nothing')
  const read = useTextAt(lesson, past.revision)
  const { text } = read
  const isSeen = read.state === 'there'
  const now = usePresent(present)
  const { rows, state, isPresent, again } = useRows({ lesson, past, read, against, now })
  const { chosen, isPossible, toggle, clear, applied } = useChosen({ rows, text })
  const at = moments.find(({ revision }) => revision === past.revision)?.at ?? past.at
  const version = timeline?.versions.find(({ revision }) => revision === past.revision) ?? null
  const when = whenName(language, at)
  const view = useRef<HTMLElement>(null)
  useLeaving(view, onClose)
  const restore = () => {
    const to = chosen.size > 0 ? applied(present.read()) : text?.doc
    if (to) void onRestore?.(to)
  }
  const compare = (next: Against) => {
    setAgainst(next)
    clear()
  }
  return (
    <section ref={view} className="version-view" tabIndex={-1} aria-label={t('versions.view', { when })}>
      <header className="version-head">
        <div className="version-bar">
          <VersionTitle called={version ? versionName(t, version) : when} when={when} {...{ past, timeline, onMove, onClose, onBeside }} />
          <NameVersion key={past.revision} lesson={lesson} revision={past.revision} version={namedOnly(version)} isSeen={isSeen} />
          <AgainstMenu against={against} timeline={timeline} revision={past.revision} onChange={compare} />
          {onBeside && (
            <IconButton label={t('versions.beside')} onClick={onBeside}>
              <Columns2 />
            </IconButton>
          )}
          {onRestore && (
            <RestoreButton
              // Another button: one that is pressed never becomes the other under the hand.
              key={chosen.size > 0 ? 'chosen' : 'whole'}
              isPresent={isPresent}
              isMain={onBeside !== null}
              isReady={isSeen && (chosen.size === 0 || isPossible)}
              chosen={chosen.size}
              onClick={restore}
            />
          )}
          {!onBeside && (
            <IconButton className="version-close" label={t('bar.close-place')} keys="Esc" onClick={onClose}>
              <X />
            </IconButton>
          )}
        </div>
        <MomentSlider moments={moments} past={past} onMove={onMove} />
      </header>
      {rows && state !== 'failed' ? (
        <ComparedRows
          rows={rows}
          isPlain={against === 'nothing'}
          isPassing={state !== 'there'}
          chosen={chosen}
          onChoose={onRestore && against === 'now' ? toggle : null}
        />
      ) : (
        <NotThere isFailed={state === 'failed'} onAgain={again} />
      )}
    </section>
  )
}

/** In the text's place until it is read, or where that failed: a notice says why. */
function NotThere({ isFailed, onAgain }: { isFailed: boolean; onAgain: () => void }) {
  const { t } = useTexts()
  return (
    <div className="version-absent" role="status">
      <p className="versions-note">{t(isFailed ? 'versions.not-read' : 'versions.loading')}</p>
      {isFailed && <Button onClick={onAgain}>{t('ui.retry')}</Button>}
    </div>
  )
}

interface VersionTitleProps extends Pick<VersionViewProps, 'past' | 'onMove' | 'onClose' | 'onBeside'> {
  readonly called: string
  readonly when: string
  readonly timeline: Timeline | null
}

/** Which moment it is, and the way back to the page where it stands in its place. Beside the page, the author goes on writing there. */
function VersionTitle({ called, when, timeline, past, onMove, onClose, onBeside }: VersionTitleProps) {
  const { t } = useTexts()
  const back = useRef<HTMLButtonElement>(null)
  useEffect(() => back.current?.focus({ preventScroll: true }), [])
  if (!onBeside)
    return (
      <h2>
        <MomentMenu past={past} called={called} timeline={timeline} onMove={onMove} />
      </h2>
    )
  return (
    <>
      <IconButton ref={back} label={t('bar.back')} keys="Esc" onClick={onClose}>
        <ArrowLeft />
      </IconButton>
      <h1>
        {called}
        <small>{called === when ? '' : when}</small>
      </h1>
    </>
  )
}

interface RestoreButtonProps {
  /** The text is the present one. */
  readonly isPresent: boolean
  readonly isMain: boolean
  readonly isReady: boolean
  /** How many blocks are chosen; none is all of it. */
  readonly chosen: number
  readonly onClick: () => void
}

function RestoreButton({ isPresent, isMain, isReady, chosen, onClick }: RestoreButtonProps) {
  const { t } = useTexts()
  if (isPresent) return <small className="version-why">{t('versions.is-present')}</small>
  return (
    <Button kind={isMain ? 'go' : 'plain'} disabled={!isReady} onClick={onClick}>
      <RotateCcw />
      {chosen > 0 ? t('versions.restore-chosen', { count: chosen }) : t('versions.restore')}
    </Button>
  )
}

/** Escape leaves the moment, where the keys are meant for it. */
function useLeaving(view: RefObject<HTMLElement | null>, onClose: () => void): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented || isComposing(event) || !isHere(view.current)) return
      event.preventDefault()
      onClose()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [view, onClose])
}

/** Whether the keys are meant for the moment: from within it, from the timeline, or from nowhere, as after a click on its words. */
function isHere(view: HTMLElement | null): boolean {
  const focused = document.activeElement
  return focused === null || focused === document.body || view?.contains(focused) === true || focused.closest('.versions-panel') !== null
}

/** What the studio marked has no name that could be changed. */
function namedOnly(version: Version | null): Version | null {
  return version?.kind === 'named' ? version : null
}
