import { ArrowLeft, RotateCcw } from 'lucide-react'
import { type RefObject, useEffect, useId, useRef, useState } from 'react'
import type { LessonId } from '#preload/contract/library.ts'
import type { Version } from '#preload/contract/versions.ts'
import type { Doc } from '#preload/document/schema.ts'
import { Button, IconButton } from '#renderer/ui/button.tsx'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { isComposing } from '#renderer/ui/keys.ts'
import { AgainstMenu } from './against-menu.tsx'
import { withChosen } from './compare.ts'
import { ComparedRows } from './compared-rows.tsx'
import { MomentSlider } from './moment-slider.tsx'
import { NameVersion } from './name-version.tsx'
import type { Against, Past } from './past.ts'
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
  /** The text on the page; null while there is no page. */
  readonly present: () => Doc | null
  /** Makes the text of the lesson this one; null where nothing can be written. */
  readonly onRestore: ((to: Doc) => Promise<void>) | null
}

/** The text of a lesson at a moment, held against another, with what is needed to bring it back. */
export function VersionView({ lesson, past, onMove, onClose, present, onRestore }: VersionViewProps) {
  const { t, language } = useTexts()
  const timeline = useTimeline(lesson)
  const moments = useMoments(lesson, past.stretch)
  const [against, setAgainst] = useState<Against>('now')
  const then = useTextAt(lesson, past.revision)
  const { rows, isPresent } = useRows({ lesson, past, text: then, against, present })
  const [chosen, setChosen] = useState<ReadonlySet<number>>(new Set())
  const [chosenOf, setChosenOf] = useState(rows)
  if (chosenOf !== rows) {
    setChosenOf(rows)
    setChosen(new Set())
  }
  const at = moments.find(({ revision }) => revision === past.revision)?.at ?? past.at
  const version = timeline?.versions.find(({ revision }) => revision === past.revision) ?? null
  const when = whenName(language, at)
  const whyId = useId()
  const back = useRef<HTMLButtonElement>(null)
  useEffect(() => back.current?.focus({ preventScroll: true }), [])
  const view = useRef<HTMLElement>(null)
  useLeaving(view, onClose)
  const chosenDoc = rows && against === 'now' && chosen.size > 0 ? withChosen(rows, chosen) : null
  return (
    <section ref={view} className="version-view" tabIndex={-1} aria-label={t('versions.view', { when })}>
      <header className="version-head">
        <div className="version-bar">
          <IconButton ref={back} label={t('bar.back')} keys="Esc" onClick={onClose}>
            <ArrowLeft />
          </IconButton>
          <h1>
            {version ? versionName(t, version) : when}
            <small>{version ? when : ''}</small>
          </h1>
          <NameVersion key={past.revision} lesson={lesson} revision={past.revision} version={namedOnly(version)} />
          <AgainstMenu against={against} timeline={timeline} revision={past.revision} onChange={setAgainst} />
          {onRestore && isPresent && (
            <small id={whyId} className="version-why">
              {t('versions.is-present')}
            </small>
          )}
          {onRestore && (
            <Button
              kind={isPresent ? 'plain' : 'go'}
              disabled={!then || isPresent || (chosen.size > 0 && !chosenDoc)}
              aria-describedby={isPresent ? whyId : undefined}
              onClick={() => {
                if (chosenDoc) void onRestore(chosenDoc)
                else if (then) void onRestore(then.doc)
              }}
            >
              <RotateCcw />
              {chosenDoc ? t('versions.restore-chosen', { count: chosen.size }) : t('versions.restore')}
            </Button>
          )}
        </div>
        <MomentSlider moments={moments} past={past} onMove={onMove} />
      </header>
      {rows ? (
        <ComparedRows
          rows={rows}
          isPlain={against === 'nothing'}
          chosen={chosen}
          onChoose={onRestore && against === 'now' ? (index) => setChosen((before) => toggled(before, index)) : null}
        />
      ) : (
        <p className="versions-note">{t('versions.loading')}</p>
      )}
    </section>
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

function toggled(chosen: ReadonlySet<number>, index: number): ReadonlySet<number> {
  const next = new Set(chosen)
  if (!next.delete(index)) next.add(index)
  return next
}
