import { useMemo } from 'react'
import type { ChapterId, CourseId, LessonEntry, LessonId, LibraryId } from '#preload/contract/library.ts'
import type { LessonState, LessonTarget } from '#preload/contract/plan.ts'
import { Problem } from '#preload/contract/problem.ts'
import type { Host } from '#renderer/host/host.ts'
import { useHost } from '#renderer/host/host-context.tsx'
import type { LessonPlace } from '#renderer/host/tree.ts'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { useNotices } from '#renderer/ui/toast.tsx'
import { type Deed, type Desk, deskOf, forgetDeed, newestDeed, undoNewest } from './deeds.ts'
import type { Move } from './moves.ts'

/** A lesson that was made, and the course or chapter that came with it and wants a name first. */
export interface Made {
  readonly lesson: LessonId
  readonly named?: CourseId | ChapterId
}

/** An entry and what it is called. */
export interface Named {
  readonly id: LibraryId
  readonly title: string
}

/** Each is done whole or not at all. What can be undone says so, and is the one thing that `undo` undoes. */
export interface LibraryActions {
  /** A lesson after the given one; without one, at the end of the first course, which is made if need be. */
  newLesson(after: LessonPlace | undefined): Promise<void>
  newLessonIn(chapter: ChapterId): Promise<void>
  newChapter(course: CourseId | undefined): Promise<void>
  newCourse(): Promise<void>
  /** Puts them into the bin. */
  remove(entries: readonly Named[]): Promise<void>
  /** Copies each to right after itself; answers the copies. */
  duplicate(entries: readonly Named[]): Promise<readonly LibraryId[]>
  move(move: Move, entries: readonly Named[]): Promise<void>
  setState(lessons: readonly LessonEntry[], state: LessonState): Promise<void>
  /** What `change` does not name, each lesson keeps. */
  setTarget(lessons: readonly LessonEntry[], change: Partial<LessonTarget>): Promise<void>
  /** Takes the last of these back, as its notice offers, also one that is still under way; nothing when there is none any more. */
  undo(): Promise<void>
}

/** What can be done with the library. A failure is shown to the author; `onMade` hears of each new lesson. */
export function useLibraryActions(onMade: (made: Made) => void): LibraryActions {
  const host = useHost()
  const notices = useNotices()
  const { t } = useTexts()
  return useMemo(() => {
    const desk = deskOf(host, notices, t)
    return { ...makers(desk, onMade), ...movers(desk), ...planners(desk), undo: () => undoNewest(host) }
  }, [host, notices, t, onMade])
}

/** The newest move of each studio. */
const lastMove = new WeakMap<Host, { readonly deed: Deed; readonly back: Move['back'] }>()

function makers({ host, t, ask, attempt }: Desk, onMade: (made: Made) => void): Pick<LibraryActions, 'newLesson' | 'newLessonIn' | 'newChapter' | 'newCourse'> {
  const lessonTitle = t('library.new-lesson-title')
  const newCourse = () =>
    attempt(async () => {
      const { course, lesson } = await ask().createCourse({ title: t('library.new-course-title'), chapterTitle: t('library.first-chapter-title'), lessonTitle })
      onMade({ lesson, named: course })
    })
  const newChapter = (course: CourseId | undefined) =>
    attempt(async () => {
      const target = course ?? host.tree.get()?.courses[0]?.id
      if (!target) return newCourse()
      const { chapter, lesson } = await ask().createChapter({ course: target, title: t('library.new-chapter-title'), lessonTitle })
      onMade({ lesson, named: chapter })
    })
  return {
    newLesson: (after) =>
      attempt(async () => {
        const course = host.tree.get()?.courses[0]
        const chapter = after?.chapter ?? course?.chapters.at(-1)
        if (chapter) return onMade(await ask().createLesson({ chapter: chapter.id, title: lessonTitle, ...(after && { after: after.lesson.id }) }))
        return newChapter(course?.id)
      }),
    newLessonIn: (chapter) => attempt(async () => onMade(await ask().createLesson({ chapter, title: lessonTitle }))),
    newChapter,
    newCourse,
  }
}

