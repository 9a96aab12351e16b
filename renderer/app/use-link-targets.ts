import { useMemo } from 'react'
import type { LessonId } from '#preload/contract/library.ts'
import { lessonOf } from '#renderer/editor/link/addresses.ts'
import type { LinkTargets } from '#renderer/editor/link/link-targets.ts'
import { findLesson, lessonPlaces } from '#renderer/host/tree.ts'
import type { Shell } from './shell.ts'
import { useShell } from './shell-context.tsx'

/** Where the links of a lesson lead. Always the same object, so that no title that changes renders the page. */
export function useLinkTargets(lesson: LessonId): LinkTargets {
  const shell = useShell()
  return useMemo(() => linkTargets(shell, lesson), [shell, lesson])
}

function linkTargets(shell: Shell, own: LessonId): LinkTargets {
  const { tree } = shell.titles
  return {
    list: () => {
      const now = tree.get()
      const here = findLesson(now, own)
      const places = now ? lessonPlaces(now).filter(({ lesson }) => lesson.id !== own) : []
      const distance = (place: (typeof places)[number]) => (place.chapter.id === here?.chapter.id ? 0 : place.course.id === here?.course.id ? 1 : 2)
      return places
        .toSorted((a, b) => distance(a) - distance(b))
        .map(({ lesson, chapter, course, number }) => ({ id: lesson.id, title: lesson.title, number, place: `${course.title} › ${chapter.title}` }))
    },
    titleOf: (lesson) => {
      const now = tree.get()
      return now ? (findLesson(now, lesson)?.lesson.title ?? null) : undefined
    },
    subscribe: (listener) => tree.subscribe(listener),
    follow: (link) => {
      const lesson = lessonOf(link)
      if (lesson === null) window.open(link, '_blank', 'noopener,noreferrer')
      else if (findLesson(tree.get(), lesson)) shell.open(lesson)
    },
  }
}
