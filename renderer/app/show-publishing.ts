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

/** Shows the desk with the course of an export that is over, whatever lesson is open. */
export function backToPublishing(host: Host, shell: Shell, course: CourseId): void {
  const place = deskPlaceOf(host)
  if (place.get().course !== course) place.set({ ...place.get(), course, lesson: null })
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

type Found = Pick<TargetFinding, 'kind' | 'lesson' | 'block' | 'place'>

/** Shows the place that a finding is about: a picture, the words where they are known, else their block, else the lesson's title. */
export function goToFinding(shell: Shell, found: Found): void {
  const { kind, lesson, block, place } = found
  if (lesson === null) return
  const isOfPicture = block !== null && (kind === 'alt-missing' || kind.startsWith('image-'))
  shell.open(lesson, block === null ? 'title' : place || isOfPicture ? null : 'text')
  shell.ledTo.set(lesson)
  if (isOfPicture) void goToPicture(shell, { kind, lesson, block, place })
  else goToWords(shell, { lesson, block, place })
}

type InText = Pick<Found, 'place'> & { readonly lesson: LessonId; readonly block: string | null }

function goToWords(shell: Shell, { lesson, block, place }: InText): void {
  if (place) {
    shell.pages.ask(lesson, { kind: 'find', text: place.found, place, focus: 'text' })
    shell.pages.goInto(lesson)
  } else if (block !== null) void scrollTo(shell, lesson, block)
}

/** A page that is not there by then can't be opened. */
const openMs = 10_000

async function scrollTo(shell: Shell, lesson: LessonId, block: string): Promise<void> {
  await shell.pages.whenThere(lesson, openMs)
  pageOf(lesson)
    ?.querySelector(`[data-block="${CSS.escape(block)}"]`)
    ?.scrollIntoView({ behavior: 'instant', block: 'center' })
}

function pageOf(lesson: LessonId): Element | null {
  return document.querySelector(`[data-lesson="${CSS.escape(lesson)}"]`)
}

/** To a picture itself, with the window in which it is described where that is what it lacks; to its words where it is none any more. */
async function goToPicture(shell: Shell, found: InText & { readonly kind: Found['kind']; readonly block: string }): Promise<void> {
  const { kind, lesson, block } = found
  const page = await shell.pages.whenThere(lesson, openMs)
  const until = Date.now() + openMs
  // A page that was out of sight takes no focus before it is drawn.
  while (pageOf(lesson)?.checkVisibility() === false && Date.now() < until) await new Promise(requestAnimationFrame)
  const isHere = shell.view.get() === 'lesson' && shell.lesson.get() === lesson
  if (isHere && !page?.toPicture(block, kind === 'alt-missing')) goToWords(shell, found)
}
