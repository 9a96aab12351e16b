/** Which lessons go out: chapters and lessons with a tick each; a lesson's name shows how it looks. */
import { type ReactNode, useEffect, useRef } from 'react'
import type { LessonId, LibraryTree } from '#preload/contract/library.ts'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { dotOf } from './since-text.ts'
import { chapterToggled, type LeftOut, type Ticked, tickedLessons, tickedOf, withTicked } from './ticks.ts'
import { goThrough, useRows } from './use-rows.ts'
import type { Whereabouts } from './whereabouts.ts'
import './lessons-card.css'

type Course = LibraryTree['courses'][number]

interface LessonsGiven {
  readonly course: Course
  readonly left: LeftOut
  readonly looked: LessonId | null
  readonly numberOf: (lesson: LessonId) => string
  readonly standing: ReadonlyMap<LessonId, Whereabouts>
  readonly onLeave: (left: LeftOut) => void
  readonly onLook: (lesson: LessonId) => void
}

export function LessonsCard({ course, left, looked, numberOf, standing, onLeave, onLook }: LessonsGiven) {
  const { t } = useTexts()
  const all = course.chapters.flatMap(({ lessons }) => lessons)
  const count = tickedLessons(course, left).length
  const rows = course.chapters.flatMap(({ id, lessons }) => [...(lessons.length > 0 ? [id as string] : []), ...lessons.map((lesson) => lesson.id as string)])
  const { list, isReached, goTo } = useRows<HTMLDivElement>(rows, looked)
  return (
    <section className="card lessons" aria-labelledby="lessons-title">
      <header>
        <Box
          ticked={tickedOf(all, left)}
          onChange={(isTicked) =>
            onLeave(
              withTicked(
                left,
                all.map(({ id }) => id),
                isTicked,
              ),
            )
          }
        >
          <h2 id="lessons-title">{t('publishing.lessons')}</h2>
        </Box>
        <small>{count === all.length ? t('library.lessons', { count }) : t('publishing.ticked-of', { done: count, count: all.length })}</small>
      </header>
      <div className="lessons-scroll" ref={list} onKeyDown={goThrough}>
        {course.chapters.map((chapter) => (
          <fieldset key={chapter.id} className="lessons-chapter">
            <legend data-row onFocus={() => goTo(chapter.id)}>
              <Box
                ticked={tickedOf(chapter.lessons, left)}
                disabled={chapter.lessons.length === 0}
                isReached={isReached(chapter.id)}
                onChange={() => onLeave(chapterToggled(left, chapter))}
              >
                <span>{chapter.title}</span>
              </Box>
            </legend>
            <ul>
              {chapter.lessons.map((lesson) => (
                <li
                  key={lesson.id}
                  data-row
                  onFocus={() => goTo(lesson.id)}
                  data-current={lesson.id === looked || undefined}
                  data-out={left.has(lesson.id) || undefined}
                >
                  <Box
                    label={t('publishing.goes-out', { title: lesson.title })}
                    ticked={left.has(lesson.id) ? 'none' : 'all'}
                    isReached={isReached(lesson.id)}
                    onChange={(isTicked) => onLeave(withTicked(left, [lesson.id], isTicked))}
                  />
                  <button
                    type="button"
                    className="lessons-name"
                    disabled={left.has(lesson.id)}
                    tabIndex={isReached(lesson.id) ? 0 : -1}
                    aria-current={lesson.id === looked ? 'true' : undefined}
                    onClick={() => onLook(lesson.id)}
                  >
                    <span className="lessons-number">{numberOf(lesson.id)}</span>
                    <span className="lessons-title">{lesson.title}</span>
                    <i className="lessons-dot" data-standing={dotAt(standing.get(lesson.id))} aria-hidden="true" />
                  </button>
                </li>
              ))}
            </ul>
          </fieldset>
        ))}
      </div>
    </section>
  )
}

function dotAt(whereabouts: Whereabouts | undefined): Whereabouts['standing'] {
  return whereabouts ? dotOf(whereabouts) : 'new'
}

interface BoxGiven {
  readonly label?: string
  readonly ticked: Ticked
  readonly disabled?: boolean
  /** Whether Tab goes to it. */
  readonly isReached?: boolean
  readonly onChange: (isTicked: boolean) => void
  readonly children?: ReactNode
}

/** A tick that also says that only some of what it stands for is ticked. */
function Box({ label, ticked, disabled = false, isReached = true, onChange, children }: BoxGiven) {
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => {
    if (field.current) field.current.indeterminate = ticked === 'some'
  }, [ticked])
  return (
    <label className="lessons-box">
      <input
        ref={field}
        type="checkbox"
        aria-label={label}
        checked={ticked === 'all'}
        disabled={disabled}
        tabIndex={isReached ? 0 : -1}
        onChange={(event) => onChange(event.target.checked)}
      />
      {children}
    </label>
  )
}
