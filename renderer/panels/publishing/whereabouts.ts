/** How lessons and courses stand at a target: what went out, what is published, what changed since. Pure. */
import type { CourseAtTarget, LessonAtTarget, Marked } from '#preload/contract/ledger.ts'
import type { LessonId } from '#preload/contract/library.ts'
import type { Short } from './run-left.ts'

/** `published`: as it is there. `changed`: it stands there and was written in since. `exported`, `stale`: likewise of the files. `new`: neither. */
export type Standing = 'published' | 'changed' | 'exported' | 'stale' | 'new'

export interface Whereabouts {
  readonly standing: Standing
  /** When it went there; null where it did not. */
  readonly at: number | null
  /** When the version of it that stands there went out; null where that is not known, or nothing stands there. */
  readonly versionAt: number | null
  /** Null where that is not known, or nothing is. */
  readonly changedWords: number | null
  /** Its title is another since. */
  readonly isRetitled: boolean
  /** It was copied, and no file of it was written. */
  readonly isCopied: boolean
  /** It went out since as it is: what remains is to put it there and to mark it. */
  readonly isOutAgain: boolean
  /** What lies there is the author's own, which they kept. */
  readonly isKept: boolean
  /** Its target is set otherwise since. */
  readonly isSetOtherwise: boolean
  /** What of it, where that is known. */
  readonly otherwise: readonly string[]
  readonly address: string | null
}

const nowhere: Whereabouts = {
  standing: 'new',
  at: null,
  versionAt: null,
  changedWords: null,
  isRetitled: false,
  isCopied: false,
  isOutAgain: false,
  isKept: false,
  isSetOtherwise: false,
  otherwise: [],
  address: null,
}

function ofMark({ isChanged, changedWords, ...mark }: Marked): Whereabouts {
  return { ...mark, isKept: false, isCopied: false, standing: isChanged ? 'changed' : 'published', changedWords: isChanged ? changedWords : null }
}

/** Whether files of a lesson lie in the last export: of all lessons that there were then, or of some. */
export function hasFilesOf(at: Pick<CourseAtTarget, 'last' | 'lessons'> | undefined, lesson: LessonId): boolean {
  if (at?.last?.isThere !== true) return false
  const [{ isWhole }, its] = [at.last, at.lessons.find((each) => each.lesson === lesson)]
  return its !== undefined && (its.isKept || (its.exported !== null && (isWhole || !its.exported.isCopied)))
}

/** What the author says counts before what was written into a folder. */
export function whereaboutsOf(lesson: (Pick<LessonAtTarget, 'exported' | 'marked'> & Partial<Pick<LessonAtTarget, 'isKept'>>) | undefined): Whereabouts {
  if (lesson?.marked) return ofMark(lesson.marked)
  if (!lesson?.exported) return nowhere
  const { at, isChanged, changedWords, isRetitled, isCopied, isSetOtherwise, otherwise } = lesson.exported
  // What the author laid there and kept is as they want it, whatever was written since.
  if (lesson.isKept) return { ...nowhere, standing: 'exported', at, isKept: true }
  return {
    ...nowhere,
    standing: isChanged ? 'stale' : 'exported',
    at,
    changedWords: isChanged ? changedWords : null,
    isRetitled,
    isCopied,
    isSetOtherwise,
    otherwise,
  }
}

/** The same of a book, which is marked as a whole. Without a mark it is as its export is. */
export function whereaboutsOfCourse({ marked, last, lessons, counts, isSetOtherwise, otherwise }: CourseAtTarget): Whereabouts {
  if (marked) return ofMark(marked)
  if (!last) return nowhere
  const isKept = lessons.length > 0 && lessons.every((lesson) => lesson.isKept)
  // A lesson that never was in it is as much as one that changed.
  const isBehind = counts.exportedChanged > 0 || lessons.some(({ exported, isKept: isTheirs }) => exported === null && !isTheirs)
  return { ...nowhere, standing: isBehind ? 'stale' : 'exported', at: last.at, isKept, isSetOtherwise, otherwise }
}

/** How many were written in since they went out, be they marked or only exported: as many as say so one by one. */
function changedLessons(lessons: readonly Parameters<typeof whereaboutsOf>[0][]): number {
  return lessons.filter((lesson) => ['changed', 'stale'].includes(whereaboutsOf(lesson).standing)).length
}

/** By lesson, of those that are chosen. */
export function whereaboutsByLesson(at: CourseAtTarget | undefined, lessons: readonly LessonId[]): ReadonlyMap<LessonId, Whereabouts> {
  const known = new Map((at?.lessons ?? []).map((each) => [each.lesson, each]))
  return new Map(lessons.map((id) => [id, whereaboutsOf(known.get(id))]))
}

/** What the card of a target says of it, the most urgent first. */
export type CardLine =
  | { readonly kind: 'running'; readonly done: number; readonly total: number }
  | { readonly kind: 'changed'; readonly count: number }
  | { readonly kind: 'published' | 'exported'; readonly at: number }
  | { readonly kind: 'never' | 'some' | Short | 'set-otherwise' }

/** `short`: what the last export left of it, where that is not all. */
export function cardLineOf(
  at: CourseAtTarget | undefined,
  running: { readonly done: number; readonly total: number } | null,
  short: Short | null = null,
): CardLine {
  if (running) return { kind: 'running', done: running.done, total: running.total }
  if (short !== null) return { kind: short }
  if (!at) return { kind: 'never' }
  const { marked, last, lessons } = at
  // The folder says so, also of an export that this studio knows nothing of any more.
  if (last?.isUnfinished) return { kind: 'unfinished' }
  const changed = changedLessons(lessons)
  if (changed > 0) return { kind: 'changed', count: changed }
  if (at.isSetOtherwise) return { kind: 'set-otherwise' }
  const times = lessons.flatMap((each) => (each.marked ? [each.marked.at] : []))
  const newest = Math.max(marked?.at ?? 0, ...times)
  if (newest > 0) return { kind: 'published', at: newest }
  if (last) return { kind: 'exported', at: last.at }
  return { kind: at.some ? 'some' : 'never' }
}
