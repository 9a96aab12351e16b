/** What pages are told of lessons and courses that went out: since when, what is other, and what remains to be done. Pure. */
import type { CourseAtTarget, LessonAtTarget, Marked } from '#preload/contract/ledger.ts'
import { sha256 } from '#main/publishing/desk/hashes.ts'
import type { ExportedRow, OutVersion, PublishedRow } from '#main/store/ledger.ts'
import type { TreeCourse } from '#main/store/tree.ts'

/** A mark notes what went out last before it; what went out since may be the same text, and has another time. */
export function versionAt(mark: PublishedRow, out: ExportedRow | undefined): number | null {
  if (!out) return mark.at
  return out.at <= mark.at && out.revision === mark.revision && out.hash === mark.hash ? out.at : null
}

export type Otherwise = Pick<Marked, 'isSetOtherwise' | 'otherwise'>

/** As pages are told of it. */
export function toldOther(names: readonly string[] | null): Otherwise {
  return { isSetOtherwise: names !== null, otherwise: [...(names ?? [])] }
}

/** Of all of them, each once. */
export function togetherOther(all: readonly Otherwise[]): Otherwise {
  return { isSetOtherwise: all.some(({ isSetOtherwise }) => isSetOtherwise), otherwise: [...new Set(all.flatMap(({ otherwise }) => otherwise))] }
}

/** Whether what is marked is other now, and went out since as it is: it remains to be put there, and to be marked. */
export function isOutAgain(mark: Marking, out: Marking | null): boolean {
  const isOther = (one: Marking): boolean => one.isChanged || one.isSetOtherwise
  return isOther(mark) && out !== null && out.at > mark.at && !isOther(out)
}

type Marking = Pick<Marked, 'at' | 'isChanged' | 'isSetOtherwise'>

/** How many went out and are marked, and of how many the text is another now. */
export function countsOfLessons(lessons: readonly LessonAtTarget[]): CourseAtTarget['counts'] {
  const count = (is: (lesson: LessonAtTarget) => boolean | undefined): number => lessons.filter((lesson) => is(lesson) === true).length
  return {
    exported: count(({ exported }) => exported !== null),
    exportedChanged: count(({ exported, isKept }) => exported?.isChanged && !isKept),
    marked: count(({ marked }) => marked !== null),
    markedChanged: count(({ marked }) => marked?.isChanged),
  }
}

/** What all lessons of a course are, in their order. */
export function hashOfCourse(course: TreeCourse, versions: ReadonlyMap<string, OutVersion>): string {
  return sha256(JSON.stringify([course.title, course.chapters.map(({ title, lessons }) => [title, lessons.map(({ id }) => versions.get(id)?.hash ?? null)])]))
}
