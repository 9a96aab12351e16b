/** Ways to the publishing desk, and from a finding to its place in the text. */
import type { TargetFinding } from '#preload/contract/findings.ts'
import type { CourseId, LessonId, LibraryId } from '#preload/contract/library.ts'
import type { Host } from '#renderer/host/host.ts'
import { findPlace } from '#renderer/host/entries.ts'
import { findLesson, lessonsUnder } from '#renderer/host/tree.ts'
import { deskPlaceOf, withLeft } from '#renderer/panels/publishing/desk-place.ts'
import { onlyThese } from '#renderer/panels/publishing/ticks.ts'
import type { Shell } from './shell.ts'

/** Shows the desk as it was left; from another lesson than the one that it led to, with that lesson. */
export function showPublishing(host: Host, shell: Shell): void {
  const lesson = shell.lesson.get()
  const here = shell.view.get() === 'lesson' && shell.ledTo.get() !== lesson ? findLesson(host.tree.get(), lesson) : undefined
  if (here) lookAt(host, here.course.id, here.lesson.id)
  show(shell)
}

function lookAt(host: Host, course: CourseId, lesson: LessonId): void {
  const place = deskPlaceOf(host)
  place.set({ ...place.get(), course, lesson })
}

function show(shell: Shell): void {
  shell.view.set('publishing')
  shell.overlay.set(null)
  shell.ledTo.set(null)
}

/** Shows the desk with these entries and nothing else of their course: a course goes out whole. */
export function publishEntries(host: Host, shell: Shell, entries: readonly LibraryId[]): void {
  const tree = host.tree.get()
  const [first] = entries
  const course = tree && first ? findPlace(tree, first)?.course : undefined
  if (tree && course) {
    const place = deskPlaceOf(host)
    const isWhole = entries.some((id) => id === course.id)
    const lessons = lessonsUnder(tree, entries).map(({ id }) => id)
    const left = isWhole ? new Set<LessonId>() : onlyThese(course, lessons)
    place.set(withLeft({ ...place.get(), course: course.id, lesson: lessons[0] ?? null }, course.id, left))
  }
  show(shell)
}

/** Shows the place that a finding is about: the words where they are known, else their block, else the lesson's title. */
export function goToFinding(shell: Shell, { lesson, block, place }: Pick<TargetFinding, 'lesson' | 'block' | 'place'>): void {
  if (lesson === null) return
  shell.open(lesson, block === null ? 'title' : place ? null : 'text')
  shell.ledTo.set(lesson)
  if (place) {
    shell.pages.ask(lesson, { kind: 'find', text: place.found, place, focus: 'text' })
    shell.pages.goInto(lesson)
  } else if (block !== null) void scrollTo(shell, lesson, block)
}

/** A page that is not there by then can't be opened. */
const openMs = 10_000

async function scrollTo(shell: Shell, lesson: LessonId, block: string): Promise<void> {
  await shell.pages.whenThere(lesson, openMs)
  const page = document.querySelector(`[data-lesson="${CSS.escape(lesson)}"]`)
  page?.querySelector(`[data-block="${CSS.escape(block)}"]`)?.scrollIntoView({ behavior: 'instant', block: 'center' })
}
