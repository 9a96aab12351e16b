/** The publishing desk in the page's place: which lessons go where, how they look there, what there is to see to before, and what became of it. */
import { useMemo } from 'react'
import type { CourseId, LessonId, LibraryTree } from '#preload/contract/library.ts'
import { useHost } from '#renderer/host/host-context.tsx'
import { findLesson } from '#renderer/host/tree.ts'
import { useValue } from '#renderer/host/value.ts'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { useKeptFocus } from '#renderer/ui/use-kept-focus.ts'
import { deskPlaceOf } from './desk-place.ts'
import { Desk } from './desk.tsx'
import type { PublishingGiven } from './lesson-page.ts'
import { NothingYet } from './preview-card.tsx'
import { useTargets } from './use-desk.ts'
import './publishing-panel.css'

type Course = LibraryTree['courses'][number]

export function PublishingPanel(given: PublishingGiven) {
  const { t } = useTexts()
  const host = useHost()
  const tree = useValue(host.tree)
  const place = useValue(deskPlaceOf(host))
  const targets = useTargets()
  const state = useValue(host.publishing)
  const course = courseOf(tree, place.course, given.current)
  const page = useKeptFocus<HTMLElement>(course === null || targets === null)
  const heading = (
    <div className="publishing-head">
      <h1 id="publishing-title">{t('command.publishing')}</h1>
      {tree && course && tree.courses.length > 1 && <CourseChoice tree={tree} course={course.id} />}
    </div>
  )
  const isReady = course !== null && !hasNoLessons(course) && targets !== null && targets.length > 0 && state !== null
  return (
    <section ref={page} className="panel publishing" aria-labelledby="publishing-title" tabIndex={-1}>
      {!isReady && heading}
      {tree && !course && (
        <NothingYet
          title={t('publishing.no-course-title')}
          body={t('publishing.no-course-body')}
          action={t('start.none-action')}
          onAction={given.onNewCourse}
        />
      )}
      {course && hasNoLessons(course) && (
        <NothingYet
          title={t('publishing.no-lesson-title', { title: course.title })}
          body={t('publishing.no-lesson-body')}
          action={t('command.new-lesson')}
          onAction={() => given.onNewLesson(course.id)}
        />
      )}
      {isReady && <Desk key={course.id} {...given} {...{ heading, course, targets, state }} />}
      {!isReady && (!tree || (course && !hasNoLessons(course))) && (
        <p className="lead" role="status">
          {t('publishing.opening')}
        </p>
      )}
    </section>
  )
}

/** The course that the author chose last, else that of the lesson they were in, else the first. */
function courseOf(tree: LibraryTree | null, chosen: CourseId | null, current: LessonId | null): Course | null {
  const of = tree?.courses.find(({ id }) => id === chosen) ?? findLesson(tree, current)?.course
  return of ?? tree?.courses[0] ?? null
}

const hasNoLessons = ({ chapters }: Course) => chapters.every(({ lessons }) => lessons.length === 0)

function CourseChoice({ tree, course }: { tree: LibraryTree; course: CourseId }) {
  const { t } = useTexts()
  const place = deskPlaceOf(useHost())
  const ids = useMemo(() => new Map<string, CourseId>(tree.courses.map(({ id }) => [id, id])), [tree])
  return (
    <select
      className="field publishing-course"
      aria-label={t('publishing.course')}
      value={course}
      onChange={({ target }) => place.set({ ...place.get(), course: ids.get(target.value) ?? null, lesson: null })}
    >
      {tree.courses.map(({ id, title }) => (
        <option key={id} value={id}>
          {title}
        </option>
      ))}
    </select>
  )
}
