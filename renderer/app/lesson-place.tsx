import { ArrowLeftRight, X } from 'lucide-react'
import { type UIEvent, useState } from 'react'
import type { LessonId } from '#preload/contract/library.ts'
import { findLesson } from '#renderer/host/tree.ts'
import { useSelected } from '#renderer/host/value.ts'
import { IconButton } from '#renderer/ui/button.tsx'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { LessonSession } from './lesson-session.tsx'
import { useShell } from './shell-context.tsx'

interface LessonPlaceProps {
  readonly lesson: LessonId
  /** From the left; less than 0 where it is out of sight until its text is saved. */
  readonly at: number
  /** Another lesson is seen, too. */
  readonly isSplit: boolean
  /** The author is in it. */
  readonly isCurrent: boolean
}

/** A lesson with its tools in a column of its own, which stays the same element wherever it goes. */
export function LessonPlace({ lesson, at, isSplit, isCurrent }: LessonPlaceProps) {
  const shell = useShell()
  const [tools, setTools] = useState<HTMLElement | null>(null)
  return (
    <section
      className="desk-place"
      style={{ order: at }}
      hidden={at < 0}
      data-current={(isSplit && isCurrent) || undefined}
      onFocus={() => shell.attend(lesson)}
    >
      {isSplit && at >= 0 && <PlaceBar lesson={lesson} />}
      <div ref={setTools} className="desk-tools" />
      <div className="desk-scroll" onScroll={markScrolled}>
        <LessonSession lesson={lesson} active={at >= 0} tools={tools} />
      </div>
    </section>
  )
}

/** Which lesson it is, where two are seen. */
function PlaceBar({ lesson }: { lesson: LessonId }) {
  const { t } = useTexts()
  const shell = useShell()
  const title = useSelected(shell.titles.tree, (tree) => findLesson(tree, lesson)?.lesson.title) ?? ''
  return (
    <div className="place-bar">
      <span>{title}</span>
      <IconButton label={t('bar.swap')} onClick={() => shell.swap()}>
        <ArrowLeftRight />
      </IconButton>
      <IconButton label={t('bar.close-place')} onClick={() => shell.close(lesson)}>
        <X />
      </IconButton>
    </div>
  )
}

/** Straight to the element: scrolling renders nothing again. */
export function markScrolled({ currentTarget }: UIEvent<HTMLElement>): void {
  currentTarget.toggleAttribute('data-scrolled', currentTarget.scrollTop > 0)
}
