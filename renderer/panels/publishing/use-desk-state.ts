/** All that the desk for a course shows, from where the author is at it and what its host says. */
import { useCallback, useMemo } from 'react'
import type { TargetFinding } from '#preload/contract/findings.ts'
import type { LessonId, LibraryTree } from '#preload/contract/library.ts'
import type { PublishingState } from '#preload/contract/publishing.ts'
import type { TargetFacts, TargetId } from '#preload/contract/targets.ts'
import { useHost } from '#renderer/host/host-context.tsx'
import { lessonPlaces } from '#renderer/host/tree.ts'
import { useValue } from '#renderer/host/value.ts'
import { deskPlaceOf, withLeft } from './desk-place.ts'
import { runningOf, shortOf } from './run-progress.ts'
import { isSaidOf, seenOf, sinceAt } from './seen.ts'
import { type LeftOut, lookedAt, tickedLessons } from './ticks.ts'
import { toLookAt } from './to-look-at.ts'
import { checkOf, type Question, useCheck } from './use-check.ts'
import { useCheckedFirst } from './use-checked-first.ts'
import { isCheckedBeside, useChecksBeside } from './use-checks-beside.ts'
import { useOverview, usePreview } from './use-desk.ts'
import { whereaboutsByLesson } from './whereabouts.ts'

type Course = LibraryTree['courses'][number]

export interface DeskAsked {
  readonly course: Course
  readonly targets: readonly TargetFacts[]
  readonly state: PublishingState
  readonly settled: () => Promise<void>
}

const nobody: LeftOut = new Set()

export function useDeskState({ course, targets, state, settled }: DeskAsked) {
  const host = useHost()
  const place = deskPlaceOf(host)
  const now = useValue(place)
  const tree = useValue(host.tree)
  const left = now.left.get(course.id) ?? nobody
  const ticked = useMemo(() => tickedLessons(course, left), [course, left])
  const all = course.chapters.reduce((sum, { lessons }) => sum + lessons.length, 0)
  const target = targets.find(({ id }) => id === now.target) ?? targets[0]
  const lesson = lookedAt(ticked, now.lesson)
  const overview = useOverview(course.id, settled)
  const at = target && overview.at.get(target.id)
  const { author, producer } = state
  const sinceOf = useCallback((id: TargetId) => ({ tree, author, producer, ...sinceAt(overview.at.get(id)) }), [overview.at, tree, author, producer])
  const { options, addresses } = sinceAt(at)
  // Another one whenever what is checked or shown may be another.
  const since = useMemo(() => ({ tree, options, addresses, author, producer }), [tree, options, addresses, author, producer])
  const isWhole = ticked.length === all
  const [courseId, targetId] = [course.id, target?.id]
  const question = useMemo<Question | null>(
    () => (targetId !== undefined && ticked.length > 0 ? { course: courseId, lessons: isWhole ? null : ticked, target: targetId } : null),
    [courseId, isWhole, ticked, targetId],
  )
  const check = useCheck(question, since, settled)
  const isWriting = state.run !== null && !state.run.isOver
  useChecksBeside({ question, sinceOf, targets, isQuiet: check.progress === null && !isWriting, settled })
  const looked = usePreview(course.id, lesson, target?.id ?? null, since, settled)
  const names = useMemo(() => namesIn(tree, course), [tree, course])
  const standing = useMemo(() => whereaboutsByLesson(at, ticked), [at, ticked])
  const { checks } = seenOf(host)
  /** What is known of a target, for just these lessons. */
  const findingsOf = (id: TargetId): readonly TargetFinding[] => {
    if (question === null) return []
    return id === question.target ? check.findings : (checkOf(checks, { ...question, target: id })?.findings ?? [])
  }
  /** Whether that is all there is to say of it now. */
  const isChecked = (id: TargetId): boolean => {
    if (question === null) return true
    const said = checkOf(checks, { ...question, target: id })
    return id === question.target ? check.progress === null : isSaidOf(said, sinceOf(id)) && said?.isGlance !== true
  }
  /** A book refuses nothing, and its check takes as long as its export: it is glanced at. */
  const mustCheck = (id: TargetId): boolean => targets.some((each) => each.id === id && isCheckedBeside(each)) && !isChecked(id)
  const first = useCheckedFirst({ question, sinceOf, mustCheck, settled })
  return {
    first,
    target,
    left,
    ticked,
    isWhole,
    lesson,
    overview,
    at,
    check,
    looked,
    standing,
    since,
    chosen: isWhole ? null : ticked,
    titleOf: useCallback((id: LessonId) => names.get(id)?.title ?? '', [names]),
    numberOf: useCallback((id: LessonId) => names.get(id)?.number ?? '', [names]),
    nameOf: useCallback((id: LessonId) => nameOf(names.get(id)), [names]),
    findingsOf,
    toLookAt: new Map(targets.map(({ id }) => [id, toLookAt(findingsOf(id))])),
    unchecked: new Set(targets.flatMap(({ id }) => (isChecked(id) ? [] : [id]))),
    running: runningByTarget(state),
    short: shortOf(state.run, course.id),
    look: (id: LessonId) => place.set({ ...place.get(), course: course.id, lesson: id }),
    leave: (next: LeftOut) => place.set(withLeft({ ...place.get(), course: course.id }, course.id, next)),
    choose: (id: TargetId) => place.set({ ...place.get(), course: course.id, target: id }),
  }
}

interface Name {
  readonly number: string
  readonly title: string
}

function namesIn(tree: LibraryTree | null, { id }: Course): ReadonlyMap<LessonId, Name> {
  const places = tree ? lessonPlaces(tree).filter(({ course }) => course.id === id) : []
  return new Map(places.map(({ lesson, number }) => [lesson.id, { number, title: lesson.title }]))
}

const nameOf = (name: Name | undefined) => [name?.number, name?.title].filter(Boolean).join(' ')

function runningByTarget({ run }: PublishingState): ReadonlyMap<TargetId, { readonly done: number; readonly total: number }> {
  const running = runningOf(run)
  return new Map(running ? [[running.target, running]] : [])
}