function movers({ host, notices, t, ask, attempt, done }: Desk): Pick<LibraryActions, 'remove' | 'duplicate' | 'move'> {
  const idsOf = (entries: readonly Named[]) => entries.map(({ id }) => id)
  return {
    remove: (entries) =>
      attempt(async () => {
        const ids = idsOf(entries)
        await ask().remove({ ids })
        const text = entries.length === 1 ? t('library.removed', { title: titleOf(entries) }) : t('library.removed-many', { count: ids.length })
        done(`bin ${ids.join(' ')}`, text, () => ask().restore({ ids }))
      }),
    duplicate: async (entries) => {
      const copies = entries.map(({ id, title }) => ({ id, title: t('library.copy-of', { title: cut(title) }) }))
      const copied = async () => {
        const { made } = await ask().duplicate({ entries: copies })
        const text = copies.length === 1 ? t('library.copied', { title: titleOf(copies) }) : t('library.copied-many', { count: copies.length })
        done(`copy ${made.join(' ')}`, text, () => ask().remove({ ids: made }))
        return made
      }
      const tell = (error: unknown) => {
        // Nothing that was written waits to be saved here, and nothing is tried again.
        if (error instanceof Problem && error.code === 'disk-full') notices.show({ text: t('library.copy-no-room'), kind: 'problem' })
        else notices.problem(error)
      }
      return (await attempt(copied, tell)) ?? []
    },
    move: (move, entries) =>
      attempt(async () => {
        await ask().move({ places: [...move.places] })
        const about = `move ${idsOf(entries).join(' ')}`
        const text = entries.length === 1 ? t('library.moved', { title: titleOf(entries) }) : t('library.moved-many', { count: entries.length })
        // Several steps of the same entries are one move, as long as that is what would be undone.
        const last = lastMove.get(host)
        const goesOn = last !== undefined && last.deed.about === about && last.deed === newestDeed(host)
        if (goesOn) forgetDeed(host, last.deed)
        const back = goesOn ? last.back : move.back
        lastMove.set(host, { deed: done(about, text, () => ask().move({ places: [...back] })), back })
      }),
  }
}

function planners({ t, ask, attempt, done }: Desk): Pick<LibraryActions, 'setState' | 'setTarget'> {
  const about = (lessons: readonly LessonEntry[]) => `plan ${lessons.map(({ id }) => id).join(' ')}`
  return {
    setState: (lessons, state) =>
      attempt(async () => {
        const before = lessons.map((lesson) => ({ id: lesson.id, state: lesson.state }))
        await ask().setStates({ lessons: before.map(({ id }) => ({ id, state })) })
        const name = t(`state.${state}`)
        const text =
          lessons.length === 1
            ? t('library.state-set', { state: name, title: titleOf(lessons) })
            : t('library.state-set-many', { state: name, count: lessons.length })
        done(about(lessons), text, () => ask().setStates({ lessons: before }))
      }),
    setTarget: (lessons, change) =>
      attempt(async () => {
        const before = lessons.map((lesson) => ({ id: lesson.id, ...lesson.target }))
        const next = before.map((lesson) => ({ ...lesson, ...change }))
        await ask().setTargets({ lessons: next })
        const isNone = next.every(({ words, minutes }) => words === null && minutes === null)
        done(about(lessons), t(isNone ? 'target.cleared' : 'target.set'), () => ask().setTargets({ lessons: before }))
      }),
  }
}

const titleOf = ([first]: readonly { readonly title: string }[]) => first?.title ?? ''

/** A title may have 200 characters; this leaves the copy's some for saying that it is one. */
const longestCut = 180

function cut(title: string): string {
  return title.length <= longestCut ? title : title.slice(0, longestCut).replace(/[\uD800-\uDBFF]$/, '')
}
