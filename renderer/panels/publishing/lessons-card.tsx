/** Which lessons go out: chapters and lessons with a tick each; a lesson's name shows how it looks. */
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import type { LessonId, LibraryTree } from '#preload/contract/library.ts'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { rowGoneTo, scrollTo } from './row-keys.ts'
import { chapterToggled, type LeftOut, type Ticked, tickedLessons, tickedOf, withTicked } from './ticks.ts'
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
  const { list, isReached, goTo } = useRows(course, looked)
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
                    <i className="lessons-dot" data-standing={standing.get(lesson.id)?.standing ?? 'new'} aria-hidden="true" />
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

/** Of all rows Tab reaches one: that of the lesson that is looked at, or that keys went to since. What is looked at is seen in the list. */
function useRows(course: Course, looked: LessonId | null) {
  const list = useRef<HTMLDivElement>(null)
  const [gone, setGone] = useState<{ readonly to: string; readonly looked: LessonId | null } | null>(null)
  const rows = course.chapters.flatMap(({ id, lessons }) => [...(lessons.length > 0 ? [id as string] : []), ...lessons.map((lesson) => lesson.id as string)])
  const last = gone?.looked === looked ? gone.to : looked
  const reached = last !== null && rows.includes(last) ? last : rows[0]
  useEffect(() => {
    const row = list.current?.querySelector('[data-current]')
    if (list.current && row) list.current.scrollTop += scrollTo(row.getBoundingClientRect(), list.current.getBoundingClientRect())
  }, [looked])
  return { list, isReached: (row: string) => row === reached, goTo: (to: string) => setGone({ to, looked }) }
}

/** Goes to another row, there to what is like what had the focus: a tick, or a name, which a lesson that does not go out has none of. */
function goThrough(event: KeyboardEvent<HTMLElement>): void {
  const from = event.target instanceof Element ? event.target.closest('[data-row]') : null
  if (!from || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return
  const rows = [...event.currentTarget.querySelectorAll('[data-row]:has(input:enabled)')]
  const row = rowGoneTo(rows, from, event.key)
  if (!row) return
  event.preventDefault()
  const isName = event.target instanceof HTMLButtonElement
  const next = (isName ? row.querySelector<HTMLElement>('button:enabled') : null) ?? row.querySelector('input')
  next?.focus()
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
