import { useMemo } from 'react'
import type { ChapterId, CourseId, LessonId, LibraryId } from '#preload/contract/library.ts'
import { useHost } from '#renderer/host/host-context.tsx'
import type { LessonPlace } from '#renderer/host/tree.ts'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { useNotices } from '#renderer/ui/toast.tsx'

export interface Move {
  readonly id: LibraryId
  readonly parent?: CourseId | ChapterId
  readonly index: number
}

/** A lesson that was made, and the course or chapter that came with it and wants a name first. */
export interface Made {
  readonly lesson: LessonId
  readonly named?: CourseId | ChapterId
}

export interface LibraryActions {
  /** A lesson after the given one; without one, at the end of the first course, which is made if need be. */
  newLesson(after: LessonPlace | undefined): Promise<void>
  newLessonIn(chapter: ChapterId): Promise<void>
  newChapter(course: CourseId | undefined): Promise<void>
  newCourse(): Promise<void>
  /** Puts it into the bin and offers to undo that. */
  remove(id: LibraryId, title: string): Promise<void>
  move(move: Move): Promise<void>
}

/** What can be done with the library. A failure is shown to the author; `onMade` hears of each new lesson. */
export function useLibraryActions(onMade: (made: Made) => void): LibraryActions {
  const host = useHost()
  const notices = useNotices()
  const { t } = useTexts()
  return useMemo(() => {
    const ask = () => host.clients().library
    const lessonTitle = t('library.new-lesson-title')
    const attempt = async (work: () => Promise<void>) => {
      try {
        await work()
      } catch (error) {
        notices.problem(error)
      }
    }
    const actions: LibraryActions = {
      newLesson: (after) =>
        attempt(async () => {
          const course = host.tree.get()?.courses[0]
          const chapter = after?.chapter ?? course?.chapters.at(-1)
          if (chapter) return onMade(await ask().createLesson({ chapter: chapter.id, title: lessonTitle, ...(after && { after: after.lesson.id }) }))
          return actions.newChapter(course?.id)
        }),
      newLessonIn: (chapter) => attempt(async () => onMade(await ask().createLesson({ chapter, title: lessonTitle }))),
      newChapter: (course) =>
        attempt(async () => {
          const target = course ?? host.tree.get()?.courses[0]?.id
          if (!target) return actions.newCourse()
          const { chapter, lesson } = await ask().createChapter({ course: target, title: t('library.new-chapter-title'), lessonTitle })
          onMade({ lesson, named: chapter })
        }),
      newCourse: () =>
        attempt(async () => {
          const { course, lesson } = await ask().createCourse({
            title: t('library.new-course-title'),
            chapterTitle: t('library.first-chapter-title'),
            lessonTitle,
          })
          onMade({ lesson, named: course })
        }),
      remove: (id, title) =>
        attempt(async () => {
          await ask().remove({ id })
          notices.show({
            text: t('library.removed', { title }),
            about: id,
            action: {
              label: t('ui.undo'),
              run: () =>
                void attempt(async () => {
                  await ask().restore({ id })
                }),
            },
          })
        }),
      move: (move) =>
        attempt(async () => {
          await ask().move(move)
        }),
    }
    return actions
  }, [host, notices, t, onMade])
}
