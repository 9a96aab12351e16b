import { useEffect, useRef } from 'react'
import type { LessonId } from '#preload/contract/library.ts'
import type { Host } from '#renderer/host/host.ts'
import { findLesson, lessonPlaces, successor } from '#renderer/host/tree.ts'
import { useValue } from '#renderer/host/value.ts'
import type { Shell } from './shell.ts'

/** Opens the lesson where the author was, and its neighbour when the open one has left the library. */
export function useStartingPlace(host: Host, shell: Shell): void {
  const tree = useValue(host.tree)
  const session = useValue(host.session)
  const order = useRef<readonly LessonId[]>([])
  useEffect(() => {
    if (!tree || session === 0) return
    const before = order.current
    order.current = lessonPlaces(tree).map((place) => place.lesson.id)
    const current = shell.lesson.get()
    if (findLesson(tree, current)) return
    const wanted = current ? successor(before, current, tree) : findLesson(tree, host.settings.get().lastLesson)?.lesson.id
    const view = shell.view.get()
    shell.open(wanted ?? order.current[0] ?? null, current ? null : 'text')
    shell.view.set(view)
  }, [host, shell, tree, session])
}
