import { useEffect } from 'react'
import type { LessonId, LibraryTree } from '#preload/contract/library.ts'
import type { Host } from '#renderer/host/host.ts'
import { findLesson, lessonPlaces, successor } from '#renderer/host/tree.ts'
import type { Shell } from './shell.ts'

/** Opens the lesson where the author was, with what lay beside it, and its neighbour when the open one has left the library. */
export function useStartingPlace(host: Host, shell: Shell): void {
  useEffect(() => {
    let before: readonly LessonId[] = []
    const settle = () => {
      const tree = host.tree.get()
      if (!tree || host.session.get() === 0) return
      const gone = shell.places.get().filter((each) => !findLesson(tree, each))
      if (gone.length < shell.places.get().length) for (const each of gone) shell.close(each)
      if (!findLesson(tree, shell.lesson.get())) openInstead(tree, before, host, shell)
      before = lessonPlaces(tree).map((place) => place.lesson.id)
    }
    settle()
    const stops = [host.tree.subscribe(settle), host.session.subscribe(settle)]
    return () => {
      for (const stop of stops) stop()
    }
  }, [host, shell])
}

function openInstead(tree: LibraryTree, before: readonly LessonId[], host: Host, shell: Shell): void {
  const gone = shell.lesson.get()
  const wanted = gone ? successor(before, gone, tree) : findLesson(tree, host.settings.get().lastLesson)?.lesson.id
  const view = shell.view.get()
  const beside = gone ? undefined : findLesson(tree, host.settings.get().besideLesson)?.lesson.id
  shell.open(wanted ?? lessonPlaces(tree)[0]?.lesson.id ?? null, gone ? null : 'text')
  if (wanted && beside && beside !== wanted) {
    shell.openBeside(beside)
    shell.open(wanted)
  }
  const moment = host.settings.get().besideMoment
  if (!gone && moment && moment.lesson === wanted) {
    const { revision, at, words, stretch } = moment
    shell.lookBeside({ revision, at, words, stretch })
  }
  shell.view.set(view)
}
